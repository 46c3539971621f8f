"""Laws that are only cited and linked: Land law elsewhere on the web, EU law on EUR-Lex."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from legal import citations as engine
from legal.aliases import comparable
from legal.bylaws.writer import ByLawError, free_slug, name_taken
from legal.citations import Citation
from legal.lookup import find_statutes
from legal.models import Statute
from legal.targets import known_page

EUR_LEX = "https://eur-lex.europa.eu/legal-content/DE/TXT/HTML/?uri=CELEX:"
# Sector, year, type of act, number; consolidated texts (sector 0) carry their date behind a dash.
CELEX = re.compile(r"[0-9CE]\d{4}[A-Z]{1,2}\d{4}(?:\(\d\d\))?(?:R\(\d\d\))?(?:-\d{8})?")
LINK_KINDS = (Statute.Kind.LAND, Statute.Kind.EU, Statute.Kind.MUNICIPAL)


def celex_url(celex: str) -> str:
    """The German text on EUR-Lex of an act by its CELEX number. Raises ValueError for no number.

    >>> celex_url("32016R0679")
    'https://eur-lex.europa.eu/legal-content/DE/TXT/HTML/?uri=CELEX:32016R0679'
    """
    number = celex.strip().upper()
    if not CELEX.fullmatch(number):
        raise ValueError(f"{celex!r} is no CELEX number")
    return EUR_LEX + number


@transaction.atomic
def save_link(
    *,
    abbreviation: str,
    title: str,
    kind: str,
    keeper: str,
    now: datetime,
    link: str = "",
    celex: str = "",
) -> Statute:
    """Keep a law as a name with a link; an EU act may be named by its CELEX number instead.

    Entering the same name again changes the link. Raises ByLawError by field; also when the name
    is that of a law whose text is here.
    """
    errors = {
        name: _("Please fill in this field.")
        for name, value in (("abbreviation", abbreviation), ("title", title))
        if not value.strip()
    }
    if kind not in LINK_KINDS:
        errors["kind"] = _("Choose Land law, EU law or by-law.")
    try:
        link = celex_url(celex) if celex.strip() else link.strip()
    except ValueError:
        errors["celex"] = _("A CELEX number looks like 32016R0679.")
    if not link and "celex" not in errors:
        errors["link"] = _("Please enter a link or a CELEX number.")
    if link and not link.startswith(("https://", "http://")):
        errors["link"] = _("A link begins with https://.")
    there = _link_of(abbreviation, keeper)
    if abbreviation.strip() and (taken := name_taken(abbreviation, keeper, there)):
        errors["abbreviation"] = taken
    if errors:
        raise ByLawError(errors)
    statute = there or Statute(slug=free_slug(keeper, abbreviation), keeper=keeper)
    statute.kind, statute.name, statute.title = kind, abbreviation.strip(), title.strip()
    statute.names = sorted({comparable(abbreviation), comparable(title)} - {""})
    statute.source_url, statute.observed_at = link, now
    statute.save()
    return statute


def _link_of(abbreviation: str, keeper: str) -> Statute | None:
    links = Statute.objects.filter(keeper=keeper, fingerprint="").exclude(keeper="")
    named = links.filter(names__contains=[comparable(abbreviation)])
    return named.select_for_update().first()


def official_links(citations: Iterable[str], keeper: str = "") -> dict[str, str]:
    """For each citation the page to read it on, "" where none is known; one query for all.

    What the office entered comes before the table of federal folders.
    """
    parsed = {text: engine.parse(text) for text in citations}
    first = {text: targets[0] for text, targets in parsed.items() if targets}
    laws = (target.law for target in first.values() if target.law)
    entered = find_statutes(laws, keeper, with_links=True)
    return {
        text: _page(first[text], entered.get(comparable(first[text].law or "")))
        if text in first
        else ""
        for text in parsed
    }


def _page(target: Citation, statute: Statute | None) -> str:
    if statute is None or not statute.keeper or not statute.source_url:
        return known_page(target) or ""
    return page_of(statute, target)


def page_of(statute: Statute, target: Citation) -> str:
    """The page of a law that the office entered; on EUR-Lex that of the article itself."""
    on_eur_lex = statute.source_url.startswith(EUR_LEX) and target.kind == "Art."
    anchor = f"#art_{target.norm}" if on_eur_lex and target.norm else ""
    return statute.source_url + anchor
