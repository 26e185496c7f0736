"""What an indicator means: reviewed definitions as data, a small closed language, and a slow engine as oracle."""
