"""`manage.py law cite` as people and programs use it."""

import json
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from legal.commands import cite

ROOT = Path(__file__).parents[2]
KEYS = ["law", "norm", "absatz", "satz", "halbsatz", "nummer", "buchstabe"]


def run(monkeypatch: pytest.MonkeyPatch, text: str, *arguments: str) -> list[str]:
    monkeypatch.setattr("sys.stdin", StringIO(text))
    out = StringIO()
    call_command("law", "cite", *arguments, stdout=out)
    return out.getvalue().splitlines()


def test_json_gives_one_object_for_each_citation(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Nach §§ 48, 49 Abs. 2 Satz 1 Nr. 3 VwVfG und Art. 3 GG.\n"
    first, second = (json.loads(line) for line in run(monkeypatch, text, "--json"))
    assert list(first) == ["start", "end", "text", "targets"]
    assert text[first["start"] : first["end"]] == first["text"]
    assert [list(target) for target in first["targets"]] == [KEYS, KEYS]
    assert list(first["targets"][1].values()) == ["VwVfG", "49", "2", "1", None, "3", None]
    assert second["text"] == "Art. 3 GG"


def test_lines_give_one_list_each(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "§ 1 BGB\r\n\nnichts\n§ 2 BGB und § 3 StGB"
    lists: list[list[dict[str, Any]]] = [
        json.loads(line) for line in run(monkeypatch, text, "--json", "--lines")
    ]
    assert [[one["text"] for one in found] for found in lists] == [
        ["§ 1 BGB"],
        [],
        [],
        ["§ 2 BGB", "§ 3 StGB"],
    ]
    assert lists[3][0]["start"] == 0


def test_an_annex_is_no_section(monkeypatch: pytest.MonkeyPatch) -> None:
    (line,) = run(monkeypatch, "Anlage 2 zum UStG", "--json")
    assert json.loads(line)["targets"][0]["norm"] == "Anlage 2"


def test_full_tells_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    (line,) = run(monkeypatch, "§ 5 Abs. 1 bis 3 BGB a. F.", "--json", "--full")
    target = json.loads(line)["targets"][0]
    assert (target["kind"], target["until"], target["edition"]) == ("§", "3", "a.F.")
    assert target["steps"] == [["absatz", "1"]]


def test_context(monkeypatch: pytest.MonkeyPatch) -> None:
    (line,) = run(monkeypatch, "Absatz 1 gilt.", "--json", "--context", "§ 28 Abs. 2 VwVfG")
    target = json.loads(line)["targets"][0]
    assert (target["law"], target["norm"], target["absatz"]) == ("VwVfG", "28", "1")


def test_plain_output_is_for_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(monkeypatch, "§ 28 des Verwaltungsverfahrensgesetzes") == ["0-38\t§ 28 VwVfG"]


@pytest.mark.parametrize("context", ["VwVfG", "§ 1, § 2 BGB"])
def test_a_context_that_is_no_norm_is_refused(
    monkeypatch: pytest.MonkeyPatch, context: str
) -> None:
    with pytest.raises(CommandError, match=context):
        run(monkeypatch, "Absatz 1", "--context", context)


@pytest.mark.parametrize("arguments", [("--json",), ("--lines",)])
def test_long_texts_are_refused_with_the_limit(
    monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.setattr(cite, "MAX_TEXT", 100)
    with pytest.raises(CommandError, match="100"):
        run(monkeypatch, "§ 1 BGB, " * 20, *arguments)


def test_bytes_that_are_no_utf8_are_refused() -> None:
    done = subprocess.run(  # noqa: S603
        [sys.executable, "manage.py", "law", "cite", "--json"],
        input="§ 1 BGB".encode("latin-1"),
        capture_output=True,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 1
    assert b"UTF-8" in done.stderr
    assert b"Traceback" not in done.stderr
