"""The page in a real browser, as a learner walks through it; SQLGYM_SCREENSHOTS names a folder for its pictures."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from serving import PLAIN, TOKEN, Client, Serving, write_store

from conftest import ROOT, write_course

AXE = (Path(__file__).parent / "axe.min.js").read_text(encoding="utf-8")
NEAR_MISS = "SELECT salary\nFROM Employees\nORDER BY salary DESC\nLIMIT 1 OFFSET 1"
RIGHT = (
    "SELECT max(salary) AS second_highest\nFROM Employees\nWHERE salary < (SELECT max(salary) FROM Employees)"
)
ENDLESS = "SELECT count(*) FROM range(1000000000) a, range(1000000000) b"
PATIENCE = 120_000
"""Milliseconds that a step may take on a busy machine; none of them is waited for in vain."""

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """The built-in course, served in a workspace of its own."""
    with Serving(ROOT, tmp_path_factory.mktemp("learner")) as found:
        yield found


class Tab:
    """A tab of the page, and what went wrong in it."""

    def __init__(self, browser: Browser, client: Client, **options: Any) -> None:
        self.base = f"http://127.0.0.1:{client.port}"
        self.context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}} | options)
        self.wrong: list[str] = []
        self.asked: list[str] = []
        self.page = self.another()

    def another(self) -> Page:
        """Another tab of the same browser."""
        page = self.context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("console", lambda said: self.wrong.append(f"{said.type}: {said.text}"))
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("request", lambda request: self.asked.append(request.url))
        return page

    def open(self, page: Page | None = None) -> Page:
        """Open the address that was printed, in a tab."""
        page = page or self.page
        page.goto(f"{self.base}/#token={TOKEN}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        return page

    def exercise(self, name: str, page: Page | None = None) -> Page:
        """Open an exercise from the list."""
        page = self.open(page)
        page.get_by_role("searchbox").fill(name.replace("_", " "))
        page.locator(f'a[href="/exercise/{name}"]').last.click()
        expect(page.locator(".cm-content")).to_be_visible()
        return page

    def close(self) -> None:
        """Nothing was asked of any other machine, and the console has nothing to say."""
        self.context.close()
        assert self.wrong == []
        assert {url.split("?")[0].startswith(self.base + "/") for url in self.asked} == {True}


@pytest.fixture
def tab(browser: Browser, served: Client) -> Iterator[Tab]:
    """A tab of the page."""
    found = Tab(browser, served)
    yield found
    found.close()


def write(page: Page, text: str) -> None:
    """Put a text into the editor."""
    page.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    page.keyboard.insert_text(text)
    page.keyboard.press("Escape")


def picture(page: Page, name: str) -> None:
    """Take a picture for the documentation, where one is wanted."""
    if folder := os.environ.get("SQLGYM_SCREENSHOTS"):
        page.screenshot(path=Path(folder) / f"{name}.png", animations="disabled")


def accessible(page: Page) -> None:
    """What axe-core finds on the page: nothing."""
    page.evaluate(AXE)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found["violations"]] == []


def test_a_learner_goes_from_a_near_miss_to_a_pass(tab: Tab, served: Client) -> None:
    page = tab.open()
    assert TOKEN not in page.url
    accessible(page)
    picture(page, "list")
    page.get_by_role("searchbox").fill("second")
    expect(page.locator(".exercise")).to_have_count(1)
    page.get_by_role("link", name="Second-highest salary").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Second-highest salary")
    write(page, NEAR_MISS)
    page.keyboard.press("Control+Enter")
    expect(page.locator(".result tbody tr")).to_have_count(1)
    page.keyboard.press("Control+Shift+Enter")
    expect(page.locator(".headline")).to_contain_text("Not right yet")
    expect(page.locator(".evidence")).to_contain_text("Employees")
    expect(page.locator(".sides figure").nth(0).locator("mark")).to_have_text("NULL")
    expect(page.locator(".sides figure").nth(1).locator("mark")).to_have_text("100")
    assert page.locator(".next").count() == 1
    accessible(page)
    picture(page, "near-miss")
    page.get_by_role("tab", name="Hints").click()
    page.get_by_role("button", name="Give me a hint").click()
    expect(page.locator(".hints li")).to_have_count(1)
    page.get_by_role("button", name="Next hint").click()
    expect(page.locator(".hints li")).to_have_count(2)
    assert "The course’s answer" not in page.inner_text("body")
    write(page, RIGHT)
    page.get_by_role("button", name="Check").click()
    expect(page.locator(".headline.correct")).to_contain_text("10 of 10 points")
    expect(page.locator(".top")).to_contain_text("1 of ")
    assert served.service.workspace.answer("second_highest").read_text() == RIGHT
    page.locator(".verdict .fold summary", has_text="The course’s answer").click()
    expect(page.locator(".verdict .solution pre")).to_contain_text("SELECT")
    page.get_by_role("tab", name="Plan").click()
    expect(page.locator(".plan")).to_have_count(2)
    node = page.locator(".plan summary").first
    inner = page.locator(".plan ul ul").first
    expect(inner).to_be_visible()
    node.press("Enter")
    expect(inner).to_be_hidden()
    node.press("Enter")
    accessible(page)
    picture(page, "plan")


def test_tables_are_drawn_with_their_keys_and_rows(tab: Tab) -> None:
    page = tab.exercise("employee_orders")
    page.get_by_role("tab", name="Tables").click()
    expect(page.locator(".drawing .box")).to_have_count(4)
    expect(page.locator(".drawing .line")).to_have_count(3)
    expect(page.locator(".table .rows tbody tr")).to_have_count(20)
    write(page, "SELECT o.")
    page.keyboard.press("Control+a")
    page.keyboard.type("SELECT o. FROM Orders o")
    for _ in range(len(" FROM Orders o")):
        page.keyboard.press("ArrowLeft")
    page.keyboard.press("Control+Space")
    expect(page.locator(".cm-tooltip-autocomplete")).to_contain_text("order_amount")
    page.keyboard.press("Escape")
    write(page, "SELECT * FROM Orders")
    page.get_by_role("button", name="Run").click()
    expect(page.locator(".count")).to_have_text("first 200 of 5,000 rows")
    head = page.locator(".result thead th").first
    before = head.bounding_box()
    page.locator(".result .scroll").evaluate("node => node.scrollTop = 900")
    assert head.bounding_box() == before
    accessible(page)
    picture(page, "tables")


def test_columns_complete_without_their_table_and_names_without_quotes(tab: Tab) -> None:
    page = tab.exercise("like_pattern")
    write(page, "SELECT name FROM Employees WHERE sal")
    page.keyboard.press("Control+Space")
    offered = page.locator(".cm-tooltip-autocomplete li")
    expect(offered.first).to_contain_text("salary")
    page.wait_for_timeout(100)  # the editor takes no choice within the first moments of a list
    page.keyboard.press("Enter")
    page.keyboard.type(" AND Cust")
    expect(page.locator(".cm-tooltip-autocomplete li[aria-selected]")).to_contain_text("Customers")
    page.wait_for_timeout(100)
    page.keyboard.press("Enter")
    expect(page.locator(".cm-content")).to_have_text("SELECT name FROM Employees WHERE salary AND Customers")
    keywords = page.locator(".cm-line span", has_text=re.compile("^name$"))
    expect(keywords).to_have_count(0)


def test_what_is_typed_just_before_the_page_is_left_is_there_again(tab: Tab, served: Client) -> None:
    page = tab.exercise("is_null")
    write(page, "SELECT 43")
    page.reload()
    expect(page.locator(".cm-content")).to_have_text("SELECT 43")


def test_a_verdict_says_that_the_text_has_changed_since(tab: Tab) -> None:
    page = tab.exercise("not_equal")
    write(page, "SELEC 1")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".state")).to_have_text("run")
    page.keyboard.insert_text(" ")
    expect(page.locator(".state")).to_contain_text("changed since it was run")


def test_a_mistake_is_underlined_at_its_place(tab: Tab) -> None:
    page = tab.exercise("second_highest")
    write(page, "SELECT salry FROM Employees")
    page.keyboard.press("Control+Shift+Enter")
    expect(page.locator(".headline.error")).to_be_visible()
    expect(page.locator(".cm-lintRange-error")).to_have_text("salry")
    expect(page.locator(".next")).to_contain_text("salary")


def test_an_endless_query_is_stopped_at_once(tab: Tab, served: Client) -> None:
    page = tab.exercise("highest_salary")
    write(page, ENDLESS)
    page.keyboard.press("Control+Enter")
    page.get_by_role("button", name="Stop").click()
    expect(page.locator("#panel-result")).to_have_text("Stopped.")
    write(page, "SELECT 1 AS one")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".result")).to_contain_text("one")
    tab.wrong = [one for one in tab.wrong if "ERR_ABORTED" not in one]


def test_a_file_saved_outside_shows_at_once_and_is_not_overwritten(tab: Tab, served: Client) -> None:
    page = tab.exercise("select_columns")
    file = served.service.workspace.answer("select_columns")
    file.write_text("SELECT 'from my editor'")
    expect(page.locator(".cm-content")).to_contain_text("from my editor")
    page.evaluate("document.querySelector('.cm-content').focus()")
    page.route("**/answer", lambda route: route.abort())  # what is typed now is not saved yet
    page.keyboard.type("-- mine ")
    file.write_text("SELECT 'from my editor again'")
    expect(page.get_by_role("alert")).to_contain_text("changed")
    page.unroute("**/answer")
    page.get_by_role("button", name="Take the file’s text").click()
    expect(page.locator(".cm-content")).to_contain_text("again")
    tab.wrong = [one for one in tab.wrong if "ERR_FAILED" not in one]


def test_two_tabs_show_the_same_answer_and_a_new_one_needs_no_token(tab: Tab) -> None:
    first = tab.exercise("filter_rows")
    second = tab.another()
    second.goto(f"{tab.base}/exercise/filter_rows")
    expect(second.locator(".cm-content")).to_be_visible()
    write(first, "SELECT 'typed in the first tab'")
    expect(second.locator(".cm-content")).to_contain_text("typed in the first tab")


def test_without_a_token_nothing_is_shown(browser: Browser, served: Client) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{served.port}/exercise/second_highest")
    expect(page.get_by_role("main")).to_contain_text("sqlgym serve")
    assert page.locator(".cm-content").count() == 0
    context.close()


def test_the_keyboard_alone_goes_from_the_list_to_a_verdict(tab: Tab) -> None:
    page = tab.open()
    page.get_by_role("searchbox").focus()
    page.keyboard.type("pay of a year")
    expect(page.locator(".exercise")).to_have_count(1)
    for _ in range(5):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.classList.contains('exercise')"):
            break
    page.keyboard.press("Enter")
    expect(page.locator(".cm-content")).to_be_visible()
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.classList.contains('cm-content')"):
            break
    page.keyboard.press("Control+a")
    page.keyboard.type("SELECT 1")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Check"
    page.keyboard.press("Enter")
    expect(page.locator(".headline.wrong")).to_be_visible()
    assert page.evaluate("document.activeElement.textContent") == "Check"


def test_a_telephone_shows_all_of_it_in_the_dark(browser: Browser, served: Client) -> None:
    tab = Tab(browser, served, viewport={"width": 360, "height": 740}, color_scheme="dark")
    page = tab.open()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    accessible(page)
    page = tab.exercise("expressions")
    write(page, "SELECT id, name, salary, salary, salary, salary FROM Employees")
    page.get_by_role("button", name="Check").click()
    expect(page.locator(".headline.wrong")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert page.evaluate("getComputedStyle(document.body).colorScheme") == "dark"
    accessible(page)
    picture(page, "phone")
    tab.close()


HOSTILE = "<img src=x onerror=alert(1)>'\"&<script>alert(1)</script>"


def test_what_others_wrote_is_text_and_no_markup(tab: Tab) -> None:
    page = tab.exercise("distinct_values")
    quoted = HOSTILE.replace("'", "''")
    write(page, f"SELECT '{quoted}' AS \"{HOSTILE.replace(chr(34), '')}\", chr(27) || chr(8238) AS odd")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".result tbody td").first).to_have_text(HOSTILE)
    expect(page.locator(".result tbody td").nth(1)).to_have_text("␛\\u202e")
    assert page.locator(".result img, .result script").count() == 0
    write(page, f'SELECT "{HOSTILE.replace(chr(34), "")}" FROM Employees')
    page.keyboard.press("Control+Enter")
    expect(page.locator(".headline.error")).to_be_visible()
    assert page.locator(".panel img, .panel script").count() == 0


CARDS = {
    "transfer_orders": ("UPDATE Orders SET employee_id = 102 WHERE employee_id = 101;", ".acid li", 5),
    "third_normal_form": (
        "CREATE TABLE e (employee_id INTEGER PRIMARY KEY, salary DECIMAL(10,2));",
        ".cards .card",
        1,
    ),
    "indexes": ("CREATE INDEX a ON Orders (employee_id);", ".wide tbody tr", 5),
}


@pytest.mark.parametrize("name", CARDS)
def test_each_kind_has_its_card(tab: Tab, name: str) -> None:
    sql, selector, count = CARDS[name]
    page = tab.exercise(name)
    write(page, sql)
    page.keyboard.press("Control+Shift+Enter")
    expect(page.locator(".headline")).to_be_visible()
    expect(page.locator(selector)).to_have_count(count)
    assert re.search(r"\d of 10 points", page.locator(".headline").inner_text())
    accessible(page)
    if name == "transfer_orders":
        picture(page, "transaction")


def test_a_class_is_sorted_filtered_and_opened(browser: Browser, tmp_path: Path) -> None:
    write_store(tmp_path / "grades.sqlite")
    root, work = write_course(tmp_path / "course", PLAIN), tmp_path / "work"
    with Serving(root, work, author=True, store=str(tmp_path / "grades.sqlite")) as found:
        tab = Tab(browser, found)
        page = tab.open()
        page.get_by_role("link", name="Class").click()
        rows = page.locator(".class-table tbody tr")
        expect(rows).to_have_count(12)
        page.get_by_role("button", name="points").click()
        expect(rows.first).to_contain_text("5 of 10")
        page.get_by_role("button", name="points").click()
        expect(rows.first).to_contain_text("0 of 10")
        page.get_by_label("Status").select_option("wrong")
        expect(rows).to_have_count(6)
        page.get_by_role("searchbox").fill("student-0")
        expect(rows).to_have_count(5)
        page.get_by_role("button", name="student-00, light_pets: wrong").click()
        expect(page.locator(".answer")).to_contain_text("SELECT 1")
        expect(page.locator(".answer .headline.wrong")).to_be_visible()
        accessible(page)
        picture(page, "class")
        page.goto(f"{tab.base}/exercise/heavy_pets")
        page.get_by_role("tab", name="Audit").click()
        expect(page.get_by_role("button", name="Audit this exercise")).to_be_visible()
        (root / "exercises" / "heavy_pets" / "task.md").write_text("Saved just now.")
        expect(page.locator("#panel-task")).to_have_text("Saved just now.")
        tab.close()


def test_the_page_is_light() -> None:
    import gzip

    static = ROOT / "src" / "sqlgym" / "web" / "static"
    files = ("index.html", "app.js", "app.css", "favicon.svg")
    assert sum(len(gzip.compress((static / name).read_bytes(), 9)) for name in files) <= 250_000
