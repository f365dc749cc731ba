"""Training of many runs of one small network on constant inputs, as one program, in NumPy."""
