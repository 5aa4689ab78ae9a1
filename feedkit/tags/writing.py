"""From elements to XML in canonical form: for each class a plan, made once, of what to write and in which order.

A feed has hundreds of thousands of values. So characters that XML forbids are looked for once an element, in its bytes;
only where there are any is it written again, with each text cleaned before it is escaped.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

from feedkit.tags.codec import Slot, plan_of
from feedkit.tags.element import Element
from feedkit.tags.namespaces import ALWAYS
from feedkit.tags.node import Node, attribute_xml, cdata_xml, node_xml, prefixes_of, text_xml

Write = Callable[[Any], str]
Children = list[tuple[str, bool, Write]]
"""For each child its field, whether that holds several, and what writes one of them."""

_CONTROLS = bytes({*range(0x20)} - {*b"\t\n\r"})
_NONE = frozenset[str]()


class Writer:
    """Writes elements, and knows the namespaces that it needed beside those that every feed declares."""

    def __init__(self, *, clean: bool = False) -> None:
        self._clean = clean
        self._plans: dict[tuple[type[Element], str, str], _Plan] = {}
        self._prefixes: set[str] = set()

    def xml(self, element: Element, name: str = "", indent: str = "") -> bytes:
        """An element and all below it, one child a line, without a final line end."""
        text = self._plan(type(element), name or element.tag, indent).write(element)
        try:
            xml = text.encode()
        except UnicodeEncodeError:  # half of a surrogate pair is no character
            return self._cleanly.xml(element, name, indent)
        is_legal = len(xml.translate(None, _CONTROLS)) == len(xml) and "\ufffe" not in text and "\uffff" not in text
        return xml if is_legal else self._cleanly.xml(element, name, indent)

    def taken(self) -> frozenset[str]:
        """The prefixes that were needed since this was asked last, but for those in `ALWAYS`."""
        if not self._prefixes:
            return _NONE
        prefixes = frozenset(self._prefixes)
        self._prefixes.clear()
        return prefixes

    @cached_property
    def _cleanly(self) -> Writer:
        other = Writer(clean=True)
        other._prefixes = self._prefixes
        return other

    def _plan(self, cls: type[Element], name: str, indent: str) -> _Plan:
        key = (cls, name, indent)
        return self._plans.get(key) or self._plans.setdefault(key, _Plan(self, *key))

    def noting(self, name: str, write: Write) -> Write:
        """The same, and note the prefix of `name` when it is called."""
        prefix, colon, _ = name.partition(":")
        if not colon or prefix in ALWAYS:
            return write

        def both(value: Any) -> str:
            self._prefixes.add(prefix)
            return write(value)

        return both

    def child(self, slot: Slot, indent: str) -> Write:
        """What writes one value of a child's field."""
        if slot.form is None:
            plans, name, new = self._plans, slot.name, self._plan
            return self.noting(
                name, lambda o: (plans.get((type(o), name, indent)) or new(type(o), name, indent)).write(o)
            )
        return self.noting(slot.name, self.line(slot, f"{indent}<{slot.name}>", f"</{slot.name}>"))

    def line(self, slot: Slot, opening: str, end: str) -> Write:
        """What writes a value between two tags."""
        if slot.form is not None and slot.form.write is str and not slot.form.cdata and not self._clean:
            return _text_line(opening, end)
        write = self.text(slot)
        return lambda value: f"{opening}{write(value)}{end}"

    def text(self, slot: Slot) -> Write:
        """What writes a value as character data."""
        text, cdata = (text_xml, cdata_xml) if self._clean else (_text, _cdata)
        if slot.form is not None and slot.form.cdata:
            return _spelled(slot, lambda spelled: cdata(spelled) if "<" in spelled else text(spelled))
        return _spelled(slot, text)

    def attribute(self, slot: Slot) -> Write:
        """What writes a value in an attribute."""
        return self.noting(slot.name, _spelled(slot, attribute_xml if self._clean else _attribute))

    def foreign(self, part: Node | str) -> str:
        """What was kept as it was."""
        if isinstance(part, str):
            return text_xml(part)
        self._prefixes |= prefixes_of(part) - {*ALWAYS}
        return node_xml(part)

    def attributes(self, attrs: dict[str, str], of: str = "") -> str:
        """Attributes that were kept as they were: an element's own, or those `of` a child that is a line."""
        start = f"{of}@" if of else ""
        own = {n.removeprefix(start): attrs[n] for n in attrs if (n.startswith(start) if of else "@" not in n)}
        self._prefixes |= {name.partition(":")[0] for name in own if ":" in name} - {*ALWAYS}
        return "".join(f' {name}="{attribute_xml(value)}"' for name, value in own.items())


