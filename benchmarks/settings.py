"""The product's settings with one more address: the bare page. The product itself has no such address."""

from groundswell.config.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.bare"
