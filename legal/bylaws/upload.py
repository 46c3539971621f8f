"""The bytes of an uploaded by-law as text, and the head that a Markdown file may carry. Pure."""

from __future__ import annotations

import tomllib
from typing import Any

from django.utils.translation import gettext as _

MARK = "+++"
OTHER_FORMATS = {
    b"%PDF": "PDF",
    b"PK\x03\x04": "Word, LibreOffice, ZIP",
    b"\xd0\xcf\x11\xe0": "Word",
    b"{\\rtf": "RTF",
}


class UnreadableFile(ValueError):
    """The file is no text; the message says what to do."""


def decoded(data: bytes) -> str:
    """The text of a file: UTF-8, UTF-16 with its mark, else as older Windows programs save it.

    Raises UnreadableFile for other formats and for bytes that are no text.
    """
    for start, name in OTHER_FORMATS.items():
        if data.startswith(start):
            raise UnreadableFile(
                _("This is no text file (%(name)s). Please save it as text (.txt or .md).")
                % {"name": name}
            )
    encodings = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableFile(_("The file is no text in a known encoding. Please save it as UTF-8."))


def front_matter(text: str) -> tuple[dict[str, Any], str]:
    """The TOML between two lines "+++" at the start, and the text behind it with its lines kept.

    The lines of the head stay as empty ones, so that the numbers of lines fit the file. Raises
    UnreadableFile when the head is no TOML or does not end.
    """
    rows = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    if rows[0].strip() != MARK:
        return {}, text
    try:
        end = next(n for n, row in enumerate(rows[1:], 1) if row.strip() == MARK)
        head = tomllib.loads("\n".join(rows[1:end]))
    except StopIteration:
        raise UnreadableFile(_("The head of the file does not end with a line “+++”.")) from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise UnreadableFile(
            _("The head of the file cannot be read: %(error)s") % {"error": error}
        ) from error
    return head, "\n".join([""] * (end + 1) + rows[end + 1 :])
