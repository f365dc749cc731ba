"""ELMo: the biLM, its pretraining, TF-Hub encoders, the mix of layers."""
