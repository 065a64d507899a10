"""Kind design: tables in the normal form asked for, judged by dependencies and by data; names are free."""

from sqlgym.kinds.design.judgement import judge

__all__ = ["judge"]
