"""A class's folder in, who handed in what for which exercise out; nothing is lost without a word."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from sqlgym.course.given import USUAL
from sqlgym.course.toml import nearest
from sqlgym.grade.files import File, Files
from sqlgym.grade.layouts import LAYOUTS, Layout, Place
from sqlgym.grade.names import Fit, has_sql_ending, misspelt, renamed, without_endings
from sqlgym.grade.submissions import Class, Submission

MOST_STRAYS = 100
"""Files of one student whose names are compared letter by letter; whoever hands in more means something else."""

MOST_NAMED = 5
"""Files that fit nothing and are named in a student's report."""


class Candidate(NamedTuple):
    """A file that may be an answer, and what its place says."""

    file: File
    place: Place

    @property
    def names(self) -> list[str]:
        """The names of exercises that it may be for, without endings."""
        return [without_endings(name) for name in self.place.names]

    @property
    def age(self) -> tuple[int, tuple[int, int], list[tuple[bool, int, str]]]:
        """What sorts files from the oldest to the newest: the platform's number, the time, then the name."""
        pieces = re.split(r"(\d+)", self.file.label)
        named = [(piece.isdecimal(), int(piece) if piece.isdecimal() else 0, piece) for piece in pieces]
        return self.place.number, self.file.age, named


class Match(NamedTuple):
    """A file that is an answer to an exercise, and how its name fits."""

    candidate: Candidate
    exercise: str
    fit: Fit

    @property
    def depth(self) -> int:
        """How far below the class's folder it lies."""
        return len(self.candidate.file.parts)

    @property
    def notes(self) -> Iterator[str]:
        """What is to be said where a name is not the exercise's."""
        if self.fit is not Fit.EXACT:
            name = self.candidate.file.parts[-1]
            yield f"“{name}” was judged as {self.exercise}: its exact name is {self.exercise}.sql."


def collected(root: Path, exercises: Collection[str], layout: str = "folders") -> Class:
    """What a folder holds, read in a layout."""
    files = Files(root)
    sorting = Sorting(exercises, LAYOUTS[layout])
    for file in files:
        sorting.take(file)
    kept = [one for student in sorted(sorting.students) for one in sorting.settled(student)]
    notes = (*files.notes, *sorting.notes)
    return Class(tuple(sorted(sorting.students)), tuple(kept), notes, sorting.strays)


class Sorting:
    """Files one by one, sorted by student and then by exercise."""

    def __init__(self, exercises: Collection[str], layout: Layout) -> None:
        """Nothing is sorted yet."""
        self.exercises = exercises
        self.layout = layout
        self.students: dict[str, list[Candidate]] = {}
        self.strays: dict[str, tuple[str, ...]] = {}
        self.notes: list[str] = []

    def take(self, file: File) -> None:
        """Sort one file by its student, or note why it can't be."""
        place = self.layout(file.parts if file.read else (*file.parts, ""))
        if place is None:
            if file.read:
                self.notes.append(f"{file.label}: it is not told whose this is; see --layout")
            return
        files = self.students.setdefault(place.student, [])
        if file.read is None:
            return
        if file.parts[-1] in USUAL and file.parts[-2:-1] and file.parts[-2] in self.exercises:
            return  # a workspace that was handed in as a whole: these came with it
        if has_sql_ending(file.parts[-1]):
            files.append(Candidate(file, place))
        else:
            self.notes.append(f"{file.label}: not a .sql file, left out")

    def settled(self, student: str) -> Iterator[Submission]:
        """A student's answers, one for each exercise, in the exercises' alphabetical order."""
        by_exercise: dict[str, list[Match]] = {}
        for one in self.matched(student):
            by_exercise.setdefault(one.exercise, []).append(one)
        for exercise, matches in sorted(by_exercise.items()):
            yield self.chosen(student, exercise, matches)

    def matched(self, student: str) -> list[Match]:
        """Each file with the exercise that it is for; those for none are noted."""
        found, rest = [], []
        for one in self.students[student]:
            match = self.by_name(one)
            rest += [] if match else [one]
            found += [match] if match else []
        slips = self.by_slip(rest, {one.exercise for one in found}) if len(rest) <= MOST_STRAYS else []
        used = [id(one.candidate) for one in slips]
        self.stray(student, [one for one in rest if id(one) not in used])
        return found + slips

    def by_name(self, candidate: Candidate) -> Match | None:
        """The exercise whose name a file has, exactly or but for what systems change."""
        for name in candidate.place.names:
            if name in self.exercises:
                return Match(candidate, name, Fit.EXACT)
        for name in candidate.names:
            if exercise := renamed(name, self.exercises):
                return Match(candidate, exercise, Fit.RENAMED)
        return None

    def by_slip(self, rest: Sequence[Candidate], taken: Collection[str]) -> list[Match]:
        """Misspelt files, each for an exercise that nothing else is for."""
        near = [
            (one, next(filter(None, (misspelt(name, self.exercises) for name in one.names)), None))
            for one in rest
        ]
        fits = Counter(exercise for _, exercise in near)
        return [
            Match(one, exercise, Fit.MISSPELT)
            for one, exercise in near
            if exercise is not None and exercise not in taken and fits[exercise] == 1
        ]

    def stray(self, student: str, rest: Sequence[Candidate]) -> None:
        """Note the files that are for no exercise."""
        for one in rest:
            name = one.names[0]
            said = f"there is no exercise “{name}”{nearest(name, self.exercises)}"
            self.notes.append(f"{one.file.label}: {said}")
        named = ", ".join(f"“{one.file.parts[-1]}”" for one in rest[:MOST_NAMED])
        more = f" and {len(rest) - MOST_NAMED:,} more" if len(rest) > MOST_NAMED else ""
        if rest:
            said = "is the name of no exercise" if len(rest) == 1 else "are names of no exercise"
            self.strays[student] = (f"Handed in, but not judged: {named}{more} {said}.",)

    def chosen(self, student: str, exercise: str, matches: list[Match]) -> Submission:
        """The file that counts of those for one exercise; the others are noted."""
        matches.sort(key=lambda one: one.candidate.age, reverse=True)
        first, *others = sorted(matches, key=lambda one: (one.fit, one.depth))
        label = first.candidate.file.label
        said = list(first.notes)
        for other in others:
            why = reason(first, other)
            self.notes.append(
                f"{other.candidate.file.label}: left out, {label} is graded for {exercise}: {why}"
            )
            said.append(f"{other.candidate.file.label} was left out, {label} counts: {why}.")
        self.notes += [f"{label}: {note}" for note in first.notes]
        read = first.candidate.file.read
        assert read is not None
        return Submission(student, exercise, label, read, tuple(said))


def reason(first: Match, other: Match) -> str:
    """Why one of two files for the same exercise counts."""
    if first.fit != other.fit:
        return "its name is nearer to the exercise's"
    if first.depth != other.depth:
        return "it lies higher"
    same = first.candidate.age[:2] == other.candidate.age[:2]
    return "both are of one time, and its name comes last" if same else "it is the newer one"
