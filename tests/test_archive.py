"""A zip becomes a course unless it could do harm: then nothing of it is written."""

import stat
import zipfile
from pathlib import Path

import pytest

from sqlgym.course import archive, find_course
from sqlgym.course.archive import unpacked
from sqlgym.errors import UsageError

EXERCISE = "exercises/pets/exercise.toml"


def zipped(path: Path, *names: str, data: bytes = b"x", prefix: str = "") -> Path:
    """A zip with files of these names besides a course's."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in (f"{prefix}{EXERCISE}", *names):
            target.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return path


@pytest.mark.parametrize("prefix", ["", "course-main/"])
def test_a_course_lies_at_the_top_or_in_the_one_folder(prefix: str, tmp_path: Path) -> None:
    names = (f"{prefix}README.md", f"{prefix}schema/pets/schema.sql")
    path = zipped(tmp_path / "my pets.zip", *names, prefix=prefix)
    course = find_course(path, None)
    assert find_course(None, None, {"SQLGYM_COURSE": str(path)}).root == course.root
    assert course.names == ("pets",)
    assert course.title == "my_pets"
    files = sorted(
        path.relative_to(course.root).as_posix() for path in course.root.rglob("*") if path.is_file()
    )
    assert files == [EXERCISE, "schema/pets/schema.sql"]


def test_the_same_content_is_unpacked_once_and_another_anew(tmp_path: Path) -> None:
    path = zipped(tmp_path / "course.zip")
    first = unpacked(path)
    assert unpacked(path) == first
    assert unpacked(zipped(path, data=b"y")) != first


HARMFUL = [
    "../out.sql",
    "exercises/../../out.sql",
    "/exercises/out.sql",
    "exercises//out.sql",
    "exercises/./out.sql",
    "exercises\\..\\..\\out.sql",
    "C:/out.sql",
    "exercises/out.sql\0.txt",
    "EXERCISES/out.sql/../../x",
]


@pytest.mark.parametrize("name", HARMFUL)
def test_names_that_lead_elsewhere_are_refused(name: str, tmp_path: Path) -> None:
    path = zipped(tmp_path / "course.zip", name.replace("\0", "@"))
    path.write_bytes(path.read_bytes().replace(b"out.sql@", b"out.sql\0"))
    with pytest.raises(UsageError, match="not unpacked"):
        unpacked(path)
    assert list(tmp_path.rglob("out.sql*")) == []


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR])
def test_links_and_devices_are_refused(kind: int, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "course.zip", "w") as target:
        info = zipfile.ZipInfo(EXERCISE)
        info.external_attr = (kind | 0o777) << 16
        target.writestr(info, "/etc/passwd")
    with pytest.raises(UsageError, match="a link or a device"):
        unpacked(tmp_path / "course.zip")


def test_what_grows_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_BYTES", 1 << 20)
    path = zipped(tmp_path / "course.zip", "schema/pets/data.sql", data=bytes(1 << 20))
    assert path.stat().st_size < 10_000
    with pytest.raises(UsageError, match="holds more than 1 MiB"):
        unpacked(path)


def test_too_many_files_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_FILES", 2)
    with pytest.raises(UsageError, match="more than 2 files"):
        unpacked(zipped(tmp_path / "course.zip", "a", "b"))


def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="the same name"):
        unpacked(zipped(tmp_path / "course.zip", EXERCISE.replace("toml", "TOML")))


@pytest.mark.parametrize("place", [3, 75])
def test_a_damaged_zip_is_told(place: int, tmp_path: Path) -> None:
    path = zipped(tmp_path / "course.zip", data=bytes(range(256)) * 20)
    data = path.read_bytes()
    path.write_bytes(data[:place] + b"\xff" + data[place + 1 :])
    with pytest.raises(UsageError, match="cannot be unpacked"):
        unpacked(path)


NOT_COURSES = [(b"SELECT 1", "neither a folder nor a zip"), (None, "no folder exercises/")]


@pytest.mark.parametrize(("content", "said"), NOT_COURSES)
def test_what_is_no_course_is_told(content: bytes | None, said: str, tmp_path: Path) -> None:
    path = tmp_path / "course.zip"
    if content is None:
        with zipfile.ZipFile(path, "w") as target:
            target.writestr("README.md", "Nothing here.")
    else:
        path.write_bytes(content)
    with pytest.raises(UsageError, match=said):
        find_course(path, None)
