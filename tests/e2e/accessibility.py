"""Asks axe-core whether a page is accessible, and says in plain words what is not."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def assert_accessible(page: Page) -> None:
    """Fail with a list of what axe-core finds on the page as it stands (WCAG 2.2 AA and more)."""
    found = barriers(page)
    assert not found, f"{page.url} is not accessible:\n" + "\n".join(found)


def barriers(page: Page, rules: Sequence[str] = ()) -> list[str]:
    """What axe-core finds; `rules` are the only ones asked for, all of them without.

    The script is evaluated by the browser's debugger, so the page's Content-Security-Policy need
    not be loosened.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(_script())
    only = {"type": "rule", "values": list(rules)} if rules else RULES
    found = page.evaluate(
        "only => axe.run({runOnly: only, resultTypes: ['violations']})"
        ".then(result => result.violations)",
        only,
    )
    return [_describe(one) for one in found]


@cache
def _script() -> str:
    return AXE.read_text(encoding="utf-8")


def _describe(violation: dict[str, Any]) -> str:
    places = "\n".join(
        f"    {' '.join(map(str, node['target']))}\n      {node['failureSummary']}"
        for node in violation["nodes"]
    )
    return f"- {violation['impact']}: {violation['help']} ({violation['id']})\n{places}"
