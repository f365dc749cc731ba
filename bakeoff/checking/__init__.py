"""The check of all of params.yaml: whether each section is right, and whether they agree."""
