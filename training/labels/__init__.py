"""Sentences of the training corpora coded by hand with CAMEO and PLOVER: labels as offsets, without the sentences."""
