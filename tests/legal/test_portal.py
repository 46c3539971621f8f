"""Fetching laws: from a server that plays the portal, and from a folder."""

from pathlib import Path

import pytest

from legal import download, portal
from legal.download import Unreachable
from legal.gii import LawError
from legal.portal import Fetched, Folder, Portal, source_from, unzip
from tests.legal.conftest import Stage, zip_of

XML = b"<dokumente/>"


@pytest.fixture
def pauses() -> list[float]:
    return []


@pytest.fixture
def source(stage: Stage, pauses: list[float]) -> Portal:
    return Portal(stage.url, sleep=pauses.append)


def test_fetches_and_asks_only_for_what_is_newer(stage: Stage, source: Portal) -> None:
    stage.bodies["/ag/xml.zip"] = zip_of(a_xml=XML, b_jpg=b"x")
    first = source.fetch("ag", "")
    assert first.data == XML
    assert source.fetch("ag", first.tag) == Fetched(None, first.tag)
    stage.bodies["/ag/xml.zip"] = zip_of(a_xml=XML + b"<!-- new -->")
    assert source.fetch("ag", first.tag).data == XML + b"<!-- new -->"


def test_table_of_contents(stage: Stage, source: Portal) -> None:
    stage.bodies["/gii-toc.xml"] = (
        b"<items><item><title>B</title><link>http://www.gesetze-im-internet.de/bg/xml.zip</link>"
        b"</item><item><title>A</title><link>http://www.gesetze-im-internet.de/ag/xml.zip</link>"
        b"</item><item><link>http://www.gesetze-im-internet.de/about.html</link></item></items>"
    )
    assert source.slugs() == ["ag", "bg"]


@pytest.mark.parametrize("trouble", [503, 429, 500, 200])
def test_passing_trouble_is_tried_again_with_longer_pauses(
    stage: Stage, source: Portal, pauses: list[float], trouble: int
) -> None:
    """A 200 here is an answer that breaks off."""
    stage.bodies["/ag/xml.zip"] = zip_of(a_xml=XML)
    stage.troubles["/ag/xml.zip"] = [trouble, trouble]
    assert source.fetch("ag", "").data == XML
    assert pauses == [1.0, 4.0]


def test_gives_up_after_four_attempts(stage: Stage, source: Portal, pauses: list[float]) -> None:
    stage.troubles["/ag/xml.zip"] = [503] * 9
    with pytest.raises(Unreachable, match="503"):
        source.fetch("ag", "")
    assert len(stage.asked) == 4


def test_an_answer_that_only_trickles_is_given_up(
    stage: Stage, source: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(download, "LONGEST", 0.0)
    stage.bodies["/ag/xml.zip"] = zip_of(a_xml=XML)
    with pytest.raises(Unreachable, match="not complete"):
        source.fetch("ag", "")


def test_an_answer_too_large_is_refused(
    stage: Stage, source: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(download, "MAX_SIZE", 1024 * 1024)
    stage.bodies["/ag/xml.zip"] = b"x" * 1_100_000
    with pytest.raises(LawError, match="larger than 1 MB"):
        source.fetch("ag", "")
    assert len(stage.asked) == 1


def test_a_law_that_is_not_there_is_named_at_once(stage: Stage, source: Portal) -> None:
    with pytest.raises(LawError, match="404"):
        source.fetch("ag", "")
    assert len(stage.asked) == 1


def test_a_redirect_to_another_host_is_refused(stage: Stage, source: Portal) -> None:
    stage.troubles["/ag/xml.zip"] = [302]
    with pytest.raises(LawError, match="another host"):
        source.fetch("ag", "")


def test_no_server_at_all(pauses: list[float]) -> None:
    with pytest.raises(Unreachable, match="did not answer"):
        Portal("http://127.0.0.1:9", sleep=pauses.append).slugs()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"no zip", "cannot be read"),
        (zip_of(a_xml=XML, b_xml=XML), "2 XML files"),
        (zip_of(a_txt=XML), "0 XML files"),
    ],
)
def test_zips_that_are_refused(data: bytes, reason: str) -> None:
    with pytest.raises(LawError, match=reason):
        unzip(data, "ag")


def test_a_zip_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portal, "MAX_BYTES", 1024 * 1024)
    with pytest.raises(LawError, match="larger than 1 MB"):
        unzip(zip_of(a_xml=b" " * 9_000_000), "ag")


def test_a_folder_plays_the_portal(tmp_path: Path) -> None:
    (tmp_path / "ag.xml").write_bytes(XML)
    (tmp_path / "bg").mkdir()
    (tmp_path / "bg" / "xml.zip").write_bytes(zip_of(a_xml=XML))
    folder = source_from(str(tmp_path))
    assert folder.slugs() == ["ag", "bg"]
    first = folder.fetch("ag", "")
    assert first.data == XML
    assert folder.fetch("ag", first.tag).data is None
    assert folder.fetch("bg", "").data == XML


@pytest.mark.parametrize("slug", ["../ag", "cg", "", "."])
def test_what_the_folder_does_not_have(tmp_path: Path, slug: str) -> None:
    (tmp_path / "ag.xml").write_bytes(XML)
    (tmp_path / "sub").mkdir()
    with pytest.raises(LawError, match="is not in the folder"):
        Folder(tmp_path / "sub").fetch(slug, "")


def test_a_folder_that_is_not_there() -> None:
    with pytest.raises(Unreachable, match="does not exist"):
        Folder(Path("/nowhere")).slugs()


def test_the_setting_names_the_source() -> None:
    official = source_from("")
    assert isinstance(official, Portal)
    assert official.base == "https://www.gesetze-im-internet.de/"
    assert isinstance(source_from("http://127.0.0.1:1"), Portal)


@pytest.mark.parametrize("address", ["http://[", "http://127.0.0.1:notaport", "https://"])
def test_an_address_that_is_none(address: str, pauses: list[float]) -> None:
    with pytest.raises(Unreachable, match="did not answer|is no address"):
        Portal(address, sleep=pauses.append).fetch("ag", "")
