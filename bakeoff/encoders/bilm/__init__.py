"""ELMo's bidirectional language model: run, loaded, pretrained and exported."""
