"""One frozen view model per page."""
