"""What is written is read back the same: for every class, with what it does not know kept."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feedkit.feed.parse import parse
from feedkit.tags.node import node_xml
from feedkit.tags.reading import read_element
from feedkit.tags.show import Rss
from feedkit.tags.writing import element_xml
from tests.strategies import CLASSES, FOREIGN_NODES, elements_of


def read_back(xml: str, cls):
    return read_element(parse(xml.encode()).root, cls)


@pytest.mark.parametrize("cls", [pytest.param(cls, id=f"{cls.tag} {cls.__name__}") for cls in CLASSES])
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_an_element_is_read_as_it_was_written(cls, data) -> None:
    element = data.draw(elements_of(cls))
    settled = read_back(element_xml(element), cls)
    assert settled.faults == ()
    assert settled.value == element


@pytest.mark.parametrize(
    "cls", [pytest.param(cls, id=f"{cls.tag} {cls.__name__}") for cls in CLASSES if cls is not Rss]
)
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_an_element_is_written_in_one_way_only(cls, data) -> None:
    element = data.draw(elements_of(cls))
    xml = element_xml(element)
    assert element_xml(read_back(xml, cls).value) == xml


@given(FOREIGN_NODES)
def test_a_foreign_node_is_read_as_it_was_written(node) -> None:
    assert parse(node_xml(node).encode()).root == node


@given(data=st.data())
@settings(max_examples=30, deadline=None)
def test_an_element_can_be_copied_pickled_and_compared(data) -> None:
    cls = data.draw(st.sampled_from(CLASSES))
    element = data.draw(elements_of(cls))
    assert element.model_copy() == element
    assert pickle.loads(pickle.dumps(element)) == element  # noqa: S301 - our own bytes
    assert hash(element) == hash(element.model_copy())
