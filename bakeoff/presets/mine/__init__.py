"""Make a preset of one's own files: what `bakeoff init` writes to presets/mine.yaml."""
