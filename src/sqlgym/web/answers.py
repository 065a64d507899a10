"""The answers of a workspace as files: read with the version of their text, written whole, never over what is newer."""

import hashlib
import os
from pathlib import Path

from sqlgym.course import Exercise
from sqlgym.course.answer import decoded, read
from sqlgym.errors import UsageError
from sqlgym.learn.workspace import Workspace, reset
from sqlgym.web.values import AnswerView


class Newer(Exception):
    """The file holds another text than the one that was changed."""


def view(workspace: Workspace, exercise: Exercise) -> AnswerView:
    """The answer's text, or the starter where there is no file yet."""
    path = workspace.answer(exercise.name)
    if not path.exists() and not path.is_symlink():
        return AnswerView(exercise.starter, "", path.name)
    answer = read(path, guarded=True)
    if answer.problem is not None:
        finding = answer.problem.finding
        return AnswerView("", version(path), path.name, f"{finding.message} {finding.help}".strip())
    return AnswerView(answer.text, version(path), path.name)


def version(path: Path) -> str:
    """What tells one text of a file from another; empty where there is none."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()[:16] if path.is_file() else ""
    except OSError:
        return ""


def save(workspace: Workspace, exercise: Exercise, text: str, was: str | None) -> AnswerView:
    """Write an answer, if the file is what it `was`; it is whole at every moment."""
    path = workspace.answer(exercise.name)
    if path.is_symlink():
        raise UsageError(f"{path.name} is a link to another file, which is not written to")
    problem = decoded(path, text.encode("utf-8", "surrogatepass")).problem
    if problem is not None:
        raise UsageError(problem.finding.message)
    if was is not None and version(path) != was:
        raise Newer
    part = workspace.state_folder / f"{path.name}.{os.getpid()}.part"
    try:
        part.write_text(text, encoding="utf-8", newline="")
        part.replace(path)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}; see who may write there") from error
    return view(workspace, exercise)


def begin_again(workspace: Workspace, exercise: Exercise) -> AnswerView:
    """Put the starter back; the former text is kept."""
    reset(workspace.answer(exercise.name), exercise.starter)
    return view(workspace, exercise)
