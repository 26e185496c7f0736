"""Making, checking and listing releases on the command line."""
