"""A first look at texts before any model is trained."""
