"""Running SQL that nobody trusts: the only way a learner's SQL, and any course's, is ever run."""

from sqlgym.sandbox.job import (
    Blank,
    Crashed,
    Exceeded,
    Failed,
    Index,
    Job,
    Measure,
    Measured,
    Measurement,
    Outcome,
    Policy,
    Ran,
    Refused,
    Script,
    State,
    Trial,
    Tried,
)
from sqlgym.sandbox.layers import Mode
from sqlgym.sandbox.parent import Sandbox

__all__ = [
    "Blank",
    "Crashed",
    "Exceeded",
    "Failed",
    "Index",
    "Job",
    "Measure",
    "Measured",
    "Measurement",
    "Mode",
    "Outcome",
    "Policy",
    "Ran",
    "Refused",
    "Sandbox",
    "Script",
    "State",
    "Trial",
    "Tried",
]
