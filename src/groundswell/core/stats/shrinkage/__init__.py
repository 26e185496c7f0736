"""Small groups lean on all groups: estimates that bounce less, with their intervals."""
