"""German legal citations: "§ 28 Abs. 2 Nr. 3 VwVfG" to structure and back, and found in texts.

Pure: no Django, no database. parse() reads one citation string, find() running text, format()
writes a citation; canonical() and law_key() compare names of laws.
"""

from legal.citations.finder import find
from legal.citations.formatter import format
from legal.citations.names import canonical, law_key
from legal.citations.parser import parse
from legal.citations.types import (
    MAX_CITATION,
    MAX_RANGE,
    MAX_TEXT,
    Citation,
    CitationError,
    Found,
    Step,
)

__all__ = [
    "MAX_CITATION",
    "MAX_RANGE",
    "MAX_TEXT",
    "Citation",
    "CitationError",
    "Found",
    "Step",
    "canonical",
    "find",
    "format",
    "law_key",
    "parse",
]
