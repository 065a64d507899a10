"""The theory of relational design: what dependencies imply, and which normal form a relation reaches."""

from sqlgym.normalform.analysis import Analysis, Form, Violation, analyse, normal_form
from sqlgym.normalform.calculator import calculated
from sqlgym.normalform.chase import Chase, chase, is_lossless, lost_dependencies, preserves
from sqlgym.normalform.closure import closure, equivalent, implies, is_superkey, widened
from sqlgym.normalform.cover import canonical_cover, minimal_cover, projection
from sqlgym.normalform.dependencies import (
    Attributes,
    Dependency,
    Multivalued,
    Rule,
    mentioned,
    parse,
    parse_attributes,
    parse_dependency,
)
from sqlgym.normalform.discovery import accidental, breaking_rows, discover, holds
from sqlgym.normalform.drawing import draw_analysis, draw_scheme, reason
from sqlgym.normalform.keys import candidate_keys, prime_attributes
from sqlgym.normalform.synthesis import Scheme, bcnf_decomposition, synthesis

__all__ = [
    "Analysis",
    "Attributes",
    "Chase",
    "Dependency",
    "Form",
    "Multivalued",
    "Rule",
    "Scheme",
    "Violation",
    "accidental",
    "analyse",
    "bcnf_decomposition",
    "breaking_rows",
    "calculated",
    "candidate_keys",
    "canonical_cover",
    "chase",
    "closure",
    "discover",
    "draw_analysis",
    "draw_scheme",
    "equivalent",
    "holds",
    "implies",
    "is_lossless",
    "is_superkey",
    "lost_dependencies",
    "mentioned",
    "minimal_cover",
    "normal_form",
    "parse",
    "parse_attributes",
    "parse_dependency",
    "preserves",
    "prime_attributes",
    "projection",
    "reason",
    "synthesis",
    "widened",
]
