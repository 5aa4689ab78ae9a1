"""The podcast namespace: who gets the listeners' payments. Written as the record says; nothing is computed."""

from typing import Annotated, Any

from pydantic import model_validator

from feedkit.tags.element import Attr, Child, Element, tag
from feedkit.tags.lists import RECIPIENT_TYPES, VALUE_METHODS, VALUE_TYPES
from feedkit.tags.podcast import EVERYWHERE
from feedkit.tags.podcast_links import RemoteItem
from feedkit.tags.values import Integer, Line, Number, Seconds, TrueFalse, Word, listed


@tag(
    "podcast:valueRecipient",
    inside=("podcast:value", "podcast:valueTimeSplit"),
    status="experimental",
    source=("PN value-recipient", "PN-VALUE"),
    short="address",
)
class ValueRecipient(Element):
    """One who is paid, and their shares. A record that gives an address like `tea@example.org` gives one share to it.

    Example:
        <podcast:valueRecipient name="Amy" type="lnaddress" address="amy@example.org" split="90" fee="false"/>

    """

    type: Annotated[Word | None, Attr("type", required=True, one_of=RECIPIENT_TYPES)] = None
    """What the address is."""
    address: Annotated[Line, Attr("address", required=True)]
    """Where the payment goes."""
    split: Annotated[Integer | None, Attr("split", required=True)] = None
    """Shares, not percent."""
    name: Annotated[Line | None, Attr("name")] = None
    """Who it is."""
    custom_key: Annotated[Line | None, Attr("customKey")] = None
    """The key of a record that goes with the payment."""
    custom_value: Annotated[Line | None, Attr("customValue")] = None
    """The value of that record."""
    fee: Annotated[TrueFalse | None, Attr("fee", otherwise="false")] = None
    """Whether the split is a percentage that is taken off first."""

    @model_validator(mode="before")
    @classmethod
    def _one_share(cls, value: Any) -> Any:
        value = {"address": value} if isinstance(value, str) else value
        if isinstance(value, dict) and len(value) == 1 and "@" in str(value.get("address", "")):
            return {"type": "lnaddress", "split": 1, **value}
        return value


@tag("podcast:valueTimeSplit", inside=("podcast:value",), source="PN value-time-split")
class ValueTimeSplit(Element):
    """Others who are paid for a stretch of the episode: a remote item's recipients, or those listed here.

    Example:
        <podcast:valueTimeSplit startTime="60" duration="237" remoteStartTime="0" remotePercentage="95">
          <podcast:remoteItem feedGuid="a94f5cc9-8c58-55fc-91fe-a324087a655b" itemGuid="song-1" medium="music"/>
        </podcast:valueTimeSplit>

    """

    start_time: Annotated[Seconds, Attr("startTime", required=True)]
    """Where the stretch begins, in seconds."""
    duration: Annotated[Seconds | None, Attr("duration", required=True)] = None
    """How long it is, in seconds."""
    remote_start_time: Annotated[Seconds | None, Attr("remoteStartTime", otherwise="0")] = None
    """Where in the remote item it begins, in seconds."""
    remote_percentage: Annotated[Number | None, Attr("remotePercentage", otherwise="100")] = None
    """How much of a payment goes to the remote item's recipients."""
    remote_item: Annotated[RemoteItem | None, Child()] = None
    """The item whose recipients are paid."""
    recipients: Annotated[tuple[ValueRecipient, ...], Child(status="experimental")] = ()
    """Those who are paid, where it is no remote item's."""


@tag("podcast:value", inside=EVERYWHERE, status="experimental", source=("PN value", "PN-VALUE"), short="recipients")
class Value(Element):
    """How listeners may pay, and whom. A record may name one address and no more: `value: tea@example.org`.

    Example:
        <podcast:value type="lightning" method="lnaddress" suggested="0.00000005">
          <podcast:valueRecipient name="Amy" type="lnaddress" address="amy@example.org" split="100"/>
        </podcast:value>

    """

    type: Annotated[str | None, listed(VALUE_TYPES), Attr("type", required=True, one_of=VALUE_TYPES)] = None
    """The means of payment."""
    method: Annotated[str | None, listed(VALUE_METHODS), Attr("method", required=True, one_of=VALUE_METHODS)] = None
    """How it is sent."""
    suggested: Annotated[Number | None, Attr("suggested")] = None
    """What to suggest, per minute."""
    recipients: Annotated[tuple[ValueRecipient, ...], Child(required=True, status="experimental")] = ()
    """Those who are paid."""
    time_splits: Annotated[tuple[ValueTimeSplit, ...], Child()] = ()
    """Stretches of the episode for which others are paid."""

    @model_validator(mode="before")
    @classmethod
    def _by_address(cls, value: Any) -> Any:
        only = value.get("recipients") if isinstance(value, dict) and len(value) == 1 else value
        if isinstance(only, str):
            return {"type": "lightning", "method": "lnaddress", "recipients": [only]}
        return value
