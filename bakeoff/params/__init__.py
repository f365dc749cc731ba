"""The shape of params.yaml: every key, its type and its range, checked before any work."""
