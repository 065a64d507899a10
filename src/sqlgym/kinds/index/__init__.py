"""Kind index: a workload's plans and work with the answer's indexes, against those with the reference's.

workload   workload.sql → queries and writes with their names and weights; three measurements → the report's lines
faults     the table → what is not as it should be, and the score
judge      an answer → the verdict
"""

from sqlgym.kinds.index.judge import judge

__all__ = ["judge"]
