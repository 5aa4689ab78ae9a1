"""A checkout of the Jupiter archive with a show file a show, as a network would add them to its repository."""

from __future__ import annotations

import shutil
from pathlib import Path

SHOWS = (
    "coder-radio",
    "jupiter-extras",
    "linux-action-news",
    "linux-unplugged",
    "office-hours",
    "self-hosted",
    "the-launch",
    "this-week-in-bitcoin",
)

SHOW_FILE = """\
title: {title}
description: One of eight shows of a network that keeps its records in git.
link: https://example.org/{slug}
link_base: https://example.org/{slug}/
site_url: https://www.jupiterbroadcasting.com
author: Jupiter Broadcasting
copyright: Jupiter Broadcasting, CC BY-SA 4.0; changed
owner: {{name: Jupiter Broadcasting, email: shows@example.org}}
language: en-us
categories: [Technology]
explicit: false
image: https://example.org/{slug}/cover.jpg
feed_url: https://example.org/feeds/{slug}.xml
public_url: https://example.org/feeds/
records: ../../content/show/{slug}/*.md
people: ../../content/people
sponsors: ../../content/sponsors
time_zone: America/Los_Angeles
{more}"""


def add_show_files(repository: Path, more: str = "") -> list[Path]:
    """Write `shows/<slug>/show.yaml` for each show of a checkout; returns their folders. more: lines for each file."""
    folders = []
    for slug in SHOWS:
        folder = repository / "shows" / slug
        folder.mkdir(parents=True, exist_ok=True)
        title = slug.replace("-", " ").title()
        (folder / "show.yaml").write_text(SHOW_FILE.format(slug=slug, title=title, more=more), encoding="utf-8")
        folders.append(folder)
    return folders


def check_out(shared: Path, repository: Path, more: str = "") -> list[Path]:
    """Copy the sample of the archive and add show files; as `add_show_files` otherwise."""
    shutil.copytree(shared / "corpus" / "jupiter" / "content", repository / "content", copy_function=shutil.copyfile)
    return add_show_files(repository, more)
