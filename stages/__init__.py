"""What DVC runs: one short file a stage, named as the stage."""
