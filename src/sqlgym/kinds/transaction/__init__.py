"""Kind transaction: the same state as the reference, and explicit, atomic, consistent, isolated and durable.

boundaries where transactions begin and end, read off the statements
probes     kills, errors, an observer and other writers, really made, each told as a line of the card
runs       the runs that the probes are made of
judge      which probes on which engine, and the verdict
"""

from sqlgym.kinds.transaction.judge import judge

__all__ = ["judge"]
