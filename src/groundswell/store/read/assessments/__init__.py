"""Files of well-known assessments: mappings of ours, one per vendor file, into the assessments table."""
