"""RFC 5005: whether a document holds the whole feed, or is an archive of a part of it."""

from feedkit.tags.element import Element, tag


@tag("fh:archive", inside=("channel",), source="RFC5005")
class Archive(Element):
    """The document is an archive page, which does not change any more. A record writes `true`.

    Example:
        <fh:archive/>

    """


@tag("fh:complete", inside=("channel",), source="RFC5005")
class Complete(Element):
    """The document holds every episode there is. A record writes `true`.

    Example:
        <fh:complete/>

    """
