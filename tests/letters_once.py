"""A letter of the same text and facts is drawn once a process: where tests are about other things.

That the same facts give the same bytes is what tests/notices proves with every letter drawn.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest

from casework.notices import rendering

Draw = Callable[[str, Mapping[str, Any]], bytes]
_drawn: dict[str, bytes] = {}


@pytest.fixture
def letters_once(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """PDFs come from what this process drew before, if nothing at all in them differs."""
    for name in ("write_final", "write_draft"):
        monkeypatch.setattr(rendering, name, _once(name, getattr(rendering, name)))
    yield


def _once(name: str, draw: Draw) -> Draw:
    def drawn(html: str, facts: Mapping[str, Any]) -> bytes:
        key = json.dumps([name, html, facts], default=dict, sort_keys=True)
        if key not in _drawn:
            _drawn[key] = draw(html, facts)
        return _drawn[key]

    return drawn
