"""HTML of a letter to PDF/A-3a and PDF/UA-1 bytes with WeasyPrint, offline and reproducible."""

import base64
from collections.abc import Mapping
from datetime import datetime
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

from weasyprint import HTML, Attachment
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from casework.notices.rendering.embed import as_xml, canonical_json, facts_sha256
from casework.notices.rendering.finish import finish
from casework.notices.rendering.hyphenation import use_our_patterns
from casework.notices.rendering.layout import require_printable
from casework.notices.rendering.payment import drawn, payload

OUR_FILES = Path(__file__).resolve().parents[3] / "static" / "letters"
SCHEME = "letters:"
_TYPES = {".css": "text/css", ".ttf": "font/ttf", ".svg": "image/svg+xml"}

use_our_patterns()


class ForbiddenResource(FatalURLFetchingError):  # type: ignore[misc]
    """A template asks for something that is not among the letters' own files."""


class OurFilesOnly(URLFetcher):  # type: ignore[misc]
    """Serve ``letters:name`` from static/letters and ``data:``; everything else is an error.

    ``made`` are files of this one letter by their address: content type and bytes.
    """

    def __init__(self, made: Mapping[str, tuple[str, bytes]]) -> None:
        super().__init__(allowed_protocols=["data"])
        self._made = made

    def fetch(self, url: str, headers: Any = None) -> Any:
        """Return the bundled file or inline data behind an address; open no other address."""
        if url.startswith("data:"):
            return super().fetch(url, headers)
        if url in self._made:
            kind, content = self._made[url]
            return URLFetcherResponse(url, content, {"Content-Type": kind})
        path = (OUR_FILES / url.removeprefix(SCHEME)).resolve()
        known = url.startswith(SCHEME) and path.is_relative_to(OUR_FILES) and path.is_file()
        if not known or path.suffix not in _TYPES:
            raise ForbiddenResource(f"letters may not load {url}")
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": _TYPES[path.suffix]})


def made_files(facts: Mapping[str, Any]) -> dict[str, tuple[str, bytes]]:
    """Return the pictures of a letter that its facts hold or determine: logo, payment code."""
    made = {}
    logo, decision = facts["style"]["logo"], facts["decision"]
    if logo:
        made[f"{SCHEME}logo"] = (logo["media_type"], base64.b64decode(logo["data"]))
    if decision and decision["fee"]:
        text = payload(decision["fee"], facts["authority"]["name"])
        made[f"{SCHEME}payment.svg"] = ("image/svg+xml", drawn(text))
    return made


def write_draft(html: str, facts: Mapping[str, Any]) -> bytes:
    """Return a quick PDF for looking at: not tagged, not archivable, nothing embedded."""
    pdf: bytes = _html(html, facts).write_pdf(finisher=require_printable)
    return pdf


def write_final(html: str, facts: Mapping[str, Any]) -> bytes:
    """Return the letter as tagged PDF/A-3a that also declares PDF/UA-1, facts embedded.

    Identifier and dates come from the facts, so the bytes depend on nothing but html and facts.
    """
    pdf: bytes = _html(html, facts).write_pdf(
        finisher=partial(finish, sealed_by=_sealed_by(facts)),
        pdf_variant="pdf/a-3a",
        pdf_identifier=facts_sha256(facts)[:32].encode(),
        attachments=_attachments(facts),
    )
    return pdf


def _sealed_by(facts: Mapping[str, Any]) -> str | None:
    """Return the authority's name where its seal stands for a signature."""
    sealed = facts["signature"]["form"] == "sealed"
    return str(facts["authority"]["name"]) if sealed else None


def _html(html: str, facts: Mapping[str, Any]) -> HTML:
    return HTML(string=html, url_fetcher=OurFilesOnly(made_files(facts)), base_url=SCHEME)


def _attachments(facts: Mapping[str, Any]) -> list[Attachment]:
    """Return the facts as the two files to embed, dated like the letter."""
    day = datetime.fromisoformat(facts["letter"]["date"])
    files = [
        ("facts.json", canonical_json(facts), "Daten dieses Schreibens (JSON)"),
        ("facts.xml", as_xml(facts), "Daten dieses Schreibens (XML)"),
    ]
    return [
        Attachment(
            file_obj=BytesIO(content),
            name=name,
            description=description,
            created=day,
            modified=day,
            relationship="Data",
        )
        for name, content, description in files
    ]
