"""A class and a store in, every answer judged and kept, out: what is known already is not judged again."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from sqlgym import cache
from sqlgym.course.answer import Answer, decoded
from sqlgym.grade.codec import unpack
from sqlgym.grade.exercises import Graded
from sqlgym.grade.keys import group_key
from sqlgym.grade.pool import Pool
from sqlgym.grade.store import Handed, Store
from sqlgym.grade.submissions import Class, Submission, unreadable
from sqlgym.grade.work import Item, Judged
from sqlgym.kinds.checker import ungraded
from sqlgym.kinds.failures import verdict as failure
from sqlgym.verdict import Finding, Unjudged, Verdict
from sqlgym.verdict.probe import untried

PORTION = 20
"""Answers that go to a worker at a time: some seconds of work, many times what it costs to send them."""

LONGEST = 20_000
"""Characters of an answer that the store keeps for its readers."""

RETRIES = 3
"""Answers of one student that are tried again after a limit, so that nobody can double the bill."""

Tell = Callable[[int, int, str], object]
"""Takes how many are done, of how many, and a line of counts."""


class Piece(NamedTuple):
    """A text that was handed in: the key of its verdict, what it shares with others, one of its files and its hash."""

    key: str
    group: str
    submission: Submission
    digest: bytes


class Grading:
    """One run over a class."""

    def __init__(
        self,
        store: Store,
        pool: Pool,
        exercises: Mapping[str, Graded],
        tell: Tell,
        *,
        fresh: bool = False,
        log: Callable[[str], object],
    ) -> None:
        """Nothing is judged yet; `exercises` are those that count, `log` takes tracebacks of our own faults."""
        self.log = log
        self.store = store
        self.pool = pool
        self.exercises = exercises
        self.tell = tell
        self.fresh = fresh
        self.total = 0
        self.statuses: Counter[str] = Counter()
        self.owners: dict[str, str] = {}
        self.pieces: dict[str, Piece] = {}
        self.found: dict[str, str] = {}
        self.fading: list[str] = []

    def run(self, found: Class, wanted: Callable[[str, str], bool]) -> None:
        """Judge all that is wanted of a class, a student's missing answers too."""
        handed = list(self.handed(found, wanted))
        old = [one for one in self.store.answers() if wanted(one.student, one.exercise)]
        self.store.hand_in(handed)
        current = {(one.student, one.exercise) for one in handed}
        self.store.drop(one for one in old if (one.student, one.exercise) not in current)
        if not self.fresh:
            self.recall()
        self.total = sum(key not in self.found for key in self.pieces) + len(self.fading)
        self.judge()
        self.again()

    def recall(self) -> None:
        """Take what the store knows already."""
        for key, one in self.store.known().items():
            if key in self.pieces:
                self.found[key] = one.status
                self.fading += [] if one.final else [key]

    def handed(self, found: Class, wanted: Callable[[str, str], bool]) -> Iterator[Handed]:
        """Every answer that counts with the key of its verdict; what needs no worker is judged at once."""
        files = {(one.student, one.exercise): one for one in found.submissions}
        for student in found.students:
            for name, graded in self.exercises.items():
                if wanted(student, name):
                    one = files.get((student, name))
                    strays = found.strays.get(student, ())
                    yield self.file(one, graded) if one else self.missing(student, graded, strays)

    def file(self, submission: Submission, graded: Graded) -> Handed:
        """A file that was handed in."""
        try:
            data = submission.data()
        except OSError as error:
            key = cache.key("unreadable", submission.student, submission.exercise, submission.path)
            self.keep_ungraded(key, submission.exercise, unreadable(submission.path, error))
            return handed(submission, key, "")
        digest = hashlib.sha256(data).digest()
        key = cache.key(graded.key, digest)
        answer = decoded(Path(submission.path), data)
        if key not in self.pieces:
            group = cache.key(graded.key, group_key(answer, data))
            self.pieces[key] = Piece(key, group, submission, digest)
        return handed(submission, key, answer.text)

    def missing(self, student: str, graded: Graded, strays: tuple[str, ...]) -> Handed:
        """An answer that was not handed in: blank, with no points, and with what else was."""
        key = cache.key("missing", graded.key)
        if key not in self.found:
            self.keep(key, absent(graded))
        return Handed(student, graded.name, "", key, strays)

    def judge(self) -> None:
        """Judge what is not known: one of each group first, and the others where that one is not right.

        The first of every exercise go before all others, so that no two workers build the same.
        """
        groups: dict[str, list[Piece]] = {}
        for piece in sorted(self.pieces.values()):
            groups.setdefault(piece.group, []).append(piece)
        firsts = self.unknown(group[0] for group in groups.values())
        self.send([[piece] for piece in {piece.submission.exercise: piece for piece in firsts}.values()])
        self.send(portions(self.unknown(firsts)))
        self.alone()
        for group in groups.values():
            self.share(group[0], self.unknown(group[1:]))
        self.send(portions(self.unknown(self.pieces.values())))
        self.alone()

    def unknown(self, pieces: Iterable[Piece]) -> list[Piece]:
        """Those that have no verdict yet."""
        return [piece for piece in pieces if piece.key not in self.found]

    def share(self, first: Piece, others: Sequence[Piece]) -> None:
        """Give the others of a group the verdict of the first, if that is right."""
        if others and self.found.get(first.key) == "correct":
            shared = self.store.verdict(first.key)
            assert shared is not None
            self.keep_all([(one.key, msgspec.structs.replace(shared, seconds=0.0)) for one in others])

    def send(self, pieces: Sequence[Sequence[Piece]]) -> None:
        """Have portions judged, and keep the verdicts as they come."""
        read = (list(self.items(portion)) for portion in pieces)
        for found in self.pool.judge(portion for portion in read if portion):
            self.take(found)

    def take(self, found: Sequence[Judged], *, final: bool = False) -> None:
        """Keep what a worker found out, and log what went wrong in it."""
        self.keep_all([(key, unpack(data)) for key, data, _ in found], final=final)
        for key, _, trace in found:
            if trace:
                self.log(f"{self.pieces[key].submission.path}\n{trace}")

    def items(self, pieces: Sequence[Piece]) -> Iterator[Item]:
        """Answers as a worker gets them, read now; one that is not what it was is nobody's fault."""
        for piece in pieces:
            name, path = piece.submission.exercise, piece.submission.path
            try:
                data = piece.submission.data()
            except OSError as error:
                self.keep_ungraded(piece.key, name, unreadable(path, error))
                continue
            if hashlib.sha256(data).digest() == piece.digest:
                yield Item(piece.key, name, self.exercises[name].key, path, data)
            else:
                self.keep(
                    piece.key, ungraded(name, Answer(path), "the file changed while the class was graded")
                )

    def alone(self) -> None:
        """Try each answer of the portions that came back without verdicts by itself."""
        suspects, self.pool.suspects = sorted(self.pool.suspects, key=lambda one: one.key), []
        for item in suspects:
            self.one(item)

    def one(self, item: Item, *, final: bool = False) -> None:
        """Judge one answer while nothing else runs."""
        found = self.pool.alone(item)
        if found is None:
            self.keep(item.key, ungraded(item.exercise, Answer(item.path), POISONOUS))
        else:
            self.take([found], final=final)

    def again(self) -> None:
        """Try what ran into a limit once more, alone; beyond a student's share the first verdict counts."""
        share: Counter[str] = Counter()
        for key in sorted(set(self.fading), key=lambda key: (self.pieces[key].submission[:2], key)):
            piece = self.pieces[key]
            share[piece.submission.student] += 1
            items = list(self.items([piece])) if share[piece.submission.student] <= RETRIES else []
            if items:
                self.one(items[0], final=True)
            elif key not in self.found or self.found[key] == "limit":
                kept = self.store.verdict(key)
                assert kept is not None
                self.keep_all([(key, kept)], final=True)

    def keep(self, key: str, verdict: Verdict) -> None:
        """Keep one verdict."""
        self.keep_all([(key, verdict)])

    def keep_ungraded(self, key: str, exercise: str, answer: Answer) -> None:
        """Keep that an answer could not be read."""
        self.keep(key, ungraded(exercise, answer, ""))

    def keep_all(self, verdicts: Sequence[tuple[str, Verdict]], *, final: bool = False) -> None:
        """Keep verdicts, and tell how far the run is."""
        self.store.keep((key, one, final or not passing(one)) for key, one in verdicts)
        for key, one in verdicts:
            if key in self.pieces and key not in self.found:
                self.statuses[one.status] += 1
            self.found[key] = one.status
            if not final and passing(one):
                self.fading.append(key)
        done = sum(self.statuses.values())
        counts = ", ".join(f"{count:,} {status}" for status, count in self.statuses.most_common())
        self.tell(done, self.total, counts)


