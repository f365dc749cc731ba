"""Encoders of TensorFlow Hub."""
