"""How far to trust it: errors, classes, slices, calibration, duplicates, words."""
