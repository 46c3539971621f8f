"""Asks axe-core whether a page is accessible, and says in plain words what is not."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 320, "height": 800}
# What can differ in the dark, and on a narrow page; everything else is the same there.
COLOURS = ["color-contrast", "link-in-text-block"]
SIZES = [*COLOURS, "target-size", "scrollable-region-focusable", "page-has-heading-one"]


def assert_accessible(page: Page) -> None:
    """Fail with a list of what axe-core finds on the page as it stands (WCAG 2.2 AA and more)."""
    found = barriers(page)
    assert not found, f"{page.url} is not accessible:\n" + "\n".join(found)


def all_barriers(page: Page) -> list[str]:
    """What is wrong with the page in light and dark, wide and at 320 px without scrolling
    sideways. It ends light and narrow.
    """
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]
    found = barriers(page)
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    found += barriers(page, COLOURS)
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    found += barriers(page, COLOURS)
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    found += barriers(page, SIZES)
    hidden = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return found + [f"is {hidden} px too wide at 320 px"] * (hidden > 0)


def barriers(page: Page, rules: Sequence[str] = ()) -> list[str]:
    """What axe-core finds; `rules` are the only ones asked for, all of them without.

    The script is evaluated by the browser's debugger, so the page's Content-Security-Policy need
    not be loosened. Nothing is preloaded: that is for sound and films, of which there are none.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(_script())
    only = {"type": "rule", "values": list(rules)} if rules else RULES
    found = page.evaluate(
        "only => axe.run({runOnly: only, resultTypes: ['violations'], preload: false})"
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
