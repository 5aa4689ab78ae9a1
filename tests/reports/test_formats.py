"""What each format promises: valid by its schema, whole, stable, safe, and written as the reports come."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser

import jsonschema
import pytest
from lxml import etree

from feedkit import pipeline
from feedkit.problems import Level, Place, Problem, Report, See
from feedkit.reports import Look, format_named, format_names, write_report
from feedkit.schema import report_schema
from tests.conftest import CASES, ROOT

NASTY = (
    "a\x1b[2Jb",
    "::error file=x::y",
    "\n::set-output name=a::b",
    "\r\n##[command]x",
    "%0A::stop-commands::t",
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "]]>&amp;<!--",
    "\u202e\ud800\uffff\x00",
    "a,b:c%d",
    "{{ 7*7 }}",
    "`code`",
)


def problem(number: int, level: Level = Level.ERROR, path: str = "a.xml", text: str = "it is so") -> Problem:
    place = Place(path, number, 3)
    see = (See(Place("b.xml", 1, 1), text),)
    return Problem("FK084", "enclosure-length-nonzero", level, text, place, text, see, "enclosure", f"  {text}")


HOSTILE = Report.of(
    [problem(3 * n + level, level, f"f{text}.xml", text) for n, text in enumerate(NASTY) for level in Level], 9
)
WHOLE_FILE = Report.of([Problem("FK410", "rec-syntax", Level.ERROR, "it ends", Place("c: d/ü.xml"))], files=1)
CLEAN = Report(files=1)
REPORTS = [HOSTILE, WHOLE_FILE, CLEAN]


def written(name: str, reports: list[Report], look: Look | None = None) -> str:
    return "".join(format_named(name)(reports, look or Look(verbose=True)))


@pytest.fixture(scope="module")
def seeds() -> list[Report]:
    return [pipeline.validate(ROOT / "seeds"), pipeline.validate(ROOT / "feeds" / "telemetry-now.xml")]


@pytest.mark.parametrize("reports", [REPORTS, [CLEAN], []], ids=["hostile", "clean", "nothing"])
def test_sarif_is_valid_by_the_published_schema(reports: list[Report]) -> None:
    schema = json.loads((CASES / "reports" / "sarif-2.1.0-rtm.5.json").read_text("utf-8"))
    document = json.loads(written("sarif", reports))
    jsonschema.Draft4Validator(schema).validate(document)
    [run] = document["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == [r["ruleId"] for r in run["results"]]
    assert len(run["results"]) == sum(len(report.problems) for report in reports)


def test_sarif_of_real_reports_is_valid(seeds: list[Report]) -> None:
    schema = json.loads((CASES / "reports" / "sarif-2.1.0-rtm.5.json").read_text("utf-8"))
    jsonschema.Draft4Validator(schema).validate(json.loads(written("sarif", seeds)))


def test_places_in_sarif_are_references_by_rfc_3986() -> None:
    document = json.loads(written("sarif", REPORTS))
    for result in document["runs"][0]["results"]:
        uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert re.fullmatch(r"(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2})+", uri)


@pytest.mark.parametrize("reports", [REPORTS, [CLEAN], []], ids=["hostile", "clean", "nothing"])
def test_json_is_what_its_schema_says_to_the_key(reports: list[Report]) -> None:
    schema, document = report_schema(), json.loads(written("json", reports))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(document)
    assert list(document) == schema["required"]
    assert [list(one) for one in document["problems"]] == [
        schema["properties"]["problems"]["items"]["required"] for _ in document["problems"]
    ]
    assert list(document["summary"]) == schema["properties"]["summary"]["required"]


def test_ok_in_json_follows_what_fails_a_run() -> None:
    warned = [Report.of([problem(1, Level.WARNING)])]
    levels = {None: True, Level.ERROR: True, Level.WARNING: False, Level.INFO: False}
    found = {level: json.loads(written("json", warned, Look(fail_on=level)))["summary"]["ok"] for level in levels}
    assert found == levels


@pytest.mark.parametrize("reports", [REPORTS, [CLEAN], []], ids=["hostile", "clean", "nothing"])
def test_junit_has_the_structure_that_servers_read(reports: list[Report]) -> None:
    schema = etree.RelaxNG(etree.fromstring((CASES / "reports" / "junit.rng").read_bytes()))
    root = etree.fromstring(written("junit", reports).encode())
    schema.assertValid(root)
    for suite in [root, *root.findall("testsuite")]:
        assert int(suite.get("tests") or 0) == len(list(suite.iter("testcase")))
        assert int(suite.get("failures") or 0) == len(list(suite.iter("failure")))


def test_no_two_cases_of_a_file_have_one_name_in_junit() -> None:
    report = Report.of([problem(1, text=f"fault {number}") for number in range(3)])
    names = [case.get("name") for case in etree.fromstring(written("junit", [report]).encode()).iter("testcase")]
    assert [name.partition(" line 1")[2] for name in names] == ["", " (2)", " (3)"]


def test_failures_in_junit_are_what_fails_a_run() -> None:
    for level, failures in ((Level.ERROR, 12), (Level.WARNING, 24), (Level.INFO, 36), (None, 0)):
        root = etree.fromstring(written("junit", [HOSTILE], Look(fail_on=level)).encode())
        assert root.get("failures") == str(failures)


def test_no_text_of_a_feed_becomes_a_command_of_github() -> None:
    lines = written("github", REPORTS).splitlines()
    commands = [line for line in lines if line.lstrip().startswith("::")]
    assert len(commands) == len(lines) - 1 == len(HOSTILE.problems) + 1
    pattern = re.compile(r"::(error|warning|notice) file=[^,:]*(,line=\d+,col=\d+)?,title=FK\d{3} [a-z-]+::[^\r\n]*")
    assert [line for line in commands if not pattern.fullmatch(line)] == []


@pytest.mark.parametrize("name", ["text", "github"])
def test_the_other_places_of_a_problem_are_named(name: str) -> None:
    assert re.search(r"see: +b\.xml:1:1 \(", written(name, REPORTS))


@pytest.mark.parametrize("name", ["text", "github", "html", "junit", "sarif"])
def test_nothing_unprintable_is_written(name: str) -> None:
    text = written(name, REPORTS)
    assert sorted({c for c in text if not c.isprintable() and c != "\n"}) == []
    text.encode("utf-8")


@pytest.mark.parametrize("name", format_names())
def test_reports_are_written_in_their_order_and_the_same_every_time(name: str) -> None:
    reports = [Report.of([problem(n, path=f"{n}.xml")], files=1) for n in (3, 1, 2)]
    text = written(name, reports)
    assert text == written(name, reports)
    at = [text.index(f"{n}.xml") for n in (3, 1, 2)]
    assert at == sorted(at)


@pytest.mark.parametrize("name", ["text", "github", "json", "sarif"])
def test_each_report_is_written_before_the_next_is_asked_for(name: str) -> None:
    asked = []

    def reports() -> Iterator[Report]:
        for number in range(3):
            asked.append(number)
            yield Report.of([problem(number + 1, path=f"{number}.xml")])

    text, seen = "", []
    for piece in format_named(name)(reports(), Look(verbose=True)):
        text += piece
        seen.append((len(asked), text.count(".xml") > 0))
    assert (1, True) in seen


class Page(HTMLParser):
    """Which elements, attributes and addresses a page has."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("reports", [REPORTS, [CLEAN], []], ids=["hostile", "clean", "nothing"])
