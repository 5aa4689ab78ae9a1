"""Conversation: podcast:socialInteract, chat and contentLink."""

from __future__ import annotations

import re
from collections.abc import Iterator

from feedkit.rules.engine import Finding, rule
from feedkit.tags.episode import Episode
from feedkit.tags.lists import CHAT_PROTOCOLS, SOCIAL_PROTOCOLS
from feedkit.tags.podcast_links import Chat, ContentLink, SocialInteract
from feedkit.tags.show import Show
from feedkit.tags.values import short

PLATFORMS = {"bluesky": "atproto", "mastodon": "activitypub", "threads": "activitypub", "pixelfed": "activitypub"}
"""Platforms that are taken for protocols, and what they speak."""

HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+\.?")


@rule("FK270", "social-protocol", level="warning")
def social_protocol(social: SocialInteract) -> Iterator[Finding]:
    """`protocol` is a protocol of the list, not a platform.

    Why: apps choose by it how to show the thread.
    Mend: write the protocol that the message names.
    Source: PN social-interact; Podcastindex-org/podcast-namespace#751.
    Bad: social_interacts: [{protocol: bluesky, uri: "https://tea.fm/t", account_id: "@tea"}]
    Good: social_interacts: [{protocol: atproto, uri: "https://tea.fm/t", account_id: "@tea"}]
    """
    protocol = (social.protocol or "").lower()
    if protocol in PLATFORMS:
        yield Finding(f"{short(protocol)} is a platform; its protocol is `{PLATFORMS[protocol]}`", ("protocol",))
    elif protocol and protocol not in SOCIAL_PROTOCOLS:
        yield Finding(f"`protocol` is {short(protocol)}; there are {', '.join(SOCIAL_PROTOCOLS)}", ("protocol",))


@rule("FK271", "social-uri", level="error")
def social_uri(social: SocialInteract) -> Iterator[Finding]:
    """A thread has an address.

    Why: the address is the thread.
    Mend: write `uri`, or `protocol: disabled`.
    Source: PN social-interact.
    Bad: social_interacts: [{protocol: activitypub, account_id: "@tea"}]
    Good: social_interacts: [{protocol: activitypub, uri: "https://tea.fm/t", account_id: "@tea"}]
    """
    if not social.uri and social.protocol != "disabled":
        yield Finding("`podcast:socialInteract` has no `uri`", ("uri",))


@rule("FK272", "social-disabled-alone", level="error", has="social_interacts")
def social_disabled_alone(element: Show | Episode) -> Iterator[Finding]:
    """Where comments are disabled, there is nothing else.

    Why: it is so by definition.
    Mend: take the threads out, or `disabled`.
    Source: PN social-interact.
    Bad: social_interacts: [{protocol: disabled}, {protocol: activitypub, uri: "https://tea.fm/t", account_id: "@tea",
        priority: 1}]
    Good: social_interacts: [{protocol: disabled}]
    """
    socials = element.social_interacts
    for number, social in enumerate(socials):
        if social.protocol == "disabled" and (len(socials) > 1 or social.uri or social.account_id or social.priority):
            yield Finding("comments are disabled, and there is more", ("social_interacts", number))


@rule("FK273", "social-priority", level="warning", has="social_interacts")
def social_priority(element: Show | Episode) -> Iterator[Finding]:
    """Of several threads each has its own priority.

    Why: apps that show one need to know which.
    Mend: write `priority: 1`, `2` and so on.
    Source: PN social-interact.
    Bad: social_interacts: [{protocol: activitypub, uri: "https://tea.fm/t", account_id: "@tea"},
        {protocol: atproto, uri: "https://tea.fm/u", account_id: "@tea"}]
    Good: social_interacts: [{protocol: activitypub, uri: "https://tea.fm/t", account_id: "@tea", priority: 1},
        {protocol: atproto, uri: "https://tea.fm/u", account_id: "@tea", priority: 2}]
    """
    socials = element.social_interacts
    priorities = [social.priority for social in socials]
    disabled = any(social.protocol == "disabled" for social in socials)
    if len(socials) > 1 and not disabled and (None in priorities or len(set(priorities)) < len(priorities)):
        yield Finding(f"{len(socials)} threads have no priorities of their own", ("social_interacts", 0))


@rule("FK274", "social-account", level="info")
def social_account(social: SocialInteract) -> Iterator[Finding]:
    """A thread names the account that began it.

    Why: it is recommended; apps show it.
    Mend: write `account_id`.
    Source: PN social-interact.
    Bad: social_interacts: [{protocol: activitypub, uri: "https://tea.fm/t"}]
    Good: social_interacts: [{protocol: activitypub, uri: "https://tea.fm/t", account_id: "@tea"}]
    """
    if social.uri and not social.account_id and social.protocol != "disabled":
        yield Finding("`podcast:socialInteract` has no `accountId`", ("account_id",))


@rule("FK275", "chat-server", level="error")
def chat_server(chat: Chat) -> Iterator[Finding]:
    """A chat's server is a host name, without scheme or path.

    Why: apps connect to it as it is.
    Mend: write `irc.example.org`.
    Source: PN chat.
    Bad: chat: {server: "https://irc.tea.fm", protocol: irc, account_id: tea}
    Good: chat: {server: irc.tea.fm, protocol: irc, account_id: tea}
    """
    if not HOST.fullmatch(chat.server):
        yield Finding(f"`server` is no host name: {short(chat.server)}", ("server",))


@rule("FK276", "chat-protocol", level="warning")
def chat_protocol(chat: Chat) -> Iterator[Finding]:
    """A chat's protocol is one of the list.

    Why: apps choose by it how to connect.
    Mend: write `irc`, `xmpp`, `nostr` or `matrix`.
    Source: PN chat; categories.yaml chat_protocols.
    Bad: chat: {server: irc.tea.fm, protocol: discord, account_id: tea}
    Good: chat: {server: irc.tea.fm, protocol: irc, account_id: tea}
    """
    if chat.protocol and chat.protocol.lower() not in CHAT_PROTOCOLS:
        yield Finding(f"`protocol` is {short(chat.protocol)}; there are {', '.join(CHAT_PROTOCOLS)}", ("protocol",))


@rule("FK277", "chat-account", level="info")
def chat_account(chat: Chat) -> Iterator[Finding]:
    """A chat names the show's account in it.

    Why: it is recommended; listeners see whom to trust.
    Mend: write `account_id`.
    Source: PN chat.
    Bad: chat: {server: irc.tea.fm, protocol: irc}
    Good: chat: {server: irc.tea.fm, protocol: irc, account_id: tea}
    """
    if not chat.account_id:
        yield Finding("`podcast:chat` has no `accountId`", ("account_id",))


@rule("FK278", "contentlink-text", level="error")
def contentlink_text(link: ContentLink) -> Iterator[Finding]:
    """podcast:contentLink has a text.

    Why: the text is the button.
    Mend: write it.
    Source: PN content-link.
    Bad: content_links: [{href: "https://tea.fm/live"}]
    Good: content_links: [{href: "https://tea.fm/live", text: Watch on our site}]
    """
    if not link.text:
        yield Finding("`podcast:contentLink` has no text", ("text",))
