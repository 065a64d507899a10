"""A wrong answer's verdict in; the same with the words of a known mistake of its shape, else of the first rule, out."""

from collections.abc import Iterator

import msgspec

from sqlgym import cache
from sqlgym.course import read_sql
from sqlgym.course.mistakes import bare
from sqlgym.engines import DATASETS, engine
from sqlgym.feedback.case import Case, Seen
from sqlgym.feedback.query import Query, query
from sqlgym.feedback.rules import first
from sqlgym.feedback.shape import like
from sqlgym.kinds.query.judged import answer_query, noted, trees
from sqlgym.kinds.query.mistakes import wrong_answers_known
from sqlgym.kinds.query.presentation import Judged
from sqlgym.verdict import Finding, Verdict
from sqlgym.verdict.evidence import QueryEvidence
from sqlgym.worlds.diagnosis import key, known, pattern, signature


def of_wrong(found: Verdict, on: Judged) -> Verdict:
    """A verdict on a wrong answer with what helps."""
    read, right = answer_query(on), reference_query(on)
    said = mistake_of(found, on, read, right)
    if said is not None:
        return msgspec.structs.replace(found, diagnosis=said)
    if read is None or right is None:
        return msgspec.structs.replace(found, diagnosis=plain(on))
    cases = [Case(read, right, seen) for seen in seen_of(found, on)]
    spoken = first(cases)
    if spoken is None:
        return noted(msgspec.structs.replace(found, diagnosis=plain(on)), read, "")
    rule, (words, place) = spoken
    leading, *others = found.findings
    leading = Finding(leading.check, leading.message, words, place or leading.place, rule)
    return noted(msgspec.structs.replace(found, findings=(leading, *others)), read, words)


def plain(on: Judged) -> str | None:
    """What all differing rows of the dataset have in common."""
    return pattern(on.reference.run, on.outcome.runs[0])


def reference_query(on: Judged) -> Query | None:
    """The reference as a tree."""
    text = on.exercise.reference
    if on.reference.tree:
        return query(on.reference.tree, text, 0, on.context.dataset(on.exercise).tables)
    return course_queries(on, text)[0]


def seen_of(found: Verdict, on: Judged) -> Iterator[Seen]:
    """What differs on the dataset, and on the small database that is shown."""
    evidence, run = found.details, on.outcome.runs[0]
    compared = next((one for one in evidence.probes if one.name == "dataset"), None)
    on_dataset = compared is not None and compared.outcome == "failed"
    luck = compared is not None and found.findings[0].check == "unstable"
    if on_dataset or luck or on.tries is None or on.tries.pictured is None:
        difference = evidence.difference if isinstance(evidence, QueryEvidence) else None
        yield Seen(found.findings[0].check, on.reference.run, run, difference)
    if on.tries is not None and (witness := on.tries.pictured) is not None and witness.actual is not None:
        compared_there = on.tries.confirmer.comparison_on(witness)
        if compared_there.findings:
            check = compared_there.findings[0].check
            yield Seen(check, witness.expected, witness.actual, compared_there.difference)


def mistake_of(found: Verdict, on: Judged, read: Query | None, right: Query | None) -> str | None:
    """What is said of a known mistake that behaves as the answer does and has its shape."""
    if on.tries is None or on.examination is None or on.exercise.parameters:
        return None
    own = bare(on.answer.text)
    candidates = sorted(behaving(on), key=lambda one: bare(one[1]) != own)
    if not candidates or read is None or right is None:
        return None
    accepted = [read_sql(path) for path in sorted((on.exercise.folder / "accepted").glob("*.sql"))]
    queries = course_queries(on, *(sql for _, sql in candidates), *accepted)
    others = [one for one in queries[len(candidates) :] if one is not None]
    for (said, _), wrong in zip(candidates, queries, strict=False):
        if wrong is not None and like(read, wrong, [right, *others]):
            return said
    return None


def course_queries(on: Judged, *texts: str) -> list[Query | None]:
    """Queries of the course as trees, read once for all answers."""
    tables = on.context.dataset(on.exercise).tables

    def read() -> list[Query | None]:
        """Read all of them; their trees are kept."""
        key = cache.key(engine(DATASETS).version, *texts)
        kept = cache.memo("trees", key, tuple[str, ...], lambda: trees(on, *texts), lasting=all)
        return [query(tree, text, 0, tables) for tree, text in zip(kept, texts, strict=True)]

    return on.context.once("queries", "\0".join((on.exercise.name, *texts)), read)


def behaving(on: Judged) -> tuple[tuple[str, str], ...]:
    """What is said of the known mistakes that behave as the answer does, with their queries: their author's first."""
    tries, examination = on.tries, on.examination
    assert tries is not None
    assert examination is not None
    results = {number: one.run for number, one in examination.results.items()}
    own = signature(on.outcome.runs[0], results, len(tries.suite.cases))
    wrong = wrong_answers_known(on.exercise, on.context, tries)
    mutants = known(key(on.exercise, tries.suite.key, "mutants"), "known", None)
    return (*wrong.said.get(own, ()), *mutants.said.get(own, ()))
