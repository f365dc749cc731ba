"""A trained model as a folder that leaves the project: its files, other formats, a model card."""
