"""Running SQL that nobody trusts: the only way a learner's SQL, and any course's, is ever run."""

from sqlgym.sandbox.job import (
    Blank,
    Crashed,
    Denied,
    Done,
    Exceeded,
    Failed,
    Job,
    Outcome,
    Policy,
    Ran,
    Refused,
    Returned,
    Trial,
    TrialJob,
    Tried,
)
from sqlgym.sandbox.layers import Mode
from sqlgym.sandbox.parent import Sandbox

__all__ = [
    "Blank",
    "Crashed",
    "Denied",
    "Done",
    "Exceeded",
    "Failed",
    "Job",
    "Mode",
    "Outcome",
    "Policy",
    "Ran",
    "Refused",
    "Returned",
    "Sandbox",
    "Trial",
    "TrialJob",
    "Tried",
]
