"""A learner's folder: where its answers lie, what is remembered of them, and what was set aside."""

from collections.abc import Iterator
from pathlib import Path

import msgspec

from sqlgym.course import KEPT, Course
from sqlgym.errors import UsageError

MAKE_ONE = "make one with `sqlgym init work`, then `cd work`"


class Workspace(msgspec.Struct, frozen=True):
    """A folder made by `sqlgym init`, with an answer for every exercise of one course."""

    folder: Path

    def answer(self, name: str) -> Path:
        """Where the answer to an exercise lies."""
        return self.folder / f"{name}.sql"

    @property
    def state_folder(self) -> Path:
        """Where sqlgym keeps what it remembers."""
        return self.folder / KEPT


def find_workspace(start: Path) -> Workspace | None:
    """The workspace that a file or folder lies in, if it does."""
    here = start.absolute()
    return next((Workspace(path) for path in (here, *here.parents) if (path / KEPT).is_dir()), None)


def the_workspace(start: Path, purpose: str) -> Workspace:
    """The workspace around a folder; UsageError that says what needs one where there is none."""
    found = find_workspace(start)
    if found is None:
        where = start.absolute()
        wrong = (
            f"{where} is no workspace, which {purpose} needs"
            if where.is_dir()
            else f"there is no folder {where}"
        )
        raise UsageError(f"{wrong}; {MAKE_ONE}")
    return found


def answer_path(course: Course, name: str, start: Path) -> Path:
    """The file in which an exercise is answered: in the workspace, else here, else in the course around."""
    if workspace := find_workspace(start):
        return workspace.answer(name)
    here, beside = start / f"{name}.sql", course.exercises / f"{name}.sql"
    around = course.root.resolve() in (start.resolve(), *start.resolve().parents)
    return beside if around and not here.exists() else here


def backup_folder(answer: Path) -> Path:
    """Where former texts of an answer are kept: with what its workspace remembers, else beside it."""
    workspace = find_workspace(answer.parent)
    return workspace.state_folder / "backups" if workspace else answer.parent


def reset(answer: Path, starter: str) -> Path | None:
    """Write the starter over an answer and keep its former text; returns where, or None if nothing is lost."""
    if answer.is_symlink() or (answer.exists() and not answer.is_file()):
        raise UsageError(f"{answer} is a link or no ordinary file; remove it first")
    try:
        former = answer.read_bytes() if answer.exists() else b""
        lost = former.strip() not in (b"", starter.encode().strip())
        backup = set_aside(backup_folder(answer), answer.name, former) if lost else None
        answer.write_text(starter, encoding="utf-8")
    except OSError as error:
        raise UsageError(
            f"{error.filename or answer} cannot be written: {error.strerror}; see who may write there"
        ) from error
    return backup


def set_aside(folder: Path, name: str, text: bytes) -> Path:
    """Write a text into a new file `name.1`, `name.2` …; never over one that is there."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in backup_paths(folder, name):
        try:
            with path.open("xb") as file:
                file.write(text)
        except FileExistsError:
            continue
        return path
    raise AssertionError("numbers do not end")


def backup_paths(folder: Path, name: str) -> Iterator[Path]:
    """`name.1`, `name.2` … in a folder."""
    number = 0
    while True:
        number += 1
        yield folder / f"{name}.{number}"
