"""Immutable editions of the store: written beside the live one, then swapped in at once."""
