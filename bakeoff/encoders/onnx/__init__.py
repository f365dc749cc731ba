"""Sentence encoders as ONNX graphs, run by ONNX Runtime."""
