"""Running SQL that nobody trusts: the only way a learner's SQL, and any course's, is ever run."""

from sqlgym.sandbox.job import (
    Blank,
    Crashed,
    Done,
    Exceeded,
    Failed,
    Job,
    Outcome,
    Policy,
    Ran,
    Refused,
    Trial,
    TrialJob,
    Tried,
)
from sqlgym.sandbox.layers import Mode
from sqlgym.sandbox.parent import Sandbox

__all__ = [
    "Blank",
    "Crashed",
    "Done",
    "Exceeded",
    "Failed",
    "Job",
    "Mode",
    "Outcome",
    "Policy",
    "Ran",
    "Refused",
    "Sandbox",
    "Trial",
    "TrialJob",
    "Tried",
]
