"""Which addresses may be asked: by the text of the URL, and by the number its name stands for.

Python's `is_global` takes several spellings of private addresses for public ones; they are unwrapped here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import SplitResult, urlsplit

Allowed = bool | Collection[str]
"""What `allow_private` may be: False; True for loopback and private networks; or exact `host:port` names."""

_NAT64 = (ip_network("64:ff9b::/96"), ip_network("64:ff9b:1::/48"))
_COMPATIBLE = ip_network("::/96")
_CLOUD = frozenset({"168.63.129.16", "100.100.100.200", "169.254.169.254", "fd00:ec2::254"})
_FORBIDDEN = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\\\ud800-\udfff]")
_MOST_LABEL, _MOST_HOST, _MOST_PORT = 63, 253, 65_535


class Refused(Exception):
    """An address that must not be asked; the message says why. Never retried."""


@dataclass(frozen=True, slots=True)
class Reach:
    """What may be asked beside the public network."""

    private: bool = False
    places: frozenset[str] = frozenset()

    @classmethod
    def of(cls, allowed: Allowed) -> Reach:
        if isinstance(allowed, bool):
            return cls(private=allowed)
        return cls(places=frozenset(place.lower() for place in allowed))

    def check(self, host: str, port: int, address: str) -> None:
        """Raises Refused unless `address`, which `host` stands for, may be connected to."""
        if f"{host.strip('[]').lower()}:{port}" in self.places:
            return
        number = _unwrapped(address)
        if self.private and (number.is_loopback or number.is_private) and not _is_local_service(number):
            return
        if not _is_public(number):
            way_out = f'; if it may be asked: `allow_private: ["{host}:{port}"]` in feedkit.yaml'
            raise Refused(
                f"{host} is {_sort_of(number)} address ({number}), and feedkit asks public ones only"
                + ("" if _is_local_service(number) else way_out)
            )


def _unwrapped(address: str) -> IPv4Address | IPv6Address:
    """The IPv4 address inside an IPv6 one that only wraps it."""
    number = ip_address(address.partition("%")[0])
    if isinstance(number, IPv4Address):
        return number
    inner = number.ipv4_mapped or number.sixtofour or (number.teredo or (None, None))[1]
    if inner is None and (any(number in net for net in _NAT64) or (number in _COMPATIBLE and int(number) > 1)):
        inner = IPv4Address(int(number) & 0xFFFFFFFF)
    return inner or number


def _is_public(number: IPv4Address | IPv6Address) -> bool:
    site_local = isinstance(number, IPv6Address) and number.is_site_local
    is_odd = number.is_multicast or number.is_reserved or number.is_unspecified or site_local
    return number.is_global and not is_odd and str(number) not in _CLOUD


def _is_local_service(number: IPv4Address | IPv6Address) -> bool:
    """What answers with secrets, or is no single host: never to be asked, whatever is allowed as private."""
    return number.is_link_local or number.is_multicast or number.is_unspecified or str(number) in _CLOUD


def _sort_of(number: IPv4Address | IPv6Address) -> str:
    if str(number) in _CLOUD:
        return "a metadata"
    kinds = (
        ("a loopback", number.is_loopback),
        ("a link-local", number.is_link_local),
        ("a private", number.is_private),
    )
    return next((name for name, is_so in kinds if is_so), "no public")


def check_url(url: str, limits_chars: int = 8192) -> SplitResult:
    """The parts of an address that may be asked. Raises Refused with the reason, which never quotes the address."""
    if len(url) > limits_chars:
        raise Refused(f"the address has {len(url)} characters; {limits_chars} is the most")
    if _FORBIDDEN.search(url):
        raise Refused("the address holds a space, a backslash or a character that cannot be seen")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise Refused("the address cannot be read: its host or its port is broken") from None
    if parts.scheme not in {"http", "https"}:
        scheme = (
            f"`{parts.scheme}:`" if re.fullmatch(r"[a-z][a-z0-9+.-]{0,20}", parts.scheme) else "what it begins with"
        )
        raise Refused(f"feedkit asks http and https only, and not {scheme}")
    _check_host(host)
    if port is not None and not 0 < port <= _MOST_PORT:
        raise Refused(f"port {port} is none")
    return parts


def _check_host(host: str) -> None:
    labels = host.rstrip(".").split(".")
    if not host or (not host.count(":") and not all(map(_is_label, labels))):
        raise Refused("the address has no host, or one with an empty or too long part")
    if len(host) > _MOST_HOST:
        raise Refused(f"the host has {len(host)} characters; {_MOST_HOST} is the most")
    if not host.isascii() and unicodedata.normalize("NFKC", host) != host:
        raise Refused("the host is written in characters that stand for others")


def _is_label(label: str) -> bool:
    return 0 < len(label) <= _MOST_LABEL and label.lower() != "xn--"


def shown(url: str) -> str:
    """An address for people: where it is and what it is called; no user, password, folder names or query.

    Tokens of private feeds hide in all of these.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return "an address that cannot be read"
    place = f"{parts.scheme}://{host}" + (f":{port}" if port else "")
    folder, _, name = parts.path.rpartition("/")
    path = f"{'/…' if folder else ''}/{name}" if name else parts.path[:1]
    return place + path + ("?…" if parts.query else "")


def without_secrets(url: str) -> str:
    """An address without user, password, query and fragment: fit to be kept in a file."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"
