"""How models are fitted, one folder per way."""
