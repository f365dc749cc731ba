"""The baseline and the networks: built, trained from several seeds, saved, loaded."""
