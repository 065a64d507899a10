"""Tiny databases, called worlds, that tell a wrong answer from the reference."""
