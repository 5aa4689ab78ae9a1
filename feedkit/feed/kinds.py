"""The kinds of problem that reading a feed can raise by itself; their pages stand in the rule book, section 1."""

from feedkit.problems import Kind, Level

WELL_FORMED = Kind("FK001", "xml-well-formed", Level.ERROR)
ENCODING = Kind("FK002", "xml-utf8-declared", Level.ERROR)
BEFORE_DECLARATION = Kind("FK003", "xml-nothing-before-declaration", Level.ERROR)
BYTE_ORDER_MARK = Kind("FK003", "xml-nothing-before-declaration", Level.WARNING)
ILLEGAL_CHARACTER = Kind("FK004", "xml-legal-characters", Level.ERROR)
ENTITY = Kind("FK005", "xml-predefined-entities-only", Level.ERROR)
DOCTYPE = Kind("FK006", "xml-no-doctype", Level.ERROR)
CDATA_END = Kind("FK007", "xml-cdata-terminator", Level.ERROR)
PREFIX_UNDECLARED = Kind("FK008", "xml-namespace-well-formed", Level.ERROR)
ROOT = Kind("FK010", "rss-root", Level.ERROR)
ONE_CHANNEL = Kind("FK011", "rss-one-channel", Level.ERROR)
CORE_NAMESPACED = Kind("FK012", "rss-core-not-namespaced", Level.ERROR)
URI_EXACT = Kind("FK013", "ns-uri-exact", Level.ERROR)
DEAD_URI = Kind("FK013", "ns-uri-exact", Level.WARNING)
"""As the one above, of a namespace that no app reads any more."""
URI_CANONICAL = Kind("FK014", "ns-podcast-canonical", Level.WARNING)
PREFIX_CUSTOMARY = Kind("FK015", "ns-customary-prefix", Level.WARNING)
SIZE = Kind("FK400", "size-feed", Level.ERROR)
