"""Where the inputs come from: files that others publish, or a sample made here."""
