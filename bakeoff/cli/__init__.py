"""The command `bakeoff`: one module per command, each with its arguments, its help and an example."""
