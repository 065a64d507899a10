"""SQL exercises that are judged by really running them."""

__version__ = "0.1.0"
