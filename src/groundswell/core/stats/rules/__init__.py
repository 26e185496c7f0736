"""Rules that tell a signal from ordinary variation."""
