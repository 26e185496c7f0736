"""The example network: real public numbers under invented names, and invented people, teams and tests."""
