"""The command as people and programs use it."""

import json
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

ROOT = Path(__file__).parents[2]
QUESTION = ("--event", "2026-03-03", "--period", "1m", "--fiction", "post", "--land", "BE")


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("deadline", *arguments, stdout=out)
    return out.getvalue()


def lines(monkeypatch: pytest.MonkeyPatch, *asked: object) -> list[dict[str, object]]:
    text = "\n".join(one if isinstance(one, str) else json.dumps(one) for one in asked)
    monkeypatch.setattr("sys.stdin", StringIO(text))
    return [json.loads(line) for line in run("--lines").splitlines()]


def test_json() -> None:
    told = json.loads(run(*QUESTION, "--regime", "vwvfg", "--json"))
    assert list(told) == ["due", "notified_on", "because", "disputed", "norms"]
    assert (told["due"], told["notified_on"], told["disputed"]) == (
        "2026-04-07",
        "2026-03-07",
        None,
    )
    assert told["because"][0] == "Der Bescheid wurde am Dienstag, 3. März 2026, zur Post gegeben."


def test_plain_german() -> None:
    told = run("--event", "2026-02-16", "--rule", "permit", "--land", "RP").splitlines()
    assert told[0] == "Fristende: Samstag, 16. Mai 2026"
    assert told[1] == "Streitig, nach anderer Ansicht: Montag, 18. Mai 2026"
    assert told[3].startswith("– Die vollständigen Unterlagen gingen am Montag")


@pytest.mark.parametrize(
    ("more", "due"),
    [
        (("--period", "1m", "--land", "BY"), "2025-08-15"),
        (("--period", "1m", "--land", "BY", "--place", "catholic"), "2025-08-18"),
        (("--period", "1m", "--place", "augsburg"), "2025-08-18"),
        (("--period", "32d", "--land", "BE", "--no-shift"), "2025-08-16"),
        (("--period", "1m", "--land", "BE", "--beginning"), "2025-08-14"),
        (("--period", "1w", "--land", "BE", "--backwards"), "2025-07-07"),
        (("--period", "1w", "--land", "BE", "--fiction", "none"), "2025-07-22"),
        (("--period", "1w", "--land", "BE", "--fiction", "retrieval"), "2025-07-23"),
        (("--period", "1w", "--land", "BE", "--fiction", "ozg"), "2025-07-28"),
        (("--period", "1w", "--land", "BE", "--fiction", "sgbx-portal"), "2025-07-28"),
        (("--period", "1w", "--land", "BE", "--fiction", "post", "--regime", "ao"), "2025-07-28"),
    ],
)
def test_options(more: tuple[str, ...], due: str) -> None:
    assert json.loads(run("--event", "2025-07-15", "--json", *more))["due"] == due


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--period", "1m", "--land", "BE"), "Datum des Ereignisses"),
        (("--event", "03.03.2026", "--period", "1m", "--land", "BE"), "JJJJ-MM-TT"),
        (("--event", "2026-02-30", "--period", "1m", "--land", "BE"), "nicht lesbar"),
        (("--event", "20260303", "--period", "1m", "--land", "BE"), "nicht lesbar"),
        (("--event", "2026-03-03", "--land", "BE"), "Fristdauer angeben"),
        (("--event", "2026-03-03", "--period", "soon", "--land", "BE"), "Fristdauer „soon“"),
        (("--event", "2026-03-03", "--period", "1m"), "Bitte das Land angeben"),
        (("--event", "2099-12-30", "--period", "2y", "--land", "BE"), "Jahr 2101"),
        ((*QUESTION, "--backwards"), "Fiktion"),
        ((*QUESTION, "--fiction-days", "x"), "ganze Zahl"),
        (("--event", "2026-03-03", "--rule", "reinstatement", "--land", "BE"), "versäumten"),
        (("--event", "2026-03-03", "--period", "0d", "--land", "BE"), "mindestens 1"),
        ((*QUESTION, "--fiction-norm", "Art. 41 BayVwVfG"), "auch ihre Tage"),
        ((*QUESTION, "--rule", "objection"), "„period“ gehört nicht zu dieser Rechnung"),
        ((*QUESTION, "--not-informed"), "„not_informed“ gehört nicht zu dieser Rechnung"),
        (("--event", "2026-03-03", "--rule", "permit", "--land", "BE", "--no-shift"), "„no_shift“"),
    ],
)
def test_what_is_wrong_is_said_in_german(arguments: tuple[str, ...], words: str) -> None:
    with pytest.raises(CommandError, match=words):
        run(*arguments)


def test_lines_answer_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    first = {"id": 7, "event": "2026-03-03", "period": "1m", "fiction": "post", "land": "BE"}
    second = {"event": "2026-02-16", "period": "3m", "land": "RP", "no-shift": True, "place": ""}
    third = {"event": "2026-02-16", "period": "3m", "land": "rp", "shift": False, "place": None}
    told = lines(monkeypatch, first, "", second, third)
    assert [one["due"] for one in told] == ["2026-04-07", "2026-05-16", "2026-05-16"]
    assert told[0]["id"] == 7
    assert told[1] == told[2]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "kein JSON"),
        ("[1]", "JSON-Objekt"),
        ('{"event": "2026-03-03", "perod": "1m"}', "„perod“ ist unbekannt"),
        ('{"event": "2026-03-03", "period": 1, "land": "BE"}', "muss Text sein"),
        ('{"event": "2026-03-03", "period": "1m", "no-shift": "yes"}', "wahr oder falsch"),
        ('{"event": "2026-03-03", "period": "1m", "land": "BE", "place": "Köln"}', "„Köln“"),
        ('{"event": "2026-03-03", "period": "1m", "land": "BE", "rule": "x"}', "Regel „x“"),
    ],
)
def test_a_bad_line_is_named_and_the_others_are_answered(
    monkeypatch: pytest.MonkeyPatch, line: str, words: str
) -> None:
    good = json.dumps({"event": "2026-03-03", "period": "1m", "land": "BE"})
    monkeypatch.setattr("sys.stdin", StringIO(f"{line}\n{good}\n"))
    out = StringIO()
    with pytest.raises(CommandError, match="1 Zeile"):
        call_command("deadline", "--lines", stdout=out)
    told = [json.loads(one) for one in out.getvalue().splitlines()]
    assert words in told[0]["error"]
    assert told[1]["due"] == "2026-04-07"


def test_the_calculus_needs_no_framework() -> None:
    code = "import sys, legal.deadlines.answer; sys.exit('django' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False)  # noqa: S603
    assert done.returncode == 0
