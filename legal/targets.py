"""From a citation to the key of its norm and to the page of the portal that shows it. Pure."""

from __future__ import annotations

import re

from legal.aliases import FOLDERS, comparable
from legal.citations import Citation
from legal.gii.keys import slug_of

PORTAL = "https://www.gesetze-im-internet.de"

_PAGE = re.compile(r"(?:(art-\d+[a-z]*)_)?(\d[0-9.]*[a-z]*)$")
_LABELLED_PAGE = re.compile(r"(?:art|anlage|anhang)(?:-\d+[a-z]*)?$|eingangsformel$")


def norm_key(citation: Citation) -> str:
    """The key of the cited norm (see legal.gii.keys); "" for a citation relative to its place."""
    if citation.kind == "§":
        number = slug_of(f"§ {citation.norm}")
        part = slug_of(citation.part)
        return f"{part}_{number}" if part and number else number
    if not citation.kind:
        return ""
    return slug_of(f"{citation.kind} {citation.norm}")


def enbez_forms(citation: Citation) -> tuple[str, ...]:
    """How the portal may designate the cited norm, for norms whose key names their part."""
    if not citation.norm:
        return (citation.kind,) if citation.kind else ()
    head = {"Art.": "Art"}.get(citation.kind, citation.kind)
    return (f"{head} {citation.norm}",) if head else ()


def portal_page(folder: str, key: str) -> str:
    """The portal's page of a norm; where its name cannot be known, the page of the law.

    >>> portal_page("vwvfg", "41")
    'https://www.gesetze-im-internet.de/vwvfg/__41.html'
    """
    found = _PAGE.match(key)
    if found is not None:
        article = f"{found[1].replace('-', '_')}" if found[1] else ""
        return f"{PORTAL}/{folder}/{article}__{found[2]}.html"
    if _LABELLED_PAGE.match(key):
        return f"{PORTAL}/{folder}/{key.replace('-', '_')}.html"
    return f"{PORTAL}/{folder}/"


def known_page(citation: Citation) -> str | None:
    """The official page of a citation by the table of folders alone, None for an unknown law."""
    place = FOLDERS.get(comparable(citation.law)) if citation.law else None
    if place is None or place.startswith("https://"):
        return place
    return portal_page(place, norm_key(citation))