def test_the_page_fetches_nothing_runs_nothing_and_nests(reports: list[Report]) -> None:
    text = written("html", reports)
    page = Page(text)
    assert page.open == []
    assert page.tags & {"script", "img", "link", "iframe", "object", "a"} == set()
    assert page.attributes <= {"lang", "charset", "name", "content", "class", "open"}
    assert "url(" not in text
    assert "@import" not in text
    assert "http" not in text.replace("https://tea.fm", "")


def test_the_page_tells_rule_reason_way_out_and_line() -> None:
    text = written("html", [Report.of([problem(1), problem(2), problem(3, Level.INFO)], files=1)])
    assert "<h1>2 errors, 1 info in 1 file</h1>" in text
    assert "The enclosure&#x27;s length is not 0." in text
    assert "<b>Why:</b> apps show the size" in text
    assert "<b>Way out:</b> it is so" in text
    assert "enclosure-length-nonzero, 2 times" in text
    assert "<pre>  <mark>it</mark> is so</pre>" in text
    assert text.count("<details") == 2
    assert text.count('<details class="error" open>') == 1


def test_a_flood_of_one_rule_is_cut_and_counted_on_the_page() -> None:
    text = written("html", [Report.of([problem(n) for n in range(1, 81)], files=1)])
    assert text.count("<li>") == 51
    assert "and 30 places more" in text


def test_known_and_fixable_problems_are_counted() -> None:
    report = Report((Problem("FK081", "t", Level.WARNING, "m", Place("a"), fixable=True),), 2, known=7)
    text = write_report(report)
    assert "(7 problems of the baseline not shown; `feedkit fix` can mend 1)" in text
    assert "`feedkit fix` can mend 1 of them" in write_report(report, "html").replace("<code>", "`").replace(
        "</code>", "`"
    )
