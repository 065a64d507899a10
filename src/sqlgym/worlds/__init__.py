"""Tiny databases, called worlds, that tell a wrong answer from the reference.

A schema and the constants of its queries go in; worlds come out (generate), with what the reference returns on each
(build, kept by suite_cache). An answer goes in; out comes where it differs, confirmed by plain runs (examination,
judgement, confirm), made small (shrink) and written as SQL (reproduction).
"""
