"""CALPADS submission and extract files: caret-delimited text without a header, one kind of record per row."""
