"""What DVC keeps: its cache, dvc.lock, its run cache, and outputs that no stage has any longer."""
