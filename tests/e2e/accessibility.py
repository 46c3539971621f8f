"""Asks axe-core whether a page is accessible, and says in plain words what is not."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def assert_accessible(page: Page) -> None:
    """Fail with a list of what axe-core finds on the page as it stands (WCAG 2.2 AA and more).

    The script is evaluated by the browser's debugger, so the page's Content-Security-Policy need
    not be loosened.
    """
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        "rules => axe.run({runOnly: rules, resultTypes: ['violations']})"
        ".then(result => result.violations)",
        RULES,
    )
    assert not found, f"{page.url} is not accessible:\n" + "\n".join(map(_describe, found))


def _describe(violation: dict[str, Any]) -> str:
    places = "\n".join(
        f"    {' '.join(map(str, node['target']))}\n      {node['failureSummary']}"
        for node in violation["nodes"]
    )
    return f"- {violation['impact']}: {violation['help']} ({violation['id']})\n{places}"
