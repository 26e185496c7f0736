"""Student rows for places that are given: their names, sizes, groups, days of school and attendance."""
