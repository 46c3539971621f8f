"""Bad input from end to end: refused with the law's name and the reason, quickly, in little memory,
and nothing of it is written."""

import io
import re
import tarfile
import time
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from legal import citations, sentences
from legal.bylaws.problems import ERRORS
from legal.bylaws.reader import read_bylaw
from legal.gii import LawError, read_law
from legal.importer import import_law
from legal.models import Norm, NormVersion, SearchEntry, Statute
from legal.passages import lookup
from legal.reader.linking import linked
from legal.search.hits import search
from legal.sources import law_files
from tests.legal.laws import SEEN, small_law

MEGABYTE = 1024 * 1024
GOOD = small_law({"§ 1": "<P>Gut.</P>"})
TALK = "§ 1 Abs. 2 Satz 3 BGB, "  # 23 characters that look like a citation


def with_dtd(declarations: str, use: str) -> bytes:
    return f"<!DOCTYPE d [{declarations}]>".encode() + GOOD.replace(b"Gut", use.encode())


def laughs() -> bytes:
    """A billion laughs: ten entities, each ten times the one before."""
    more = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return with_dtd(f'<!ENTITY l0 "ha">{more}', "&l9;")


def of_paragraphs(text: str, size: int) -> bytes:
    """A norm of `size` characters, in paragraphs of a million."""
    piece = text * (MEGABYTE // len(text))
    return small_law({"§ 1": f"<P>{piece}</P>" * (size // len(piece) + 1)})


def outline(depth: int) -> bytes:
    unit = (
        '<norm builddate="1" doknr="U{0}"><metadaten><gliederungseinheit><gliederungskennzahl>{1}'
        "</gliederungskennzahl></gliederungseinheit></metadaten></norm>"
    )
    units = "".join(unit.format(n, "0" * 3 * n) for n in range(1, depth + 1))
    return GOOD.replace(b"</dokumente>", f"{units}</dokumente>".encode())


BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "a file of the server": (
        lambda: with_dtd('<!ENTITY x SYSTEM "file:///etc/passwd">', "&x;"),
        "declares entities",
    ),
    "an address": (
        lambda: with_dtd('<!ENTITY % x SYSTEM "http://127.0.0.1:9/x.dtd">%x;', "x"),
        "declares entities",
    ),
    "a billion laughs": (laughs, "declares entities"),
    "quadratic laughs": (
        lambda: with_dtd(f'<!ENTITY a "{"a" * 100_000}">', "&a;" * 10_000),
        "declares entities",
    ),
    "cut off": (lambda: GOOD[: len(GOOD) * 2 // 3], "not well-formed"),
    "latin-1 that says UTF-8": (lambda: GOOD.replace(b"Gut", b"G\xfct"), "not well-formed"),
    "UTF-16": (lambda: GOOD.decode().encode("utf-16"), "not in UTF-8"),
    "a NUL": (lambda: GOOD.replace(b"Gut", b"G\0t"), "not well-formed"),
    "listed twice": (lambda: GOOD.replace(b'"X0"', b'"X"'), "lists the norm X twice"),
    "too deep": (lambda: GOOD.replace(b"Gut", b"<I>" * 3000 + b"</I>" * 3000), "not well-formed"),
    "an outline without end": (lambda: outline(500), "deeper than 20 levels"),
    "millions of tags": (lambda: GOOD.replace(b"Gut", b"<B/>" * 700_000), "more than 600000 tags"),
    "10 MB of citations": (lambda: of_paragraphs(TALK, 10 * MEGABYTE), "more than 2000000 charact"),
    "20 MB": (lambda: of_paragraphs(TALK, 20 * MEGABYTE), "larger than 16 MB"),
    "a number too long for its column": (
        lambda: small_law({"§ " + "9" * 400: "<P>x</P>"}),
        "does not fit into the database",
    ),
    "no law": (lambda: b"<html><body>Wartung</body></html>", "not <dokumente>"),
}


@contextmanager
def bounded(seconds: float, megabytes: float) -> Iterator[None]:
    """Fails where what is inside takes longer, or more of Python's memory."""
    begun = time.perf_counter()
    tracemalloc.start()
    try:
        yield
        peak = tracemalloc.get_traced_memory()[1] / MEGABYTE
    finally:
        tracemalloc.stop()
    assert time.perf_counter() - begun < seconds
    assert peak < megabytes


@pytest.mark.django_db
@pytest.mark.parametrize("kind", BAD)
def test_a_bad_law_is_named_and_nothing_of_it_is_written(kind: str, tmp_path: Path) -> None:
    make, reason = BAD[kind]
    (tmp_path / "badg.xml").write_bytes(make())
    (tmp_path / "goodg.xml").write_bytes(GOOD)
    told = io.StringIO()
    with bounded(seconds=30, megabytes=120), pytest.raises(CommandError):
        call_command("law", "import", str(tmp_path), stdout=io.StringIO(), stderr=told)
    assert re.search(f"^badg: .*{re.escape(reason)}", told.getvalue(), re.MULTILINE)
    assert "/etc/passwd" not in told.getvalue()
    assert list(Statute.objects.values_list("slug", flat=True)) == ["goodg"]
    assert Norm.objects.count() == NormVersion.objects.count() == SearchEntry.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize("kind", BAD)
def test_what_was_there_before_stays(kind: str) -> None:
    import_law("testg", GOOD, SEEN, "first")
    before = [*Statute.objects.values(), *Norm.objects.values(), *NormVersion.objects.values()]
    with pytest.raises(LawError, match=BAD[kind][1]) as refusal:
        import_law("testg", BAD[kind][0](), SEEN.replace(year=2027), "second")
    assert refusal.value.law == "testg"
    after = [*Statute.objects.values(), *Norm.objects.values(), *NormVersion.objects.values()]
    assert after == before


def test_an_outline_as_deep_as_allowed_is_read() -> None:
    assert len(read_law(outline(20), "testg").norms) == 22


@pytest.mark.django_db
def test_a_law_twice_in_one_archive_is_written_once(tmp_path: Path) -> None:
    """As in the corpus, which has one law under two names of its file."""
    (tmp_path / "testg").mkdir()
    for name in ("BJNR000010001.xml", "testg.xml"):
        (tmp_path / "testg" / name).write_bytes(GOOD)
    call_command("law", "import", str(tmp_path), stdout=io.StringIO())
    assert (Statute.objects.count(), NormVersion.objects.count()) == (1, 2)


@pytest.mark.django_db
def test_a_law_with_two_texts_in_one_archive_is_named(tmp_path: Path) -> None:
    (tmp_path / "testg").mkdir()
    (tmp_path / "testg" / "BJNR000010001.xml").write_bytes(GOOD)
    (tmp_path / "testg" / "testg.xml").write_bytes(GOOD.replace(b"Gut", b"Anders"))
    told = io.StringIO()
    with pytest.raises(CommandError):
        call_command("law", "import", str(tmp_path), stdout=io.StringIO(), stderr=told)
    assert "testg: has two texts of § 1 at the same moment" in told.getvalue()
    assert lookup("§ 1 TestG") is not None
    assert NormVersion.objects.count() == 2


def test_a_zip_bomb_takes_neither_time_nor_memory(tmp_path: Path) -> None:
    """100 MB of blanks in 100 kB, beside a law."""
    with zipfile.ZipFile(tmp_path / "laws.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("bombg/bombg.xml", "w") as stream:
            for _ in range(100):
                stream.write(b" " * MEGABYTE)
        archive.writestr("goodg/goodg.xml", GOOD)
    with bounded(seconds=10, megabytes=100):
        refused, read = law_files(tmp_path / "laws.zip")
    assert str(refused) == "bombg: larger than 16 MB"
    assert not isinstance(read, LawError) and read.slug == "goodg"


def test_a_tar_bomb_takes_neither_time_nor_memory(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "laws.tar.xz", "w:xz", preset=0) as archive:
        member = tarfile.TarInfo("bombg/bombg.xml")
        member.size = 60 * MEGABYTE
        archive.addfile(member, io.BytesIO(b" " * member.size))
    with bounded(seconds=10, megabytes=100):
        (refused,) = law_files(tmp_path / "laws.tar.xz")
    assert str(refused) == "bombg: larger than 16 MB"


LONG = TALK * (10 * MEGABYTE // len(TALK))


@pytest.mark.parametrize("command", ["cite", "sentences"])
@pytest.mark.parametrize("lines", [[], ["--lines"]])
def test_10_mb_at_a_command(
    command: str, lines: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    stream = io.TextIOWrapper(io.BytesIO(LONG.encode()))
    monkeypatch.setattr("sys.stdin", stream)
    with (
        bounded(seconds=5, megabytes=40),
        pytest.raises(CommandError, match="2000000"),
    ):
        call_command("law", command, *lines)


def test_10_mb_in_the_pure_functions() -> None:
    with bounded(seconds=5, megabytes=40):
        assert citations.parse(LONG) == ()
        with pytest.raises(citations.CitationError, match="2000000"):
            citations.find(LONG)
        with pytest.raises(sentences.SentenceError, match="2000000"):
            sentences.split(LONG)
        assert [problem.code for problem in read_bylaw(LONG).problems] == ["too-long"]
    assert "too-long" in ERRORS


@pytest.mark.django_db
def test_10_mb_on_a_page() -> None:
    with bounded(seconds=20, megabytes=150):
        assert linked(LONG) == LONG
        assert lookup(LONG) is None
        assert search(LONG).hits == []
