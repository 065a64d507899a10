"""The page of a class: what it says, and that a real browser shows it."""

import base64
import hashlib
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import msgspec
import pytest
from classroom import STATUSES, STYLE, class_of, report, saying, verdict

from sqlgym.report import write
from sqlgym.report.figures import similar
from sqlgym.verdict import Report


class Tags(HTMLParser):
    """The tags of a page with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def page(found: Report) -> str:
    return write("html", found, STYLE)


def test_the_page_needs_nothing_else_and_runs_one_script_that_is_its_own() -> None:
    told = page(class_of(5))
    tags = Tags(told).found
    assert {name for name, _ in tags} & {"link", "img", "iframe", "object"} == set()
    assert [found for name, found in tags if name == "script"] == [{}]
    script = told.split("<script>")[1].split("</script>")[0]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'\"" in told
    links = [value for _, found in tags for name, value in found.items() if name in {"href", "src", "action"}]
    assert links
    assert all(link is not None and link.startswith("#") for link in links)


def test_every_link_leads_to_an_answer() -> None:
    tags = Tags(page(class_of(7))).found
    places = {found.get("id") for _, found in tags}
    assert {str(found["href"])[1:] for _, found in tags if "href" in found} <= places
    assert len([found for _, found in tags if "id" in found]) == len(
        {found["id"] for _, found in tags if "id" in found}
    )


def test_what_a_learner_writes_is_text_and_no_element() -> None:
    hostile = (
        '</pre></style></title><img src=x onerror=alert(1)><script>alert(1)</script>" onclick="x\' {{ 1 }}'
    )
    tags = Tags(page(saying(hostile))).found
    assert "img" not in {name for name, _ in tags}
    assert [name for name, _ in tags].count("script") <= 1
    assert not any(name.startswith("on") for _, found in tags for name in found)


def test_a_few_answers_are_listed_without_students() -> None:
    told = page(report())
    assert "student" not in told.partition("</style>")[2]
    assert all(f"exercise_{status}" in told for status in STATUSES)


def test_who_passes_is_told_where_a_pass_mark_is_set() -> None:
    found = msgspec.structs.replace(class_of(14, 3), pass_mark=60.0, seed=4711)
    told = page(found)
    assert "pass, at 60 %" in told
    assert "--seed 4711" in told
    assert told.count("<td>yes</td>") + told.count("<td>no</td>") + told.count("<td>open</td>") == 14


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Any]:
    """The page of a class of 30 in a browser without scripts, with what it asked for and said."""
    (tmp_path / "class.html").write_text(page(class_of(30, 5)), encoding="utf-8")
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    tab = context.new_page()
    tab.heard = []
    tab.on("request", lambda request: tab.heard.append(request.url))
    tab.on("console", lambda message: tab.heard.append(message.text))
    tab.goto((tmp_path / "class.html").as_uri())
    yield tab
    context.close()


def test_a_browser_shows_it_without_scripts_or_connections(opened: Any) -> None:
    assert len(opened.heard) == 1
    assert opened.get_by_role("search").count() == 0
    assert opened.get_by_role("rowheader", name="student-007").count() == 1
    assert opened.get_by_role("img", name="Points: ").is_visible()
    assert opened.get_by_text("Most frequent mistakes").is_visible()


def test_a_cells_link_opens_the_students_answer(opened: Any) -> None:
    link = opened.locator("a.cell.wrong").first
    answer = opened.locator(link.get_attribute("href"))
    assert not answer.is_visible()
    link.click()
    answer.wait_for(state="visible")
    assert "If two people share the highest salary" in answer.inner_text()


def test_a_telephone_scrolls_tables_and_not_the_page(opened: Any) -> None:
    assert opened.evaluate("document.documentElement.scrollWidth") <= 390


def test_with_scripts_a_class_is_sorted_and_searched(browser: Any, tmp_path: Path) -> None:
    (tmp_path / "class.html").write_text(page(class_of(30, 5)), encoding="utf-8")
    tab = browser.new_page(viewport={"width": 1100, "height": 800})
    heard: list[str] = []
    tab.on("console", lambda message: heard.append(message.text))
    tab.on("pageerror", lambda error: heard.append(str(error)))
    tab.goto((tmp_path / "class.html").as_uri())
    points = tab.get_by_role("button", name="points", exact=True)
    points.click()
    points.click()
    shares = [float(text.split()[0]) for text in tab.locator("tbody td.number").all_inner_texts()[:30]]
    assert shares == sorted(shares, reverse=True)
    assert tab.locator("th[aria-sort=descending]").inner_text().startswith("points")
    tab.get_by_role("searchbox").fill("-00")
    assert tab.locator(".matrix tbody tr:visible").count() == 10
    assert tab.locator("details[data-student]:visible").count() == 10
    tab.get_by_role("combobox").select_option("limit")
    assert 0 < tab.locator(".matrix tbody tr:visible").count() < 10
    assert heard == []
    tab.close()


def test_what_was_handed_in_is_shown_with_its_places_marked() -> None:
    one = verdict("error", student="ada", sql="-- <b>\nSELECT salry\n FROM Employees")
    told = page(report(one, verdict("correct", student="bob", sql="SELECT 1")))
    assert "<mark>salry</mark>" in told
    assert "-- &lt;b&gt;" in told
    assert "SELECT 1" in told


def test_answers_that_differ_in_names_alone_stand_side_by_side() -> None:
    first = "SELECT e.name, count(*) AS n FROM Employees AS e GROUP BY e.name"
    second = first.replace("e.", "x.").replace("AS e", "as x -- mine\n").replace("AS n", "AS number")
    other = first.replace("count", "max")
    texts = {"a": first, "b": second, "c": other}
    results = [verdict("correct", student=name, sql=sql) for name, sql in texts.items()]
    found = similar(results)
    assert [[one.student for one in group] for group in found] == [["a", "b"]]
    assert "Similar answers" in page(report(*results))
    assert "copied" not in page(report(*results))


CONTRASTS = """() => {
  const numbers = text => text.match(/[\\d.]+/g).map(Number);
  const part = value => value <= 10.0 ? value / 3294 : ((value / 255 + 0.055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  const ground = element => {
    const colour = numbers(getComputedStyle(element).backgroundColor);
    return colour.length === 4 && colour[3] === 0 ? ground(element.parentElement) : colour;
  };
  const texts = ".cell, .badge, .muted, th, td, p, summary, blockquote, figcaption";
  return [...document.querySelectorAll(texts)].map(one => {
    const pair = [light(numbers(getComputedStyle(one).color)), light(ground(one))].sort((a, b) => b - a);
    return (pair[0] + 0.05) / (pair[1] + 0.05);
  });
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_text_stands_out_from_its_ground(scheme: str, opened: Any) -> None:
    opened.emulate_media(color_scheme=scheme)
    contrasts = opened.evaluate(CONTRASTS)
    assert len(contrasts) > 300
    assert min(contrasts) >= 4.5


def test_the_page_can_be_printed(opened: Any) -> None:
    assert opened.pdf(format="A4").startswith(b"%PDF")
