"""Builds the table of the world's money that the package ships."""
