"""Kinds of chart that are no series over time: places side by side, kinds by how many, case by case."""
