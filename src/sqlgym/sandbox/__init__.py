"""Running SQL that nobody trusts: the only way a learner's SQL, and any course's, is ever run."""

from sqlgym.sandbox.job import (
    Blank,
    Crashed,
    Denied,
    Exceeded,
    Failed,
    Job,
    Outcome,
    Policy,
    Ran,
    Refused,
    Returned,
)
from sqlgym.sandbox.layers import Mode
from sqlgym.sandbox.parent import Sandbox

__all__ = [
    "Blank",
    "Crashed",
    "Denied",
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
]
