"""The report as JUnit XML, which GitLab, Jenkins, GitHub actions, CodeGrade and most others read.

It has only what both Jenkins' junit-10.xsd and Surefire's surefire-test-report.xsd know, so strict readers take it too.
A learner's failure is a `failure`, whatever its status; what sqlgym could not judge is an `error`.
"""

import re
from collections.abc import Iterable
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from sqlgym.report.sentences import advice, earned, explained, names, sentence, whole
from sqlgym.report.style import Style
from sqlgym.result.cells import visible
from sqlgym.verdict import Report, Verdict

ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML 1.0 document may hold, not even escaped."""


def write(report: Report, style: Style) -> str:
    """One suite a student, or one in all; one test case an answer."""
    sums = counts(report.results)
    del sums["skipped"]  # which stands on suites alone
    root = Element("testsuites", {"name": legal(report.course or "sqlgym"), **sums})
    named = dict(zip(map(id, report.results), names(report.results), strict=True))
    for student in dict.fromkeys(one.student for one in report.results):
        results = [one for one in report.results if one.student == student]
        title = legal(student or report.course or "sqlgym")
        suite = SubElement(root, "testsuite", {"name": title, **counts(results)})
        properties = SubElement(suite, "properties")
        for one in results:
            facts(properties, named[id(one)], one)
        for one in results:
            case(suite, title, named[id(one)], one)
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(root, "unicode") + "\n"


def counts(results: Iterable[Verdict]) -> dict[str, str]:
    """The attributes that count."""
    results = list(results)
    errors = sum(one.status == "ungraded" for one in results)
    failures = sum(one.status not in {"correct", "ungraded"} for one in results)
    time = sum(one.seconds for one in results)
    numbers = {"tests": len(results), "failures": failures, "errors": errors, "skipped": 0}
    return {**{name: str(number) for name, number in numbers.items()}, "time": f"{time:.3f}"}


def facts(properties: Element, name: str, verdict: Verdict) -> None:
    """What there is to be known of an answer besides its failure; the schemas know no properties of a test case."""
    told = {"status": verdict.status, "score": f"{verdict.score:g}", "kind": verdict.kind}
    told |= {"points": str(whole(earned(verdict))), "max_points": str(whole(verdict.points))}
    told |= {"file": verdict.answer} if verdict.answer else {}
    for key, value in told.items():
        SubElement(properties, "property", {"name": legal(f"{name}.{key}"), "value": legal(value)})


def case(suite: Element, title: str, name: str, verdict: Verdict) -> None:
    """The test case that an answer is, with what is said of it where it is not right."""
    about = {"classname": title, "name": legal(name), "time": f"{verdict.seconds:.3f}"}
    found = SubElement(suite, "testcase", about)
    if verdict.status != "correct":
        failed(found, verdict)
    elif notes := (*verdict.file_notes, *verdict.notes):
        SubElement(found, "system-out").text = legal("\n".join(notes))


def failed(found: Element, verdict: Verdict) -> None:
    """Why an answer did not pass."""
    tag = "error" if verdict.status == "ungraded" else "failure"
    said = " → ".join(filter(None, (sentence(verdict), advice(verdict))))
    SubElement(found, tag, {"type": verdict.status, "message": legal(said)}).text = legal(explained(verdict))


def legal(text: str) -> str:
    """A text with what is invisible made visible, and what XML 1.0 does not allow replaced."""
    return ILLEGAL.sub("\ufffd", "\n".join(map(visible, text.split("\n"))))
