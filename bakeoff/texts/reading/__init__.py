"""Read files of labelled texts as they are: a module per format, and the slices beside them."""
