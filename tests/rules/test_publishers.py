"""FK255: a show and its publisher name each other, in the folder of shows."""

from __future__ import annotations

from pathlib import Path

import pytest

import feedkit

PUB, TEA, OTHER = (
    "003af0a0-6a45-55cf-b765-68e3d349551a",
    "917393e3-1b1e-5cef-ace4-edaa54e1f810",
    "9b024349-ccf0-5f69-a609-6b82873eab3c",
)
BASE = "title: Tea\nlink: https://tea.fm/\ndescription: Tea.\nrecords: []\nguid: {guid}\nfeed_url: https://tea.fm/{name}.xml\n"
HEAD = "medium: publisher\nremote_items:\n"
CHILD = "- {{feed_guid: {guid}, feed_url: 'https://tea.fm/{name}.xml'}}\n"
NAMES_TEA = HEAD + CHILD.format(guid=TEA, name="tea")
NAMES_PUB = f"publisher: {{remote_item: {{medium: publisher, feed_guid: {PUB}, feed_url: 'https://tea.fm/pub.xml'}}}}\n"


def told(tmp_path: Path, judged: str, pub: str, tea: str) -> list[str]:
    for name, guid, more in (("pub", PUB, pub), ("tea", TEA, tea)):
        (tmp_path / name).mkdir()
        text = BASE.format(guid=guid, name=name) + more
        (tmp_path / name / "show.yaml").write_text(text, encoding="utf-8")
    report = feedkit.validate(tmp_path / judged)
    return [f"{problem.place.line}: {problem.message}" for problem in report if problem.rule == "FK255"]


@pytest.mark.parametrize(
    ("judged", "pub", "tea", "expected"),
    [
        pytest.param("pub", NAMES_TEA, NAMES_PUB, [], id="both, by the publisher"),
        pytest.param("tea", NAMES_TEA, NAMES_PUB, [], id="both, by the show"),
        pytest.param("tea", f"{HEAD}- {TEA}\n", NAMES_PUB, [], id="both, in short"),
        pytest.param(
            "pub",
            NAMES_TEA,
            "",
            ["9: `tea/show.yaml` does not name this feed as its publisher"],
            id="a show without its publisher",
        ),
        pytest.param(
            "tea",
            HEAD + CHILD.format(guid=OTHER, name="coffee"),
            NAMES_PUB,
            ["7: `pub/show.yaml` does not name this show among its own"],
            id="a publisher without the show",
        ),
        pytest.param(
            "tea",
            HEAD + CHILD.format(guid=OTHER, name="tea"),
            NAMES_PUB,
            [f"7: `pub/show.yaml` names this feed by another guid, `{OTHER}`"],
            id="the same feed under two guids",
        ),
        pytest.param(
            "tea",
            NAMES_TEA.replace("medium: publisher\n", ""),
            NAMES_PUB,
            ["7: `pub/show.yaml` does not name this show among its own"],
            id="a publisher that is none",
        ),
        pytest.param(
            "pub",
            NAMES_TEA,
            NAMES_PUB.replace(PUB, OTHER).replace("pub.xml", "other.xml"),
            ["9: `tea/show.yaml` does not name this feed as its publisher"],
            id="a show of another publisher",
        ),
        pytest.param("pub", HEAD + CHILD.format(guid=OTHER, name="coffee"), "", [], id="a show that is not here"),
        pytest.param("pub", NAMES_TEA, "publisher: [1, 2]\n", ["9: `tea/show.yaml` does not name this feed as its publisher"], id="nonsense"),
    ],
)  # fmt: skip
def test_a_show_and_its_publisher_name_each_other(
    tmp_path: Path, judged: str, pub: str, tea: str, expected: list[str]
) -> None:
    assert told(tmp_path, judged, pub, tea) == expected
