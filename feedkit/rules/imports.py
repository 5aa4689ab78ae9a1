"""What an import can raise: pages of the kinds of problem that `feedkit import` tells of."""

from feedkit.problems import Kind, Level
from feedkit.rules.engine import raised_elsewhere

CHANGED = Kind("FK433", "import-changed", Level.WARNING)
NOT_IMPORTED = Kind("FK434", "opml-not-imported", Level.ERROR)


@raised_elsewhere(CHANGED)
def import_changed() -> None:
    """A record reads back as what the feed said.

    Why: a build of the imported show should mean what the feed meant, to the letter where apps keep identities.
    Mend: compare the record with the feed's line, and write what the feed says into the record.
    Source: feedkit.
    """


@raised_elsewhere(NOT_IMPORTED)
def opml_not_imported() -> None:
    """Every feed of an imported list can be had and read.

    Why: one feed that is gone costs itself alone; the others of the list are imported.
    Mend: open the address in a browser, and correct the list.
    Source: feedkit.
    """
