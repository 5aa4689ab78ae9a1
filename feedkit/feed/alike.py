"""Elements of one kind, read together by column: of some items first all titles, then all links, and so on.

What has to be known of a line is looked up once for a column, and the loops over columns are mostly C's; one by one, the
lookups cost as much as all the rest. Where something in a column is not in order, that column is read one by one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain, groupby
from operator import attrgetter, itemgetter
from typing import Any
from xml.etree import ElementTree as ET

from feedkit.feed.tree import TreeNames, node_of
from feedkit.tags.element import Element
from feedkit.tags.reading import Aside, Read, ReadLine, ReadPlan, foreign_of, read_child

TAG, TEXT, TAIL, ATTRIB = map(attrgetter, ("tag", "text", "tail", "attrib"))
ATTRIBUTE_NAMES = ET.Element.keys

FEWEST = 4
"""Elements that are worth reading together; what is looked up for fewer of them costs more than they do one by one."""

Values = dict[str, Any]


def read_elements(elements: Sequence[ET.Element], plan: ReadPlan, names: TreeNames) -> list[Element | None]:
    """An element for each of the tree's; None for one that has to be read from its node: it does not fit, or is like few."""
    if len(elements) < FEWEST:
        return [None] * len(elements)
    if not any(map(len, elements)):
        return _Alike(elements, (), plan, names).made()
    groups, in_runs = _groups(elements, _tags), False
    if len(groups) * FEWEST > len(elements):
        groups, in_runs = _groups(elements, _tags_of_runs), True
    made: list[Element | None] = [None] * len(elements)
    for tags, numbers in groups.items():
        if len(numbers) < FEWEST:
            continue
        group = _Alike([elements[number] for number in numbers], tags, plan, names, in_runs=in_runs)
        for number, one in zip(numbers, group.made(), strict=True):
            made[number] = one
    return made


def _groups(
    elements: Sequence[ET.Element], key: Callable[[ET.Element], tuple[str, ...]]
) -> Mapping[tuple[str, ...], Sequence[int]]:
    """The numbers of the elements by their key."""
    groups = defaultdict[tuple[str, ...], list[int]](list)
    for number, element in enumerate(elements):
        groups[key(element)].append(number)
    return groups


def _tags(element: ET.Element) -> tuple[str, ...]:
    return tuple(map(TAG, element))


def _tags_of_runs(element: ET.Element) -> tuple[str, ...]:
    """The tags of an element's children, those that follow their like only once: two guests are as good as three."""
    return tuple(tag for tag, _ in groupby(map(TAG, element)))


