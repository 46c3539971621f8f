"""A progress bar for commands that work long; shown to people, never in a file or a log."""

from __future__ import annotations

from django.core.management.base import BaseCommand

WIDTH = 30


class Progress:
    """Writes `bar` again after each step where standard error is a terminal."""

    def __init__(self, command: BaseCommand, total: int) -> None:
        self.stream = command.stderr
        self.shown = self.stream.isatty()
        self.total, self.done = total, 0

    def step(self, label: str) -> None:
        """One more is done; `label` says which."""
        self.done += 1
        if self.shown:
            self.stream.write(f"\r{bar(self.done, self.total)} {label:<40.40}", ending="")

    def close(self) -> None:
        """Go on in a new line."""
        if self.shown and self.done:
            self.stream.write("")


def bar(done: int, total: int) -> str:
    """How far it is.

    >>> bar(2, 8)
    '[#######                       ] 2/8'
    """
    filled = WIDTH * done // total if total else WIDTH
    return f"[{'#' * filled:<{WIDTH}}] {done}/{total}"
