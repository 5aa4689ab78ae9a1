"""How the page looks and what its script does, and the policy that lets nothing else run."""

from __future__ import annotations

import hashlib
from base64 import b64encode

STYLE = """
:root { color-scheme: light dark; --ink: #1c1b1a; --soft: #6a645d; --line: #e3ded6; --paper: #fffdf9; --accent: #8a3b12;
  --serif: Charter, "Bitstream Charter", "Iowan Old Style", Palatino, Georgia, serif; --sans: system-ui, sans-serif; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e9e4dc; --soft: #a39b90; --line: #3a3631; --paper: #191715; --accent: #eda271; } }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0 auto; max-width: 44rem; padding: 3rem 1.25rem; background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.6 var(--serif); overflow-wrap: break-word; }
a { color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: .15em; }
a:focus-visible, summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
h1, h2, h3, p, ol, ul { margin: 0; }
h1 { font-size: 2.25rem; line-height: 1.15; text-wrap: balance; }
h2 { margin: 3rem 0 0; padding-top: 1.5rem; border-top: 1px solid var(--line); color: var(--soft);
  font: 600 .875rem/1.5 var(--sans); }
h3 { font-size: 1.375rem; line-height: 1.25; text-wrap: balance; }
h3 a { color: inherit; text-decoration: none; }
h3 a:hover { text-decoration: underline; }
.skip { position: absolute; inset-inline-start: -100vw; }
.skip:focus { position: static; }
header { display: flow-root; }
header > * + *, article > * + * { margin-top: .75rem; }
.cover + h1 { margin-top: 0; }
.cover { float: inline-end; width: 11rem; height: 11rem; margin: 0 0 1rem; margin-inline-start: 1.5rem;
  border-radius: .5rem; object-fit: cover; background: var(--line); }
.facts, .links, .people, .guess, .paste, summary, footer, li small, li > span, li time {
  color: var(--soft); font: .875rem/1.5 var(--sans); }
.facts { font-variant-numeric: tabular-nums; }
.people img { width: 1.75rem; height: 1.75rem; margin-inline-end: .35rem; border-radius: 50%; object-fit: cover;
  vertical-align: middle; background: var(--line); }
.guess { padding-inline-start: .75rem; border-inline-start: 2px solid var(--line); }
header > nav { margin-top: 1.25rem; font: .9375rem/1.5 var(--sans); }
nav p + p { margin-top: .5rem; }
.paste code { display: block; margin-top: .25rem; font-size: .9375rem; color: var(--accent); user-select: all; }
.prose > * + * { margin-top: .6em; }
h3 a, .facts > *, .people > *, .links > *, .rows a, .prose > *, .prose li, footer > p { unicode-bidi: plaintext; }
.prose ul, .prose ol { padding-inline-start: 1.25em; }
article { margin-top: 2.25rem; scroll-margin-top: 1.5rem; }
article + article { padding-top: 2.25rem; border-top: 1px solid var(--line); }
audio, video { display: block; width: 100%; }
summary { cursor: pointer; color: var(--ink); font-weight: 600; }
summary em { color: var(--soft); font-style: normal; font-weight: 400; }
details > * + * { margin-top: .6rem; }
.chapters ol { list-style: none; padding: 0; }
.chapters li { display: flex; gap: .5rem; justify-content: space-between; align-items: baseline; padding: .15rem 0; }
.chapters li > :first-child { flex: 1; min-width: 0; }
.chapters a { text-decoration: none; color: inherit; }
.chapters a:hover { text-decoration: underline; }
.chapters time { display: inline-block; min-width: 4em; color: var(--accent); font-variant-numeric: tabular-nums; }
.chapters small { white-space: nowrap; }
.chapters .more { font: .875rem/1.5 var(--sans); color: var(--soft); }
main > h2 + p { margin-top: 1rem; }
.rows { list-style: none; margin-top: 1rem; padding: 0; }
.rows li { padding: .35rem 0; line-height: 1.4; scroll-margin-top: 1.5rem; }
.rows li > :nth-child(n+3) { font: .875rem/1.4 var(--sans); }
.rows time { display: block; }
:target h3, li:target { text-decoration: underline; text-decoration-color: var(--accent); }
footer { margin-top: 3rem; padding-top: 1.5rem; border-top: 1px solid var(--line); }
@media (max-width: 34rem) {
  body { padding: 1.5rem 1rem; } h1 { font-size: 1.75rem; } .cover { width: 6.5rem; height: 6.5rem; } }
@media print {
  audio, video, nav p + p, .links, .skip { display: none; }
  details::details-content { content-visibility: visible; display: block; } }
"""
SCRIPT = """
document.addEventListener("click", (event) => {
  const link = event.target.closest('.chapters a[href*="#t="]');
  const player = link && link.closest("article").querySelector("audio, video");
  if (!player || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  player.currentTime = Number(link.hash.slice(3));
  player.play();
});
document.addEventListener("play", (event) => {
  for (const player of document.querySelectorAll("audio, video")) if (player !== event.target) player.pause();
}, true);
"""
"""A chapter moves the player of its episode, and two players do not talk at once. Without it, links open the media."""


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


POLICY = "; ".join(
    (
        "default-src 'none'",
        f"style-src {_hash(STYLE)}",
        f"script-src {_hash(SCRIPT)}",
        "img-src 'self' https: http:",
        "media-src 'self' https: http:",
        "base-uri 'none'",
        "form-action 'none'",
    )
)
"""Content Security Policy Level 3: pictures and media come from where the author keeps them, and all else is here."""
