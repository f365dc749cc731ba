"""Linear models, fitted by L-BFGS: one solution, no seed."""
