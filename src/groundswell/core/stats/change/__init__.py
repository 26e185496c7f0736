"""Did it change? Before and after, beside a comparison, and the words each kind of evidence earns."""
