"""Running SQL that nobody trusts: the only way a learner's SQL, and any course's, is ever run."""

from sqlgym.engines import Index, Measured
from sqlgym.sandbox.job import ContractJob, Job, MeasureJob, Policy, ScriptJob, Shadow, TrialJob
from sqlgym.sandbox.layers import Mode
from sqlgym.sandbox.outcome import (
    Blank,
    Contract,
    Crashed,
    Denied,
    Done,
    Exceeded,
    Failed,
    Left,
    Measurement,
    Outcome,
    Ran,
    Refused,
    Returned,
    Script,
    State,
    Stopped,
    Trial,
    Tried,
)
from sqlgym.sandbox.parent import Begun, Sandbox

__all__ = [
    "Begun",
    "Blank",
    "Contract",
    "ContractJob",
    "Crashed",
    "Denied",
    "Done",
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
    "Returned",
    "Sandbox",
    "Script",
    "ScriptJob",
    "Shadow",
    "State",
    "Stopped",
    "Trial",
    "TrialJob",
    "Tried",
]
