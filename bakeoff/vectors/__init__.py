"""Published word vectors, and the embedding matrices built from them."""
