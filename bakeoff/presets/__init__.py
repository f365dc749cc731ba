"""Presets: sets of parameters that a command writes into params.yaml."""
