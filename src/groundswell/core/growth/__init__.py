"""Student growth percentiles: how much a student grew beside students who scored alike before."""
