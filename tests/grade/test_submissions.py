"""What a class handed in: found wherever it lies, nothing lost without a word, nothing read that is not theirs."""

import io
import os
import stat
import zipfile
from pathlib import Path

import pytest
from grading import write_class

from sqlgym.course.answer import MOST_BYTES, decoded
from sqlgym.errors import UsageError
from sqlgym.grade.layouts import LAYOUTS
from sqlgym.grade.manifest import listed
from sqlgym.grade.sorting import collected
from sqlgym.grade.submissions import Class

NAMES = ("joins", "second_highest")


def zipped(files: dict[str, bytes], kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP file of some files."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", kind) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def handed_in(found: Class) -> list[str]:
    """`student exercise path` of each submission."""
    return [f"{one.student} {one.exercise} {one.path}" for one in found.submissions]


def test_answers_are_found_however_deep_they_lie(tmp_path: Path) -> None:
    write_class(
        tmp_path, {"ada/joins.sql": "", "ada/week 1/src/second_highest.SQL": "", "bob/x/joins.sql": ""}
    )
    found = collected(tmp_path, NAMES)
    assert handed_in(found) == [
        "ada joins ada/joins.sql",
        "ada second_highest ada/week 1/src/second_highest.SQL",
        "bob joins bob/x/joins.sql",
    ]


def test_a_student_with_an_empty_folder_is_in_the_class(tmp_path: Path) -> None:
    (tmp_path / "cy").mkdir()
    assert collected(tmp_path, NAMES).students == ("cy",)


def test_what_matches_no_exercise_is_told_with_the_nearest_name(tmp_path: Path) -> None:
    write_class(tmp_path, {"ada/jois2.sql": "", "ada/joins.txt": "", "joins.sql": "", "ada/.DS_Store": ""})
    found = collected(tmp_path, NAMES)
    assert found.notes == (
        "ada/joins.txt: not a .sql file, left out",
        "joins.sql: it is not told whose this is; see --layout",
        "ada/jois2.sql: there is no exercise “jois2”, did you mean “joins”?",
    )
    assert found.strays == {"ada": ("Handed in, but not judged: “jois2.sql” is the name of no exercise.",)}


def test_of_two_files_for_an_exercise_the_higher_one_counts(tmp_path: Path) -> None:
    write_class(tmp_path, {"ada/old/joins.sql": "", "ada/joins.sql": ""})
    found = collected(tmp_path, NAMES)
    assert handed_in(found) == ["ada joins ada/joins.sql"]
    assert found.notes == ("ada/old/joins.sql: left out, ada/joins.sql is graded for joins: it lies higher",)
    assert found.submissions[0].notes == (
        "ada/old/joins.sql was left out, ada/joins.sql counts: it lies higher.",
    )


@pytest.mark.parametrize(
    ("layout", "parts", "student", "first"),
    [
        ("folders", ("ada", "a", "joins.sql"), "ada", "joins"),
        ("folders", ("ada.zip", "joins.sql"), "ada", "joins"),
        ("canvas", ("lovelaceada_12_345_joins.sql",), "lovelaceada_12", "joins"),
        ("canvas", ("lovelaceada_LATE_12_345_joins.sql",), "lovelaceada_12", "joins"),
        ("canvas", ("lovelaceada_12_345_second_highest.sql",), "lovelaceada_12", "second_highest"),
        ("canvas", ("anon_x7Qp2_345_joins.sql",), "anon_x7Qp2", "joins"),
        ("canvas", ("LATE_anon_x7Qp2_345_joins.sql",), "anon_x7Qp2", "joins"),
        ("canvas", ("lovelaceada_12_345_all.zip", "hw", "joins.sql"), "lovelaceada_12", "joins"),
        ("moodle", ("Ada Lovelace_99_assignsubmission_file_", "joins.sql"), "Ada Lovelace_99", "joins"),
        ("moodle", ("Ada Lovelace_99_assignsubmission_file", "x", "joins.sql"), "Ada Lovelace_99", "joins"),
        ("moodle", ("Ada Lovelace_99_assignsubmission_file_joins.sql",), "Ada Lovelace_99", "joins"),
    ],
)
def test_every_layout_tells_whose_a_file_is(
    layout: str, parts: tuple[str, ...], student: str, first: str
) -> None:
    found = LAYOUTS[layout](parts)
    assert found is not None
    assert (found[0], found[1][0]) == (student, first)


