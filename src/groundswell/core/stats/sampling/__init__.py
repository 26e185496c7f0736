"""Estimates from a sample of schools, classes or students: what all of them would say, and how surely."""
