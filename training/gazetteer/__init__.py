"""Builds the gazetteer of cities that the package ships."""
