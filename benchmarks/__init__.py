"""Side-by-side measurements, as ratios against a named rival; never tests."""
