"""Mending records where a rule spells out what to write: `feedkit fix`.

A mend gives the new value of one scalar, or the new text of a file. It is safe where the feed means the same after it,
or what its author plainly meant; a guid, an address or a moment is never touched by one. Others are applied by name.
"""
