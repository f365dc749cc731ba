"""The models in use: loaded from their folders, asked about texts, explained."""
