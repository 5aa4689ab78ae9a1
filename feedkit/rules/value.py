"""podcast:value: the form of payments, never their sums."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from feedkit.problems import Level
from feedkit.rules.engine import Finding, called, rule
from feedkit.rules.itunes import EMAIL
from feedkit.rules.subject import Raw
from feedkit.tags.episode import Episode
from feedkit.tags.podcast_value import Value, ValueRecipient, ValueTimeSplit
from feedkit.tags.values import short

NODE = re.compile(r"0[23][0-9a-f]{64}", re.IGNORECASE)
LEAST_TLV = 65_536
"""Below are the keys that Lightning keeps for itself (BOLT 1)."""


@rule("FK299", "value-shape", level="error")
def value_shape(value: Value) -> Iterator[Finding]:
    """podcast:value has a type, a method and a recipient.

    Why: all three are required.
    Mend: write `type="lightning" method="lnaddress"` and a `podcast:valueRecipient`.
    Source: PN value.
    Bad: values: [{type: lightning}]
    Good: values: [{type: lightning, method: lnaddress, recipients: [{type: lnaddress, address: amy@tea.fm, split: 100}]}]
    """
    missing = [name for name in ("type", "method", "recipients") if not getattr(value, name)]
    if missing:
        names = [name if name != "recipients" else "podcast:valueRecipient" for name in missing]
        yield Finding(f"`podcast:value` has no {' and no '.join(f'`{name}`' for name in names)}", (missing[0],))


@rule("FK300", "value-suggested", level="warning", forms=("decimal",), where=called("suggested"))
def value_suggested(raw: Raw) -> Iterator[Finding]:
    """`suggested` is a plain number above 0, without an exponent.

    Why: some readers take no exponent.
    Mend: write `0.00000005`.
    Source: PN-VALUE.
    Bad: values: [{type: lightning, method: lnaddress, suggested: much,
        recipients: [{type: lnaddress, address: amy@tea.fm, split: 1}]}]
    Bad xml: <podcast:value type="lightning" method="lnaddress" suggested="5e-8"><podcast:valueRecipient type="lnaddress"
        address="amy@tea.fm" split="100"/></podcast:value>
    """
    if "e" in raw.text.lower() or raw.text.strip().strip("0.") == "":
        yield Finding(f"`suggested` is {short(raw.text)}")


@rule("FK301", "value-recipient", level="error")
def value_recipient(value: Value) -> Iterator[Finding]:
    """Each recipient has a type, an address and a share; not all shares are 0.

    Why: without one of them nobody is paid. Shares need not sum to 100.
    Mend: add what is missing.
    Source: PN value-recipient; Podcastindex-org/podcast-namespace#128.
    Bad: values: [{type: lightning, method: lnaddress, recipients: [{type: lnaddress, address: amy@tea.fm}]}]
    Good: values: [{type: lightning, method: lnaddress, recipients: [{type: lnaddress, address: amy@tea.fm, split: 1}]}]
    """
    for number, one in enumerate(value.recipients):
        missing = [name for name in ("type", "split") if getattr(one, name) is None]
        if missing:
            yield Finding(
                f"the recipient has no {' and no '.join(f'`{name}`' for name in missing)}", ("recipients", number)
            )
    if value.recipients and all(one.split == 0 for one in value.recipients):
        yield Finding("every recipient's share is 0", ("recipients",))


@rule("FK302", "value-address", level="error")
def value_address(recipient: ValueRecipient) -> Iterator[Finding]:
    """A node's address is 66 hex digits that begin with 02 or 03; an lnaddress is like an e-mail address.

    Why: what is paid to another address is lost.
    Mend: copy the address from the wallet.
    Source: PN value-recipient; PN docs/examples/value/lnaddress.md.
    Bad: values: [{type: lightning, method: keysend, recipients: [{type: node, address: amy@tea.fm, split: 1}]}]
    Good: values: [{type: lightning, method: lnaddress, recipients: [{type: lnaddress, address: amy@tea.fm, split: 1}]}]
    """
    kind = (recipient.type or "").lower()
    if kind == "node" and not NODE.fullmatch(recipient.address.strip()):
        yield Finding(f"`address` of a node is no public key: {short(recipient.address)}", ("address",))
    elif kind == "lnaddress" and not EMAIL.fullmatch(recipient.address.strip()):
        yield Finding(f"`address` is no lightning address: {short(recipient.address)}", ("address",))


@rule("FK303", "value-custom-pair", level="warning")
def value_custom_pair(recipient: ValueRecipient) -> Iterator[Finding]:
    """`customKey` and `customValue` come together; the key is a number from 65536.

    Why: one without the other says nothing, and lower keys are Lightning's own.
    Mend: write both.
    Source: PN-VALUE Lightning.
    Bad: values: [{type: lightning, method: lnaddress, recipients: [{type: lnaddress, address: amy@tea.fm, split: 1,
        custom_value: tea}]}]
    """
    if bool(recipient.custom_key) != bool(recipient.custom_value):
        given, lacks = ("customKey", "customValue") if recipient.custom_key else ("customValue", "customKey")
        yield Finding(f"the recipient has `{given}` and no `{lacks}`")
    elif recipient.custom_key and not (recipient.custom_key.isdecimal() and int(recipient.custom_key) >= LEAST_TLV):
        yield Finding(f"`customKey` is {short(recipient.custom_key)}; keys count from {LEAST_TLV}", ("custom_key",))


@rule("FK304", "value-fee", level="error", forms=("bool",), where=called("fee"))
def value_fee(raw: Raw) -> Iterator[Finding]:
    """`fee` is `true` or `false`.

    Why: nothing else is read.
    Mend: write one of the two.
    Source: PN value-recipient.
    Bad: values: [{type: lightning, method: lnaddress,
        recipients: [{type: lnaddress, address: amy@tea.fm, split: 1, fee: much}]}]
    Bad xml: <podcast:value type="lightning" method="lnaddress"><podcast:valueRecipient type="lnaddress" fee="1"
        address="amy@tea.fm" split="100"/></podcast:value>
    """
    if not raw.in_record and raw.text not in ("true", "false"):
        yield Finding(f"`fee` is {short(raw.text)}; write `true` or `false`")


@rule("FK305", "value-keysend-old", level="info")
def value_keysend_old(value: Value) -> Iterator[Finding]:
    """Payments go to lightning addresses.

    Why: large wallets do not support keysend.
    Mend: write recipients of type `lnaddress`.
    Source: PN docs/examples/value/metadata.md.
    Bad: values: [{type: lightning, method: keysend, recipients: [{type: lnaddress, address: amy@tea.fm, split: 1}]}]
    Good: values: [{type: lightning, method: lnaddress, recipients: [{type: lnaddress, address: amy@tea.fm, split: 1}]}]
    """
    if (value.method or "").lower() in ("keysend", "amp"):
        yield Finding(f"the method {short(value.method or '')} is being replaced by lightning addresses", ("method",))


@rule("FK306", "vts-content", level="error")
def vts_content(split: ValueTimeSplit) -> Iterator[Finding]:
    """A time split pays another episode, or recipients of its own: one of the two.

    Why: nothing says who is paid otherwise.
    Mend: take one out, or add what is missing.
    Source: PN value-time-split.
    Bad: values: [{type: lightning, method: lnaddress, recipients: [{type: lnaddress, address: amy@tea.fm, split: 1}],
        time_splits: [{start_time: 60, duration: 30}]}]
    """
    if (split.remote_item is None) == (not split.recipients):
        said = "neither" if split.remote_item is None else "both"
        message = f"the time split has {said} `podcast:remoteItem` and `podcast:valueRecipient`"
        yield Finding(message, ("recipients",))


@rule("FK307", "vts-times", level="error", has="values")
def vts_times(episode: Episode) -> Iterator[Finding]:
    """A time split lasts, and ends before the episode does.

    Why: it pays nobody otherwise.
    Mend: correct its start or its length.
    Source: PN value-time-split.
    Bad: {duration: 3600, values: [{type: lightning, method: lnaddress,
        recipients: [{type: lnaddress, address: amy@tea.fm, split: 1}], time_splits: [{start_time: 4000, duration: 30,
        recipients: [{type: lnaddress, address: bo@tea.fm, split: 1}]}]}]}
    """
    for index, value in enumerate(episode.values):
        for number, split in enumerate(value.time_splits):
            at = ("values", index, "time_splits", number)
            if split.duration is not None and split.duration <= 0:
                yield Finding("the time split lasts 0 seconds", (*at, "duration"))
            elif episode.duration and split.start_time + (split.duration or 0) > episode.duration + 1:
                yield Finding(f"the time split ends after the episode ({episode.duration} s)", (*at, "start_time"))


@rule("FK308", "vts-overlap", level="warning")
def vts_overlap(value: Value) -> Iterator[Finding]:
    """Time splits follow each other without overlap.

    Why: nothing says who is paid where two overlap.
    Mend: shorten the first.
    Source: PN value-time-split.
    Bad: values: [{type: lightning, method: lnaddress, recipients: [{type: lnaddress, address: amy@tea.fm, split: 1}],
        time_splits: [{start_time: 63, duration: 388, recipients: [{type: lnaddress, address: bo@tea.fm, split: 1}]},
        {start_time: 367, duration: 20, recipients: [{type: lnaddress, address: bo@tea.fm, split: 1}]}]}]
    """
    for number, (one, after) in enumerate(pairwise(value.time_splits)):
        end = one.start_time + (one.duration or 0)
        if end > after.start_time:
            message = f"a time split begins at {after.start_time:g} s, and the one before ends at {end:g} s"
            yield Finding(message, ("time_splits", number + 1, "start_time"), level=Level.WARNING)


@rule("FK309", "vts-percentage", level="warning")
def vts_percentage(split: ValueTimeSplit) -> Iterator[Finding]:
    """`remotePercentage` is 0 to 100, and stands with a remote item.

    Why: it is cut to that range, and means nothing otherwise.
    Mend: correct it, or take it out.
    Source: PN value-time-split.
    Bad: values: [{type: lightning, method: lnaddress, recipients: [{type: lnaddress, address: amy@tea.fm, split: 1}],
        time_splits: [{start_time: 60, duration: 30, remote_percentage: 150,
        remote_item: {feed_guid: 9b024349-ccf0-5f69-a609-6b82873eab3c, feed_url: "https://podnews.net/rss"}}]}]
    """
    if split.remote_percentage is None:
        return
    if not 0 <= split.remote_percentage <= 100:  # noqa: PLR2004 - percent
        yield Finding(f"`remotePercentage` is {split.remote_percentage}; it goes from 0 to 100", ("remote_percentage",))
    elif split.remote_item is None:
        yield Finding("`remotePercentage` stands without `podcast:remoteItem`", ("remote_percentage",))
