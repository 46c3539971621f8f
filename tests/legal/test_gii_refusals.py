"""Files that are refused: each with the law's name and the reason."""

import pytest

from legal.gii import LawError, parse, read_law
from tests.legal.laws import DRAGONS, small_law

GOOD = small_law({"§ 1": "<P>Text.</P>"})
BOMB = b'<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
DECLARATION = '<?xml version="1.0" encoding="%s"?>'


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (BOMB + GOOD.replace(b"Text", b"&b;"), "declares entities"),
        (b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + GOOD, "declares entities"),
        (b'<!DOCTYPE d SYSTEM "x.dtd">' + GOOD.replace(b"Text", b"&nbsp;"), "undefined entity"),
        (GOOD.replace(b"Text", b"&nbsp;"), "not well-formed"),
        (DRAGONS[:3000], "not well-formed"),
        (b"", "not well-formed"),
        (b"PK\x03\x04", "not well-formed"),
        (GOOD.replace(b"Text", b"\xe4"), "not well-formed"),
        ((DECLARATION % "UTF-16" + GOOD.decode()).encode("utf-16"), "not in UTF-8"),
        ((DECLARATION % "UTF-7").encode() + GOOD, "not in UTF-8"),
        (b"<a>" * 5000, "not well-formed"),
        (b"<html/>", "not <dokumente>"),
        (b"<dokumente/>", "holds no norm"),
        (b"<dokumente><norm><metadaten/></norm></dokumente>", "no head"),
        (GOOD.replace(b'"X0"', b'"X"'), "lists the norm X twice"),
    ],
)
def test_refused_with_its_reason(data: bytes, reason: str) -> None:
    with pytest.raises(LawError, match=reason) as refusal:
        read_law(data, "testg")
    assert refusal.value.law == "testg"


def test_refused_when_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parse, "MAX_BYTES", 1000)
    with pytest.raises(LawError, match="larger than"):
        read_law(DRAGONS, "drachg")


def test_a_named_doctype_is_not_loaded() -> None:
    law = read_law(b'<!DOCTYPE d SYSTEM "http://127.0.0.1:9/never.dtd">' + GOOD, "testg")
    assert law.norms[1].body.text == "Text."


def test_latin_1_is_read_as_declared() -> None:
    data = DECLARATION % "ISO-8859-1" + GOOD.decode().replace("Text", "Äpfel")
    assert read_law(data.encode("latin-1"), "testg").norms[1].body.text == "Äpfel."
