"""Files of texts, read in batches and written with answers: CSV, JSON Lines, Parquet, lines."""
