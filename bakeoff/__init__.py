"""What the stages are made of: sources, texts, vectors, classifiers, evaluation, report."""
