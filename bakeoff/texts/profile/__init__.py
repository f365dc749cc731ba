"""What texts are like before any model is trained: counts, lengths, languages, tokens."""
