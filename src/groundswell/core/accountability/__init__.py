"""Rules by which authorities turn results into colors, targets and levels. The numbers are data, by school year."""
