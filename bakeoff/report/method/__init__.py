"""How the numbers came about: rounds, families of intervals, power, candidates."""
