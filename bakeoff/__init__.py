"""What the stages use: sources, texts, vectors, encoders, models, evaluation, projector, report."""
