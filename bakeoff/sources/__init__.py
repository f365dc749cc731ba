"""Where the inputs come from: published files, or a sample world made here."""
