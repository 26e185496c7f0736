"""Ed-Fi Data Standard 5: bulk XML interchanges, and JSON as the API serves it."""
