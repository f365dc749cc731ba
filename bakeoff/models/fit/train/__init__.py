"""Networks, trained by gradient steps from several seeds."""
