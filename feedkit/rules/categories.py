"""Apple's categories."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from html import escape

from feedkit.feed.document import Feed
from feedkit.problems import Level
from feedkit.rules.engine import Finding, called, rule
from feedkit.rules.subject import Visit
from feedkit.tags.itunes import Category
from feedkit.tags.lists import APPLE_CATEGORIES, OBSOLETE_CATEGORIES
from feedkit.tags.show import Show
from feedkit.tags.values import short

SUBCATEGORIES = {sub: top for top, subs in APPLE_CATEGORIES.items() for sub in subs}
MOST = 3


def _pairs(show: Show) -> Iterator[tuple[tuple[str | int, ...], str, Category]]:
    """Every category of a show with its path and its parent's name ('' at the top)."""
    for number, top in enumerate(show.categories):
        yield ("categories", number), "", top
        for inner, sub in enumerate(top.subcategories):
            yield ("categories", number, "subcategories", inner), top.text, sub


def _retired(parent: str, name: str) -> str:
    """What Apple put in the place of a name that it retired, or ''."""
    new = OBSOLETE_CATEGORIES.get(f"{parent}/{name}" if parent else name, "")
    return new.replace("/", " > ")


def _is_known(parent: str, name: str) -> bool:
    return name in (SUBCATEGORIES if parent else APPLE_CATEGORIES)


@rule("FK136", "itunes-category-present", level="error", profiles=("apple", "psp1"))
def category_present(show: Show) -> Iterator[Finding]:
    """A show has a category.

    Why: Apple and PSP-1 want one.
    Mend: write `categories: [Arts > Food]`, in a feed `<itunes:category text="Arts"/>`, by Apple's list.
    Source: APPLE-GUIDE itunes:category; PSP1 itunes:category.
    Bad show: categories: []
    Good show: categories: [{text: Technology}]
    """
    if not show.categories:
        yield Finding("the show has no `categories`", ("categories",))


@rule("FK137", "itunes-category-known", level="error")
def category_known(show: Show) -> Iterator[Finding]:
    """Every category is in Apple's list, letter by letter.

    Why: Apple's validation fails over a small letter.
    Mend: write the name as Apple does.
    Source: APPLE-823; APPLE-1691; categories.yaml apple.
    Bad show: categories: [{text: Kids & family}]
    Good show: categories: [{text: Kids & Family}]
    """
    names = [*APPLE_CATEGORIES, *SUBCATEGORIES]
    for path, parent, category in _pairs(show):
        name = category.text
        if name in names or _retired(parent, name) or "/" in name or ">" in name:
            continue
        close = get_close_matches(name.lower(), [one.lower() for one in names], 1)
        right = next((one for one in names if close and one.lower() == close[0]), "")
        way_out = f"; did you mean `{right}`?" if right else ""
        yield Finding(f"{short(name)} is no category of Apple's{way_out}", (*path, "text"))


@rule("FK138", "itunes-subcategory-parent", level="error")
def subcategory_parent(show: Show) -> Iterator[Finding]:
    """A subcategory stands in its own category.

    Why: Apple drops the pair.
    Mend: move it where the message says.
    Source: APPLE-1691; W3CFV InvalidItunesCategory.
    Bad show: categories: [{text: Arts, subcategories: [{text: Tech News}]}]
    Good show: categories: [{text: News, subcategories: [{text: Tech News}]}]
    """
    for path, parent, category in _pairs(show):
        home = SUBCATEGORIES.get(category.text, "")
        if parent and home and home != parent and not _retired(parent, category.text):
            yield Finding(f"`{category.text}` belongs to `{home}`, not to {short(parent)}", (*path, "text"))


@rule("FK139", "itunes-subcategory-as-top", level="error")
def subcategory_as_top(show: Show) -> Iterator[Finding]:
    """A subcategory does not stand alone.

    Why: it is no category of its own.
    Mend: write the category around it.
    Source: APPLE-1691.
    Bad show: categories: [{text: Tech News}]
    Good show: categories: [{text: News, subcategories: [{text: Tech News}]}]
    """
    for path, parent, category in _pairs(show):
        home = SUBCATEGORIES.get(category.text, "")
        if not parent and home and category.text not in APPLE_CATEGORIES and not _retired("", category.text):
            yield Finding(f"`{category.text}` is a subcategory; write `{home} > {category.text}`", (*path, "text"))


