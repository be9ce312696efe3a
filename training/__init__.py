"""Recipes that rebuild every shipped model from public data, with their scores."""
