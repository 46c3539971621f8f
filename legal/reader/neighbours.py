"""The norms before and after several norms at once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from legal.facts import Fact, Question, ask

_OTHER = """
    SELECT jsonb_build_object('key', other.key, 'enbez', other.enbez, 'title', other.title)
    FROM legal_norm AS other
    WHERE other.statute_id = norm.statute_id AND other.kind = 'norm'
        AND other.vanished_at IS NULL AND other.position {sign} norm.position
    ORDER BY other.position {order} LIMIT 1
"""
_SQL = f"""
    SELECT norm.id, jsonb_build_object(
        'before', ({_OTHER.format(sign="<", order="DESC")}),
        'after', ({_OTHER.format(sign=">", order="ASC")})
    )
    FROM legal_norm AS norm WHERE norm.id = ANY(%s)
"""  # noqa: S608 - written here


@dataclass(frozen=True, slots=True)
class Neighbour:
    """What a link to a norm needs."""

    key: str
    enbez: str
    title: str


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The norms before and after a norm in its statute; None at its ends."""

    before: Neighbour | None = None
    after: Neighbour | None = None


def neighbours_of(norms: Collection[int]) -> dict[int, Neighbours]:
    """The neighbours of the norms with these ids; one query, none for no ids."""
    if not norms:
        return {}
    question = neighbours_question(norms)
    found = ask(question)[question.kind]
    return {norm: read_neighbours(facts) for norm, facts in found.items()}


def neighbours_question(norms: Collection[int]) -> Question:
    """To be asked together with others; the answer is for `read_neighbours`."""
    return Question("neighbours", _SQL, (list(norms),))


def read_neighbours(facts: Sequence[Fact]) -> Neighbours:
    """From the answer to `neighbours_question` for one norm."""
    return (
        Neighbours(_read(facts[0]["before"]), _read(facts[0]["after"])) if facts else Neighbours()
    )


def _read(found: Fact | None) -> Neighbour | None:
    return Neighbour(**found) if found else None
