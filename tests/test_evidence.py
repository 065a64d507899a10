"""Verdicts follow from probes, and what they rest on is one type a kind, kept and written whole."""

import json
from itertools import permutations

import jsonschema
import msgspec
import pytest

from conftest import ROOT
from sqlgym.grade.codec import pack, unpack
from sqlgym.report import Style, write
from sqlgym.report.json_schema import schema, text
from sqlgym.result import Column
from sqlgym.verdict import Report, Verdict
from sqlgym.verdict.evidence import (
    AnyEvidence,
    CardLine,
    DesignEvidence,
    Difference,
    IndexEvidence,
    ParameterSet,
    QueryEvidence,
    ScriptEvidence,
    Shown,
    TransactionEvidence,
    Try,
    Unjudged,
    Whole,
    WorkloadQuery,
)
from sqlgym.verdict.probe import ORDER, Untried, failed, passed, status, untried

ROWS = Difference(
    (Column("a", "INTEGER"),), (Column("a", "INTEGER"),), (Shown("missing", (2**70,)),), {"extra": 3}
)
EVIDENCE: tuple[AnyEvidence, ...] = (
    Unjudged(limit="time", task="do it"),
    QueryEvidence(
        dataset="company", expected_rows=0, difference=ROWS, parameters=ParameterSet("", {"a": None})
    ),
    ScriptEvidence(statements=2, step=1, table="T", difference=ROWS),
    TransactionEvidence(lines=(CardLine("explicit", None, "", "nothing"),), table="T", difference=ROWS),
    IndexEvidence(
        queries=(WorkloadQuery("q", 1.0, False, 9, 3, 3, ("SCAN T",), ("SEARCH T",), ("i",)),),
        indexes=(),
        duckdb=None,
    ),
    DesignEvidence(
        columns=(),
        cards=(),
        whole=Whole(True, True, None, 3, tries=(Try("nf.2nf", ("UPDATE t SET a = 1",), "two"),)),
        drawing=(),
        next="",
    ),
)


def verdict(evidence: AnyEvidence) -> Verdict:
    """A verdict that rests on some evidence."""
    known = Verdict(
        exercise="q", answer="a", kind="query", engine="duckdb", status="wrong", score=0, points=1
    )
    probes = (passed("dataset", 2), failed("small databases", "one row"), untried("chance", "", "ungraded"))
    return msgspec.structs.replace(known, details=msgspec.structs.replace(evidence, probes=probes))


def test_nothing_tried_is_no_pass() -> None:
    assert status(()) == "ungraded"


def test_all_passed_is_correct() -> None:
    assert status((passed("dataset"), passed("small databases", 300))) == "correct"


def test_a_required_probe_that_is_missing_is_ours_to_answer_for() -> None:
    assert status((passed("dataset"),), required=("dataset", "small databases")) == "ungraded"


@pytest.mark.parametrize("untold", ORDER)
def test_a_failure_counts_whatever_was_not_tried(untold: Untried) -> None:
    assert status((untried("a", "", untold), failed("b", ""))) == "wrong"


@pytest.mark.parametrize("untold", ORDER)
def test_what_was_not_tried_is_never_a_pass(untold: Untried) -> None:
    assert status((passed("a"), untried("b", "", untold), passed("c"))) == untold


@pytest.mark.parametrize("theirs", ["refused", "error", "limit"])
def test_what_the_answer_did_comes_before_what_we_did(theirs: Untried) -> None:
    probes = (untried("a", "", theirs), untried("b", "", "ungraded"), passed("c"))
    assert {status(order) for order in permutations(probes)} == {theirs}


@pytest.mark.parametrize("evidence", EVIDENCE, ids=lambda one: type(one).__name__)
def test_evidence_of_every_kind_is_kept_whole(evidence: AnyEvidence) -> None:
    assert unpack(pack(verdict(evidence))) == verdict(evidence)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=lambda one: type(one).__name__)
def test_evidence_of_every_kind_is_written_as_the_schema_says(evidence: AnyEvidence) -> None:
    versions = {"sqlgym": "1", "duckdb": "2", "faker": "4", "course": "sha256:" + "0" * 64}
    written = json.loads(write("json", Report("", (verdict(evidence),), versions), Style()))
    jsonschema.validate(written, schema())
    assert written["results"][0]["details"]["probes"][0] == {
        "name": "dataset",
        "outcome": "passed",
        "compared": 2,
    }


def test_a_key_that_is_not_in_the_types_is_not_in_the_schema() -> None:
    broken = {"version": 1, "course": "", "results": [], "versions": {}, "more": 1}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(broken, schema())


def test_the_schema_in_the_docs_is_that_of_the_types() -> None:
    assert (ROOT / "docs" / "json-schema.json").read_text() == text()
