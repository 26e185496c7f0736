"""Plain tables (CSV, TSV, Excel, Parquet) into the store, by a mapping that a person has looked at."""
