"""What a file of labelled texts is: format, encoding, columns, labels, and how sure that is."""
