"""An engine in; whether it does all that judging relies on, found out once for each build of it and kept."""

import os
import sys
from importlib.util import find_spec
from pathlib import Path

from sqlgym import cache
from sqlgym.cache.versions import installed
from sqlgym.course import Limits
from sqlgym.engines import Checked, engine
from sqlgym.errors import EngineError
from sqlgym.sandbox import Contract, ContractJob, Sandbox

FORM = "4"
"""Counted up when a contract changes, so that it is tried anew."""

LIMITS = Limits(seconds=60, memory_mb=1024)


def assure(sandbox: Sandbox, name: str, kind: str) -> None:
    """Raise EngineError if the engine lacks what an exercise of this kind needs, or what every kind needs.

    It is called where something is built that the cache keeps by the engine's version: what is in the cache was
    built by an engine that holds, so a warm check asks nothing.
    """
    found = contract(sandbox, name)
    broken = [one for one in found.checked if one.seen and (kind in one.kinds or everywhere(one))]
    if broken:
        raise EngineError(sentence(found, broken[0]))


def everywhere(one: Checked) -> bool:
    """Whether every kind needs it."""
    return "design" in one.kinds and "index" in one.kinds


def sentence(found: Contract, one: Checked) -> str:
    """What is said of an assumption that does not hold."""
    return (
        f"{found.engine} {found.version} does not do what sqlgym relies on ({one.name}: {one.why}): {one.seen}; "
        "install the version that requirements.txt names"
    )


def contract(sandbox: Sandbox, name: str) -> Contract:
    """What became of each assumption about an engine, from the cache or tried now."""
    key = cache.key(FORM, name, *build_of(name))
    return cache.memo("contract", key, Contract, lambda: run_contract(sandbox, name))


def run_contract(sandbox: Sandbox, name: str) -> Contract:
    """What became of each assumption about an engine, in the sandbox."""
    outcome = sandbox.run(ContractJob(engine=name, limits=LIMITS))
    if not isinstance(outcome, Contract):
        raise EngineError(f"what is relied on in {name} could not be tried here: {outcome!r}")
    return outcome


def build_of(name: str) -> tuple[str, ...]:
    """What tells one build of an engine from another: its version, its file, and what it runs on."""
    known = engine(name)
    version = installed(known.distribution) if known.distribution else known.version
    specs = [spec for module in known.drivers if (spec := find_spec(module)) and spec.origin]
    file = Path(specs[0].origin or "") if specs else None
    size = str(file.stat().st_size) if file is not None and file.is_file() else ""
    return version, size, sys.platform, os.uname().machine if hasattr(os, "uname") else "", sys.version
