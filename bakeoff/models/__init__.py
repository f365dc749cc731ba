"""The models: one file per kind, one file per head."""
