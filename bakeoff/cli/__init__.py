"""The program `bakeoff`: one module per command, with its arguments, help and an example."""
