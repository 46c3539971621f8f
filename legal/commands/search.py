"""`law search "…"`: the norms that answer a few words; `--rebuild` makes the index anew."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from legal.models import Statute
from legal.search import index
from legal.search.hits import PAGE, Hit, search
from legal.search.query import MAX_QUERY

MAX_HITS = 200
HELP = _("search all norms, or bring the search index up to date")


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("text", nargs="?", default="", help=_("words, or a citation"))
    parser.add_argument("--json", action="store_true", help=_("print one JSON list"))
    parser.add_argument("--limit", type=int, default=PAGE, help=_("number of norms"))
    parser.add_argument(
        "--kind", action="append", choices=Statute.Kind.values, default=[], help=_("kind of law")
    )
    parser.add_argument(
        "--prefer", action="append", default=[], help=_("slug of a statute to favour")
    )
    parser.add_argument("--keeper", default="", help=_("whose by-laws are meant; otherwise none"))
    parser.add_argument("--catch-up", action="store_true", help=_("index norms that wait for it"))
    parser.add_argument("--rebuild", action="store_true", help=_("make the whole index anew"))


def run(command: BaseCommand, options: dict[str, Any]) -> None:
    """Print the norms found, best first. Without any the list is empty; that is no error."""
    if options["rebuild"] or options["catch_up"]:
        catch_up(command, index.rebuild if options["rebuild"] else index.catch_up)
        return
    text = options["text"].strip()
    if not text or len(text) > MAX_QUERY or not 1 <= options["limit"] <= MAX_HITS:
        raise CommandError(
            _("Give 1 to %(letters)d characters, and a limit of 1 to %(hits)d.")
            % {"letters": MAX_QUERY, "hits": MAX_HITS}
        )
    found = search(
        text,
        kinds=options["kind"],
        keeper=options["keeper"],
        prefer=options["prefer"],
        limit=options["limit"],
    )
    if options["json"]:
        answer = [as_dict(hit) for hit in found.hits]
        command.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1))
        return
    for typed, meant in found.corrections.items():
        command.stdout.write(
            _("“%(typed)s” read as “%(meant)s”") % {"typed": typed, "meant": meant}
        )
    for hit in found.hits:
        command.stdout.write(_line(hit))


def catch_up(command: BaseCommand, work: Any = index.catch_up) -> None:
    """Index what waits for it, with a line about how much that was (none where nothing was)."""
    done = 0
    for several in work():
        done += several
        if command.stderr.isatty():
            command.stderr.write(f"\r{done}", ending="")
    if done:
        command.stdout.write(_("%(done)d norms added to the search.") % {"done": done})


def as_dict(hit: Hit) -> dict[str, Any]:
    """A hit as plain data."""
    norm = hit.version.norm
    return {
        "law": norm.statute.name,
        "slug": norm.statute.slug,
        "key": norm.key,
        "norm": norm.enbez,
        "title": hit.title,
        "absatz": hit.excerpt.absatz or None,
        "excerpt": hit.excerpt.text,
        "marks": [[mark.start, mark.end] for mark in hit.excerpt.marks],
        "cited": hit.cited or None,
        "score": round(hit.score, 4),
        "withdrawn": norm.statute.withdrawn,
    }


def _line(hit: Hit) -> str:
    place = _(" (paragraph %s)") % hit.excerpt.absatz if hit.excerpt.absatz else ""
    text = " ".join(hit.excerpt.text.split())
    return f"{hit.version.norm} {hit.title}{place}\n    {text}"
