"""The shapes of what people send. What it means is decided in the domain."""
