"""Running SQL that nobody trusts: the only way a learner's SQL, and any course's, is ever run."""

from sqlgym.sandbox.job import (
    Blank,
    Crashed,
    Exceeded,
    Failed,
    Index,
    Job,
    Left,
    Measured,
    MeasureJob,
    Measurement,
    Outcome,
    Policy,
    Ran,
    Refused,
    Script,
    ScriptJob,
    State,
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
    "Left",
    "MeasureJob",
    "Measured",
    "Measurement",
    "Mode",
    "Outcome",
    "Policy",
    "Ran",
    "Refused",
    "Sandbox",
    "Script",
    "ScriptJob",
    "State",
]
