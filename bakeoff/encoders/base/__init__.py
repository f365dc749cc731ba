"""What every kind of encoder shares."""