POISONOUS = "the process that judged it ended, and ended again when the answer was tried alone"
"""What is said of an answer that ends its worker."""


def handed(submission: Submission, key: str, text: str) -> Handed:
    """A file that was handed in, as the store keeps it."""
    sql = text[:LONGEST].replace("\0", "")  # PostgreSQL keeps no NUL in a text
    return Handed(submission.student, submission.exercise, submission.path, key, submission.notes, sql)


def absent(graded: Graded) -> Verdict:
    """The verdict where a student handed in nothing for an exercise."""
    if graded.exercise is None:
        return ungraded(graded.name, Answer(""), graded.fault)
    finding = Finding("blank", "Nothing was handed in for this exercise.")
    evidence = Unjudged(probes=(untried("file", finding.message, "blank"),))
    return failure(graded.exercise, Answer(""), evidence, findings=(finding,))


def passing(verdict: Verdict) -> bool:
    """Whether a limit was reached that a machine with other work may reach sooner: time or memory."""
    return verdict.status == "limit" and verdict.details.limit not in {"rows", "bytes"}


def portions(pieces: Sequence[Piece]) -> list[Sequence[Piece]]:
    """Pieces in portions, those of an exercise together."""
    ordered = sorted(pieces, key=lambda piece: (piece.submission.exercise, piece.key))
    return [ordered[start : start + PORTION] for start in range(0, len(ordered), PORTION)]


def shard(number: int, count: int) -> Callable[[str, str], bool]:
    """Which answers belong to one of several shards, by a hash of student and exercise."""

    def wanted(student: str, exercise: str) -> bool:
        return int(cache.key(student, exercise)[:12], 16) % count == number - 1

    return wanted
