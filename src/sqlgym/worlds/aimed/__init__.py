"""Tableaux of queries in, worlds aimed at them out, each by the rule it comes from."""
