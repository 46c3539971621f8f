"""Synthetic documents of the demo: one page that says what it stands for."""

from functools import lru_cache
from html import escape

from weasyprint import HTML

PAGE = """<!doctype html><html lang="de"><title>{title}</title><style>
@page {{ size: A5; margin: 18mm }} body {{ font-family: sans-serif; color: #223 }}
p {{ color: #667 }} </style><h1>{title}</h1>
<p>Synthetisches Dokument der Vorführung: Es steht für eine Unterlage, die eine antragstellende
Person hochgeladen hat.</p></html>"""


@lru_cache(maxsize=64)
def paper(title: str) -> bytes:
    """A PDF that stands for a document of this title."""
    pdf: bytes = HTML(string=PAGE.format(title=escape(title))).write_pdf()
    return pdf
