"""The doors to projects."""