@rule("FK140", "itunes-category-depth", level="error")
def category_depth(show: Show) -> Iterator[Finding]:
    """Categories nest two deep; one subcategory in each is enough.

    Why: Apple knows two levels, and takes the first subcategory.
    Mend: take the rest out.
    Source: APPLE-GUIDE itunes:category.
    Bad show: categories: [{text: Arts, subcategories: [{text: Food, subcategories: [{text: Books}]}]}]
    Good show: categories: [{text: Arts, subcategories: [{text: Food}]}]
    """
    for path, parent, category in _pairs(show):
        if parent and category.subcategories:
            yield Finding(f"{short(category.text)} is a subcategory and has subcategories", path)
        elif len(category.subcategories) > 1:
            message = f"{short(category.text)} has {len(category.subcategories)} subcategories; Apple takes the first"
            yield Finding(message, path, level=Level.WARNING)


@rule("FK141", "itunes-category-attribute", level="error", where=called("itunes:category"))
def category_attribute(visit: Visit) -> Iterator[Finding]:
    """A category's name is in `text`, and is one name.

    Why: a name between the tags is not read, nor is a path.
    Mend: write `<itunes:category text="News"><itunes:category text="Tech News"/></itunes:category>`.
    Source: APPLE-GUIDE itunes:category; PodcastGenerator#182.
    Bad channel: <itunes:category text="News &gt; Tech News"/>
    Good channel: <itunes:category text="News"><itunes:category text="Tech News"/></itunes:category>
    """
    name, text = visit.node.attrs.get("text", ""), visit.node.text.strip()
    if name and text:
        yield Finding(f"`itunes:category` holds the text {short(text)}")
    elif name not in APPLE_CATEGORIES and any(mark in name for mark in "/>:") and not _retired("", name):
        yield Finding(f"`text` is a path and no name: {short(name)}")


@rule("FK142", "itunes-category-obsolete", level="warning", also={"apple": "error"})
def category_obsolete(show: Show, feed: Feed | None) -> Iterator[Finding]:
    """No category is one that Apple retired in 2019.

    Why: partytime drops it, and Apple does not show it.
    Mend: write the name that the message gives.
    Source: categories.yaml apple.obsolete; W3CFV ObsoleteItunesCategory.
    Bad show: categories: [{text: News & Politics}]
    Good show: categories: [{text: News, subcategories: [{text: Politics}]}]
    """
    for path, parent, category in _pairs(show):
        new = _retired(parent, category.text)
        if new:
            old = f"{parent} > {category.text}" if parent else category.text
            outer, nests, inner = escape(new).partition(" &gt; ")
            nested = f'write `<itunes:category text="{outer}"><itunes:category text="{inner}"/></itunes:category>`'
            mend = nested if nests and feed is not None else ""
            yield Finding(f"{short(old)} was retired in 2019; write `{new}`", (*path, "text"), mend)


@rule("FK143", "itunes-category-count", level="warning")
def category_count(show: Show) -> Iterator[Finding]:
    """A show has at most three categories, and none twice.

    Why: Apple shows the first one or two.
    Mend: keep those that fit best, the best first.
    Source: APPLE-GUIDE itunes:category; APPSUPPORT.
    Bad show: categories: [{text: Arts}, {text: Arts}]
    Good show: categories: [{text: Arts}, {text: Fiction}]
    """
    if len(show.categories) > MOST:
        yield Finding(f"the show has {len(show.categories)} categories; {MOST} are plenty", ("categories", MOST))
    seen: dict[tuple[str, ...], int] = {}
    for number, category in enumerate(show.categories):
        key = (category.text, *(sub.text for sub in category.subcategories))
        if seen.setdefault(key, number) != number:
            see = ((("categories", seen[key]), "the first one"),)
            yield Finding(f"the category {short(category.text)} stands twice", ("categories", number), see=see)
