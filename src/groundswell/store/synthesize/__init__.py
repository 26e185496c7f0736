"""An invented network in the real file standards, like the public files in its distributions, with a key."""
