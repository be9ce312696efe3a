"""Evaluate: how well the program does on test sets of the field, in the formats that they come in.

Each module reads one kind of file, lets the program predict, and scores; ``commands`` is the command line over them.
``relations.relation_of`` and ``attribution.attributions_of`` are the places where another predictor can be put in.
Nothing is imported here, so that the command line starts fast.
"""
