"""Gaps between student groups: in points and as a ratio, with intervals, and never a ranking of schools."""
