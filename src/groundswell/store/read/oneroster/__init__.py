"""OneRoster 1.1 and 1.2 as CSV files: bulk and delta, in a zip file or a folder."""
