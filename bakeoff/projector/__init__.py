"""Files for the embedding projector."""
