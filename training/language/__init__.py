"""The recipe of the language model: one encoder with heads for tags, dependencies, sentence ends and names."""
