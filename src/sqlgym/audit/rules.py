"""All that an audit can find: an id, how grave it is, and what it means; docs/audit.md has the same table."""

from typing import Literal

import msgspec

Severity = Literal["failure", "error", "warning"]


class Rule(msgspec.Struct, frozen=True):
    """What a finding of one id means.

    A `failure` keeps an exercise from being judged at all, an `error` lets it judge wrongly or leaves it
    unfinished, and a `warning` is worth a look and counts with `--strict` alone.
    """

    severity: Severity
    what: str


RULES: dict[str, Rule] = {
    "settings": Rule("failure", "a settings file is no TOML, or has a key that is missing, unknown or wrong"),
    "unknown": Rule("failure", "there is no exercise of this name"),
    "dataset": Rule(
        "failure", "the schema's dataset cannot be built from schema.sql and data.toml or data.sql"
    ),
    "reference.fails": Rule("failure", "the reference does not run"),
    "file": Rule("failure", "another file of the exercise is missing or cannot be used"),
    "fault": Rule("failure", "sqlgym itself failed while it audited this; nothing is said of the exercise"),
    "blank": Rule("error", "something that `sqlgym new` left to be written is still blank"),
    "statement.none": Rule("error", "there is no statement of the task"),
    "reference.wrong": Rule("error", "the reference, handed in as an answer, is not judged right"),
    "reference.unsteady": Rule(
        "error", "the reference asks the clock or chance, or depends on the order of rows"
    ),
    "reference.ties": Rule("error", "`LIMIT` cuts through rows that tie, so any of them is taken for right"),
    "reference.engine": Rule("error", "the reference does not run on one of the engines that are listed"),
    "worlds.silent": Rule(
        "error", "kinds script and transaction: the reference changes nothing on any small database"
    ),
    "accepted.fails": Rule("error", "an answer in accepted/ is not judged right"),
    "sample.fails": Rule("error", "the sample answer beside the exercise's folder is not judged right"),
    "wrong.passes": Rule("error", "an answer in wrong/ is judged right"),
    "wrong.silent": Rule(
        "error", "an answer in wrong/ has no comment at its top for whoever writes the same"
    ),
    "starter.passes": Rule("error", "what a learner begins with is right already"),
    "design.unruled": Rule("error", "kind design: an attribute is in no rule and no key"),
    "design.accidental": Rule("error", "kind design: the rows keep a dependency that is no rule"),
    "design.alone": Rule("error", "kind design: no two rows show what a rule is about"),
    "design.list": Rule("error", "kind design: no row has two items of a list, or none has no item"),
    "design.synthesis": Rule("error", "kind design: a design made from the rules does not pass"),
    "design.blind": Rule("error", "kind design: a design with a fault passes"),
    "worlds.empty": Rule(
        "error", "no small database can judge an answer, or the reference returns no row on any of them"
    ),
    "worlds.assume": Rule(
        "error",
        "a query under `[worlds] assume` does not run, is not true or false, or is not true on the dataset",
    ),
    "course.order": Rule("error", "course.toml lists an exercise that is not there"),
    "course.defaults": Rule("error", "course.toml has a default that no kind of exercise knows"),
    "course.folder": Rule("warning", "a folder in exercises/ has no exercise.toml, so it is no exercise"),
    "file.name": Rule("warning", "a file or folder is called nearly like one that is read, and is not"),
    "reference.slow": Rule(
        "warning", "the reference takes more than half of the time that an answer may take"
    ),
    "reference.near": Rule(
        "warning", "the reference needs more than half of the memory or the rows that an answer may use"
    ),
    "reference.empty": Rule(
        "warning", "the reference returns no row on the dataset, or changes nothing there"
    ),
    "reference.empty-worlds": Rule(
        "warning", "the reference returns no row on nearly all small databases, so they tell little"
    ),
    "worlds.few": Rule(
        "warning", "kinds script and transaction: the reference changes something on few small databases"
    ),
    "starter.broken": Rule("warning", "what a learner begins with does not run"),
    "hints.none": Rule("warning", "there are no hints"),
    "hints.tell": Rule("warning", "a hint gives the reference away"),
    "statement.columns": Rule(
        "warning", "the statement names a column that neither the tables nor the reference's result have"
    ),
    "mutants.untold": Rule(
        "warning", "a likely mistake passes on all that the course has; the rows that tell it are shown"
    ),
    "dataset.weak": Rule(
        "warning", "the dataset tells fewer than half of the likely mistakes from the reference"
    ),
    "dataset.second": Rule(
        "warning", "no second dataset can be made on which the reference returns other rows than on the first"
    ),
    "course.alike": Rule("warning", "two exercises ask for the same"),
}
"""Id of a finding → its meaning, the gravest first."""

SEVERITIES: tuple[Severity, ...] = ("failure", "error", "warning")


def table() -> str:
    """The rules as a table in Markdown."""
    rows = [f"| `{name}` | {rule.severity} | {rule.what} |" for name, rule in RULES.items()]
    return "\n".join(["| id | severity | what is found |", "|---|---|---|", *rows])
