"""German words are broken by the patterns of TeX, not Pyphen's own (static/letters/hyphenation)."""

from pathlib import Path

import pyphen

PATTERNS = Path(__file__).resolve().parents[3] / "static/letters/hyphenation/hyph_de.dic"


def use_our_patterns() -> None:
    """Let Pyphen, which WeasyPrint asks, find our patterns for German; done once a process."""
    for name in ("de", "de_DE"):
        pyphen.LANGUAGES[name] = PATTERNS
