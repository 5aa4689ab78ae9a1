"""Which hosts the public cannot reach, or are kept for examples."""

from __future__ import annotations

import pytest

from feedkit.rules.enclosure_address import private_host

HOSTS = [
    pytest.param("cdn.example.com", "is reserved for examples", id="below a host for examples"),
    pytest.param("example.org", "is reserved for examples", id="a host for examples"),
    pytest.param("tea.invalid", "is reserved for examples", id="below a domain for examples"),
    pytest.param("notexample.com", "", id="a host that ends in the same letters"),
]


@pytest.mark.parametrize(("host", "fault"), HOSTS)
def test_what_is_released_is_on_no_host_for_examples(host: str, fault: str):
    assert private_host(host, release=True) == fault
