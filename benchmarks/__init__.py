"""How long things take, each against a floor measured in the same run. `make bench`."""
