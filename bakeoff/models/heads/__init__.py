"""The heads: what stands between features and probabilities, one file each."""