def test_canvas_numbers_what_is_handed_in_again(tmp_path: Path) -> None:
    write_class(tmp_path, {"lovelaceada_12_345_joins-2.sql": ""})
    assert handed_in(collected(tmp_path, NAMES, "canvas")) == [
        "lovelaceada_12 joins lovelaceada_12_345_joins-2.sql"
    ]


def test_a_manifest_lists_files_anywhere_in_the_folder(tmp_path: Path) -> None:
    write_class(tmp_path, {"x/1.txt": "SELECT 1", "m.csv": "path,student,exercise\nx/1.txt,ada,joins\n"})
    found = listed(tmp_path / "m.csv", None, NAMES)
    assert handed_in(found) == ["ada joins x/1.txt"]
    assert found.submissions[0].data() == b"SELECT 1"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("student,path\n", "m.csv:1: the column exercise is missing"),
        (
            "student,exercise,path\nada,jions,a.sql\n",
            "m.csv:2: there is no exercise “jions”, did you mean “joins”?",
        ),
        ("student,exercise,path\nada,,a.sql\n", "m.csv:2: exercise is empty"),
        ("student,exercise,path\nada,joins,a\nada,joins,b\n", "m.csv:3: ada has a file for joins already"),
    ],
)
def test_a_mistake_in_a_manifest_is_told_with_its_line(text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_text(text)
    with pytest.raises(UsageError, match=said.split(": ")[-1].replace("?", r"\?")):
        listed(tmp_path / "m.csv", None, NAMES)


def test_a_manifest_reads_nothing_outside_its_folder(tmp_path: Path) -> None:
    write_class(tmp_path, {"secret": "x", "in/m.csv": "student,exercise,path\nada,joins,../secret\n"})
    (submission,) = listed(tmp_path / "in" / "m.csv", None, NAMES).submissions
    with pytest.raises(OSError, match="outside"):
        submission.data()


def test_links_and_pipes_are_not_followed(tmp_path: Path) -> None:
    outside = write_class(tmp_path / "outside", {"joins.sql": "secret"})
    write_class(tmp_path / "class", {"ada/second_highest.sql": ""})
    (tmp_path / "class" / "ada" / "joins.sql").symlink_to(outside / "joins.sql")
    (tmp_path / "class" / "bob").symlink_to(outside)
    os.mkfifo(tmp_path / "class" / "ada" / "pipe.sql")
    found = collected(tmp_path / "class", NAMES)
    assert handed_in(found) == ["ada second_highest ada/second_highest.sql"]
    assert [note.split(": ")[1].split(";")[0] for note in found.notes] == [
        "is a link",
        "is no file",
        "is a link",
    ]


def test_a_file_that_becomes_a_link_before_it_is_read_is_not_followed(tmp_path: Path) -> None:
    write_class(tmp_path, {"secret": "x", "class/ada/joins.sql": ""})
    (submission,) = collected(tmp_path / "class", NAMES).submissions
    (tmp_path / "class/ada/joins.sql").unlink()
    (tmp_path / "class/ada/joins.sql").symlink_to(tmp_path / "secret")
    with pytest.raises(OSError, match="symbolic"):
        submission.data()


def test_a_huge_file_is_read_no_further_than_an_answer_may_be(tmp_path: Path) -> None:
    write_class(tmp_path, {"ada/joins.sql": b"x" * (MOST_BYTES + 100)})
    (submission,) = collected(tmp_path, NAMES).submissions
    data = submission.data()
    assert len(data) == MOST_BYTES + 1
    problem = decoded(Path(submission.path), data).problem
    assert problem is not None
    assert problem.status == "refused"


def test_names_that_are_no_text_are_spelt_out(tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path) + b"/ad\xff\na"
    os.mkdir(folder)
    with open(folder + b"/joins.sql", "wb"):
        pass
    assert collected(tmp_path, NAMES).students == ("ad\\xff\na",)


@pytest.mark.slow
def test_a_hundred_thousand_files_are_walked_through(tmp_path: Path) -> None:
    write_class(tmp_path, {"ada/joins.sql": ""})
    folder = os.open(tmp_path / "ada", os.O_RDONLY)
    for number in range(100_000):
        os.mknod(f"{number}.sql", dir_fd=folder)
    os.close(folder)
    found = collected(tmp_path, NAMES)
    assert len(found.notes) == 100_000
    assert handed_in(found) == ["ada joins ada/joins.sql"]


def test_folders_in_folders_come_to_an_end(tmp_path: Path) -> None:
    deep = tmp_path / "ada" / Path(*["d"] * 200)
    deep.mkdir(parents=True)
    (deep / "joins.sql").touch()
    found = collected(tmp_path, NAMES)
    assert found.submissions == ()
    assert found.notes[0].endswith("lies too deep and is left out")


def test_a_students_archive_counts_as_a_folder(tmp_path: Path) -> None:
    write_class(tmp_path, {"ada.zip": zipped({"hw/joins.sql": b"SELECT 1", "__MACOSX/._joins.sql": b"x"})})
    found = collected(tmp_path, NAMES)
    assert handed_in(found) == ["ada joins ada.zip/hw/joins.sql"]
    assert found.submissions[0].data() == b"SELECT 1"


def test_a_zip_bomb_is_unpacked_no_further_than_an_answer_may_be(tmp_path: Path) -> None:
    write_class(tmp_path, {"ada.zip": zipped({"joins.sql": b"0" * (64 << 20)})})
    (submission,) = collected(tmp_path, NAMES).submissions
    assert len(submission.data()) == MOST_BYTES + 1


def test_an_archives_names_cannot_lead_out_of_it(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("second_highest.sql")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("../joins.sql", "x")
        archive.writestr("/joins.sql", "x")
        archive.writestr(link, "/etc/passwd")
    write_class(tmp_path / "class", {"ada.zip": data.getvalue()})
    found = collected(tmp_path / "class", NAMES)
    assert found.submissions == ()
    assert len(found.notes) == 3
    assert os.listdir(tmp_path) == ["class"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\3\4 no archive", "is damaged or no ZIP file"),
        (zipped({"joins.sql": b"x"})[:-30], "is damaged or no ZIP file"),
        (zipped({f"{number}.sql": b"" for number in range(1_001)}), "holds more than 1,000 files"),
        (zipped({"inner.zip": b"x"}), "is an archive within an archive and is not opened"),
    ],
    ids=["no archive", "cut off", "too many files", "an archive in it"],
)
def test_an_archive_that_is_not_read_is_told(data: bytes, said: str, tmp_path: Path) -> None:
    write_class(tmp_path, {"ada.zip": data})
    found = collected(tmp_path, NAMES)
    assert found.students == ("ada",)
    assert found.notes[0].endswith(said)


def test_a_damaged_entry_is_unreadable_and_stops_nothing_else(tmp_path: Path) -> None:
    data = bytearray(zipped({"joins.sql": b"SELECT 1" * 100}))
    data[45] ^= 0xFF
    write_class(tmp_path, {"ada.zip": bytes(data), "bob/joins.sql": "SELECT 1"})
    ada, bob = collected(tmp_path, NAMES).submissions
    with pytest.raises(OSError, match="cannot be unpacked"):
        ada.data()
    assert bob.data() == b"SELECT 1"


def test_an_archive_with_backslashes_is_read_like_any_other(tmp_path: Path) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name in ("hw\\", "hw\\joins.sql", "C:\\x\\joins.sql", "..\\joins.sql"):
            entry = zipfile.ZipInfo("x")
            entry.filename = name
            archive.writestr(entry, "SELECT 1")
    write_class(tmp_path, {"ada.zip": data.getvalue()})
    found = collected(tmp_path, NAMES)
    assert handed_in(found) == ["ada joins ada.zip/hw/joins.sql"]
    assert found.submissions[0].data() == b"SELECT 1"
    assert len(found.notes) == 2


def test_the_files_of_a_workspace_are_no_answers(tmp_path: Path) -> None:
    for name in ("indexes.sql", "indexes/workload.sql", "slow_query/slow.sql", "other/workload.sql"):
        (tmp_path / "ada" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "ada" / name).write_text("SELECT 1")
    found = collected(tmp_path, ("indexes", "slow_query"))
    assert [(one.exercise, Path(one.path).name) for one in found.submissions] == [("indexes", "indexes.sql")]
    assert [note.split(":")[0].rpartition("ada/")[2] for note in found.notes] == ["other/workload.sql"]
