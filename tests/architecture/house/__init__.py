"""A small network in which every kind of person meets every kind of thing: the matrix walks in it."""