class _Alike:
    """Elements whose children have the same tags, be it once or in runs. odd: the numbers of those that do not fit."""

    def __init__(
        self,
        elements: Sequence[ET.Element],
        tags: tuple[str, ...],
        plan: ReadPlan,
        names: TreeNames,
        *,
        in_runs: bool = False,
    ) -> None:
        self.plan, self.names = plan, names
        self.values: list[Values] = [plan.defaults.copy() for _ in elements]
        self.lists: dict[str, list[list[Any]]] = {}
        self.said = set(plan.filled)
        self.odd: set[int] = set()
        self._read_attributes(elements)
        self._read_texts(list(map(TEXT, elements)), plan.text if not tags else None)
        if tags and in_runs:
            runs = [[list(run) for _, run in groupby(element, TAG)] for element in elements]
            self._read_runs(tags, list(zip(*runs, strict=True)))
        elif tags:
            self._read_children(tags, list(zip(*[element[:] for element in elements], strict=True)))

    def made(self) -> list[Element | None]:
        """The elements, and None in the places of those that do not fit."""
        for field, lists in self.lists.items():
            _put(self.values, field, map(tuple, lists))
        for field in self.plan.required:
            if None in map(itemgetter(field), self.values):
                self.odd.update(number for number, values in enumerate(self.values) if values[field] is None)
        if not self.odd:
            return [*self.plan.all_made_of(self.values)]
        fit = [values for number, values in enumerate(self.values) if number not in self.odd]
        made = iter(self.plan.all_made_of(fit))
        return [None if number in self.odd else next(made) for number in range(len(self.values))]

    def _read_attributes(self, elements: Sequence[ET.Element]) -> None:
        if not any(map(ATTRIBUTE_NAMES, elements)):
            return
        attribs = list(map(ATTRIB, elements))
        columns = self._attribute_columns(attribs)
        if columns is None:
            self.odd.update(
                number for number, attrs in enumerate(attribs) if not self._fits(attrs, self.values[number])
            )
            return
        for field, column in columns.items():
            _put(self.values, field, column)

    def _attribute_columns(self, attribs: Sequence[dict[str, str]]) -> dict[str, list[Any]] | None:
        """The values by field; None where the elements have not the same attributes, or where one does not fit."""
        first, known, columns = attribs[0], self.plan.attrs, dict[str, list[Any]]()
        if len(set(map(len, attribs))) > 1:
            return None
        try:
            for name in first:
                field, read = known[name]
                columns[field] = _read_all(read, list(map(itemgetter(name), attribs)))
        except (KeyError, ValueError):
            return None
        return columns if len(columns) == len(first) and self.said.isdisjoint(columns) else None

    def _fits(self, attrs: dict[str, str], values: Values) -> bool:
        """Read one element's attributes, and say whether all of them could be."""
        try:
            for name, value in attrs.items():
                field, read = self.plan.attrs[name]
                if values[field] is not None:
                    return False
                values[field] = read(value)
        except (KeyError, ValueError):
            return False
        return True

    def _read_texts(self, texts: Sequence[str | None], known: tuple[str, Read] | None) -> None:
        if texts.count(None) == len(texts) or are_blank(texts):
            return
        try:
            if known is not None and not any(map(str.isspace, texts)):  # type: ignore[arg-type]  # None raises
                _put(self.values, known[0], _read_all(known[1], texts))  # type: ignore[arg-type]
                return
        except (ValueError, TypeError):
            pass
        for number, text in enumerate(texts):
            if text and not text.isspace():
                self._read_text(number, text, known)

    def _read_text(self, number: int, text: str, known: tuple[str, Read] | None) -> None:
        try:
            if known is None:
                self.odd.add(number)
            else:
                self.values[number][known[0]] = known[1](text)
        except ValueError:
            self.odd.add(number)

    def _read_children(self, tags: tuple[str, ...], columns: Sequence[tuple[ET.Element, ...]]) -> None:
        if not are_blank(map(TAIL, chain.from_iterable(columns))):
            rows = enumerate(zip(*columns, strict=True))
            self.odd.update(number for number, row in rows if not are_blank(map(TAIL, row)))
        for tag, column in zip(tags, columns, strict=True):
            known = self.plan.children.get(self.names[tag])
            if known is None:
                for child, values in zip(column, self.values, strict=True):
                    foreign_of(values).append(node_of(child, self.names))
            elif known.inner is None:
                self._read_lines(column, known)
            else:
                self._read_inner(column, known, known.inner)

    def _read_runs(self, tags: tuple[str, ...], columns: Sequence[Sequence[list[ET.Element]]]) -> None:
        """Read children of which each element may have several where another has one."""
        for tag, column in zip(tags, columns, strict=True):
            known = self.plan.children.get(self.names[tag])
            if all(len(run) == 1 for run in column):
                self._read_children((tag,), [tuple(chain.from_iterable(column))])
                continue
            flat = list(chain.from_iterable(column))
            inner = known.inner if known is not None else None
            made = iter(self._made_of(flat, inner) if inner is not None else [None] * len(flat))
            for number, run in enumerate(column):
                if not are_blank(map(TAIL, run)):
                    self.odd.add(number)
                for child in run:
                    self._take(number, child, known, next(made))

    def _take(self, number: int, child: ET.Element, known: ReadLine | None, one: Element | None) -> None:
        """Take a child. one: the element that was made of it, where it is one."""
        if known is None:
            foreign_of(self.values[number]).append(node_of(child, self.names))
        elif known.inner is None:
            self._read_line(number, child, known)
        else:
            self._take_inner(number, child, known, one)

    def _read_lines(self, column: Sequence[ET.Element], known: ReadLine) -> None:
        if self._is_first(known) and not any(map(ATTRIBUTE_NAMES, column)) and not any(map(len, column)):
            try:
                texts = _read_all(known.read, list(map(TEXT, column)))
            except (ValueError, TypeError, AttributeError):  # of None, too
                pass
            else:
                _put(self.values, known.field, texts)
                return
        for number, child in enumerate(column):
            self._read_line(number, child, known)

    def _is_first(self, known: ReadLine) -> bool:
        """Whether the column is the first that has its field's one value."""
        if known.many or known.field in self.said:
            return False
        self.said.add(known.field)
        return True

    def _read_line(self, number: int, child: ET.Element, known: ReadLine) -> None:
        values = self.values[number]
        if not (known.many or len(child) or child.keys() or values[known.field] is not None):
            try:
                values[known.field] = known.read(child.text)  # type: ignore[arg-type]  # None raises
            except (ValueError, TypeError, AttributeError):
                pass
            else:
                return
        self._read_node(number, child, known)

    def _read_inner(self, column: Sequence[ET.Element], known: ReadLine, inner: ReadPlan) -> None:
        made = self._made_of(column, inner)
        if all(made) and (known.many or self._is_first(known)):
            self._put_all(made, known)
            return
        for number, (child, one) in enumerate(zip(column, made, strict=True)):
            self._take_inner(number, child, known, one)

    def _made_of(self, column: Sequence[ET.Element], inner: ReadPlan) -> list[Element | None]:
        if inner is self.plan and any(map(len, column)):  # no feed in order goes as deep as this
            return [None] * len(column)
        return read_elements(column, inner, self.names)

    def _take_inner(self, number: int, child: ET.Element, known: ReadLine, one: Element | None) -> None:
        if one is None or (not known.many and self.values[number][known.field] is not None):
            self._read_node(number, child, known)
        elif known.many:
            self._list(number, known.field).append(one)
        else:
            self.values[number][known.field] = one

    def _put_all(self, made: Sequence[Element | None], known: ReadLine) -> None:
        if not known.many:
            _put(self.values, known.field, made)
        elif known.field in self.lists:
            for got, one in zip(self.lists[known.field], made, strict=True):
                got.append(one)
        else:
            self.lists[known.field] = [[one] for one in made]

    def _read_node(self, number: int, child: ET.Element, known: ReadLine) -> None:
        """Read what is not in order from its node, which leaves it among the foreign parts; a fault makes all odd."""
        aside, lists = Aside(), {known.field: self._list(number, known.field)} if known.many else {}
        read_child(node_of(child, self.names), known, self.values[number], lists, aside)
        if aside.faults:
            self.odd.add(number)

    def _list(self, number: int, field: str) -> list[Any]:
        """The list that will be a field's value."""
        if field not in self.lists:
            self.lists[field] = [[] for _ in self.values]
        return self.lists[field][number]


def _read_all(read: Read, texts: Sequence[str]) -> list[Any]:
    """Read a column. One that ends as it begins has few different values, as a rule: a type, a language, a flag."""
    if texts[0] != texts[-1]:
        return list(map(read, texts))
    values = {text: read(text) for text in set(texts)}
    return list(map(values.__getitem__, texts))


def are_blank(texts: Iterable[str | None]) -> bool:
    """Whether there is nothing but white space in texts."""
    joined = "".join(filter(None, texts))
    return not joined or joined.isspace()


def _put(rows: Iterable[Values], field: str, column: Iterable[Any]) -> None:
    for values, value in zip(rows, column, strict=True):
        values[field] = value
