"""Immutable releases: what may leave the store, decided once and read by everything else."""
