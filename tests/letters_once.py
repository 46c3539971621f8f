"""A letter of the same text and facts is drawn once a process: where tests are about other things.

That the same facts give the same bytes is what the tests of the letters themselves prove, with
every letter drawn.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from django.template.loader import render_to_string

from casework.delivery import sheets
from casework.notices import rendering

Draw = Callable[[str, Mapping[str, Any]], bytes]
# The tests that are about drawing itself; to the others it is the same who drew a letter before.
DRAWN = ("tests/notices/test_pool", "tests/notices/test_render_")
_drawn: dict[str, bytes] = {}


@pytest.fixture(autouse=True)
def letters_once(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """PDFs come from what this process drew before, if nothing at all in them differs."""
    if request.node.nodeid.startswith(DRAWN):
        return
    for name in ("write_final", "write_draft"):
        monkeypatch.setattr(rendering, name, _once(name, getattr(rendering, name), _facts))
    monkeypatch.setattr(sheets, "_pdf", _once("sheet", sheets._pdf, _page))


def _facts(html: str, facts: Mapping[str, Any]) -> str:
    return json.dumps([html, facts], default=dict, sort_keys=True)


def _page(template: str, context: Mapping[str, Any]) -> str:
    return render_to_string(template, dict(context))


def _once(name: str, draw: Draw, all_of: Callable[[str, Mapping[str, Any]], str]) -> Draw:
    def drawn(source: str, further: Mapping[str, Any]) -> bytes:
        key = f"{name}: {all_of(source, further)}"
        if key not in _drawn:
            _drawn[key] = draw(source, further)
        return _drawn[key]

    return drawn
