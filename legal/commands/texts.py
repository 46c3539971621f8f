"""Texts that commands read from standard input: UTF-8, and never more than was asked for."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from django.core.management.base import CommandError
from django.utils.translation import gettext as _


def texts(stream: TextIO, longest: int, *, lines: bool) -> Iterator[str]:
    """The whole input, or each line of it without its end.

    Raises CommandError for a text of more than `longest` characters, before it is all in memory,
    and for bytes that are no UTF-8. Ends of lines stay as they are, so that offsets fit the input.
    """
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="utf-8", newline="\n")
    with _only_utf8():
        if not lines:
            yield _bounded(stream.read(longest + 1), longest, _("The text"))
            return
        number = 0
        while line := stream.readline(longest + 2):
            number += 1
            text = line.removesuffix("\n").removesuffix("\r")
            yield _bounded(text, longest, _("Line {number}").format(number=number))


@contextmanager
def _only_utf8() -> Iterator[None]:
    try:
        yield
    except UnicodeDecodeError as error:
        raise CommandError(_("The text is not UTF-8: {error}").format(error=error)) from error


def _bounded(text: str, longest: int, what: str) -> str:
    if len(text) > longest:
        words = _("{what} has more than {limit} characters, the most that is read at once.")
        raise CommandError(words.format(what=what, limit=longest))
    return text