_WRITER = Writer()


def element_bytes(element: Element, name: str = "", indent: str = "") -> bytes:
    """Write an element and all below it, one child a line, without a final line end."""
    return _WRITER.xml(element, name, indent)


def element_xml(element: Element, name: str = "", indent: str = "") -> str:
    """As `element_bytes`, as text."""
    return _WRITER.xml(element, name, indent).decode()


class _Plan:
    """How one class of element is written under one name, so far to the right."""

    def __init__(self, writer: Writer, cls: type[Element], name: str, indent: str) -> None:
        plan = plan_of(cls)
        self._writer, self._slots, self._indent = writer, plan.children, indent
        self._start, self._end, self._close = f"{indent}<{name}", f"\n{indent}</{name}>", f"</{name}>"
        self._attrs = [(slot.field, f' {slot.name}="', writer.attribute(slot)) for slot in plan.attrs]
        self._text = (plan.text.field, writer.text(plan.text)) if plan.text is not None else None

    @cached_property
    def _below(self) -> Children:
        return [(slot.field, slot.many, self._writer.child(slot, self._indent + "  ")) for slot in self._slots]

    @cached_property
    def _beside_text(self) -> Children:
        return [(slot.field, slot.many, self._writer.child(slot, "")) for slot in self._slots]

    def write(self, element: Element) -> str:
        values, head = element.__dict__, self._start
        foreign_attrs = values["foreign_attrs"]
        for field, opening, write in self._attrs:
            if (value := values[field]) is not None:
                head += f'{opening}{write(value)}"'
        if foreign_attrs:
            head += self._writer.attributes(foreign_attrs)
        if self._text is not None and (text := values[self._text[0]]) is not None and (inner := self._text[1](text)):
            if not self._slots and not values["foreign"]:
                return f"{head}>{inner}{self._close}"
            # White space beside a text would become a part of it.
            return f"{head}>{inner}{''.join(self._children(values, self._beside_text, ''))}{self._close}"
        if not self._slots and not values["foreign"]:
            return head + "/>"
        below = self._children(values, self._below, self._indent + "  ")
        return f"{head}>\n" + "\n".join(below) + self._end if below else f"{head}/>"

    def _children(self, values: dict[str, Any], children: Children, indent: str) -> list[str]:
        if values["foreign_attrs"]:
            children = self._with_attributes(values["foreign_attrs"], children, indent)
        out: list[str] = []
        for field, many, write in children:
            if (value := values[field]) is None:
                continue
            if not many:
                out.append(write(value))
            elif value:
                out += map(write, value)
        for part in values["foreign"] or ():
            out.append(indent + self._writer.foreign(part))
        return out

    def _with_attributes(self, attrs: dict[str, str], children: Children, indent: str) -> Children:
        """The children, those that are lines with the attributes that were kept for them."""
        found: Children = []
        for slot, (field, many, write) in zip(self._slots, children, strict=True):
            own = self._writer.attributes(attrs, slot.name) if slot.form is not None else ""
            start, end = f"{indent}<{slot.name}{own}>", f"</{slot.name}>"
            found.append((field, many, self._writer.line(slot, start, end) if own else write))
        return found


def _text_line(opening: str, end: str) -> Write:
    """As `_text` between two tags, for values that are their own spelling: most of a feed is that."""

    def write(value: Any) -> str:
        text = value if value.__class__ is str else str(value)
        if "&" in text or "<" in text or ">" in text or "\r" in text:
            text = _text(text)
        return opening + text + end

    return write


def _spelled(slot: Slot, escape: Write) -> Write:
    """From a value to its spelling, escaped."""
    if slot.form is None:
        raise TypeError(f"`{slot.field}` is an attribute or a text and has no form")
    spell = slot.form.write
    if spell is str:
        return lambda value: escape(value if value.__class__ is str else str(value))
    return lambda value: escape(spell(value))


def _text(text: str) -> str:
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    return text.replace("\r", "&#13;") if "\r" in text else text


def _attribute(text: str) -> str:
    has_special = "&" in text or "<" in text or ">" in text or '"' in text or "\n" in text or "\t" in text
    return attribute_xml(text) if has_special or "\r" in text else text


def _cdata(text: str) -> str:
    return cdata_xml(text) if "]]>" in text or "\r" in text else f"<![CDATA[{text}]]>"
