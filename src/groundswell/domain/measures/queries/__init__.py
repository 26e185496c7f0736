"""Read measures: protected series, charts in words, gaps, and the lists of a place or a project.

No number leaves this room but through `series`, and there every number has passed one disclosure decision.
"""
