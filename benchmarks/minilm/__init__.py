"""MiniLM in ONNX Runtime against sentence-transformers, which publishes it."""
