"""A matrix of token vectors with its tokenizer: model2vec, WordLlama and others."""
