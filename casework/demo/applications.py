"""Synthetic applications: a package's samples with other people, dates and wishes.

The same seed gives the same applications, so that loading twice delivers the same references.
"""

import base64
import json
import random
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from casework.demo.papers import paper
from casework.demo.town import read
from casework.services.package import Package, Sample

ALPHABET = "ABCDEFGHJKLMNPRSTUVWXYZ"


@dataclass(frozen=True)
class Path:
    """How far a demo case has come: which choices were made, up to which step (or "end").

    `ask` is whose co-signature was then asked for, "" for nobody's.
    """

    name: str
    until: str
    choices: Mapping[str, Mapping[str, Any]]
    assign: bool
    answer: bool
    ask: str


@dataclass(frozen=True)
class Delivery:
    """One application to deliver, and where its case shall stand afterwards."""

    reference: str
    submitted_at: datetime
    envelope: Mapping[str, Any]
    path: Path

    def body(self) -> bytes:
        """The request body of the submission interface."""
        stated = {**self.envelope, "submitted_at": self.submitted_at.isoformat()}
        return json.dumps(stated, ensure_ascii=False).encode()


def deliveries(package: Package, now: datetime) -> Iterator[Delivery]:
    """All demo applications of a service as its file in fixtures/demo/ plans them."""
    plan = read(f"{package.key}.json")
    dice = random.Random(package.key)  # noqa: S311 - invented people, not secrets
    people = read("people.json")
    samples = {sample.key: sample for sample in package.samples}
    for number in range(plan["count"]):
        chosen = dice.choices(plan["paths"], [path["weight"] for path in plan["paths"]])[0]
        key = dice.choices(list(plan["samples"]), list(plan["samples"].values()))[0]
        submitted_at = _moment(dice, chosen["age"], now)
        yield Delivery(
            reference=f"demo-{package.key}-{number:04d}",
            submitted_at=submitted_at,
            envelope=_envelope(package, samples[key], plan, chosen, dice, people, submitted_at),
            path=Path(
                chosen["name"],
                chosen["until"],
                chosen.get("choices", {}),
                chosen.get("assign", False),
                chosen.get("answer", False),
                chosen.get("ask", ""),
            ),
        )


def document(package: Package, key: str) -> dict[str, str]:
    """A synthetic document as the submission interface takes it."""
    title = next((doc.title for doc in package.documents if doc.key == key), key)
    return {
        "key": key,
        "title": title,
        "filename": f"{key}.pdf",
        "content": base64.b64encode(paper(title)).decode(),
    }


def _envelope(
    package: Package,
    sample: Sample,
    plan: Mapping[str, Any],
    chosen: Mapping[str, Any],
    dice: random.Random,
    people: Mapping[str, Any],
    submitted_at: datetime,
) -> dict[str, Any]:
    data = deepcopy(dict(sample.data))
    _rename(package, data, dice, people)
    for pointer, how in plan["vary"].items():
        if _get(data, pointer) is not None:
            _set(data, pointer, _varied(how, dice, submitted_at))
    keys = list(sample.documents)
    if chosen.get("incomplete") and keys:
        keys.pop(dice.randrange(len(keys)))
    return {
        "service": package.key,
        "data": data,
        "documents": [document(package, key) for key in keys],
    }


def _rename(
    package: Package, data: dict[str, Any], dice: random.Random, people: Mapping[str, Any]
) -> None:
    given, family = dice.choice(people["given_names"]), dice.choice(people["family_names"])
    address = f"{dice.choice(people['streets'])} {dice.randint(1, 88)}"
    born = f"{dice.randint(1948, 2004)}-{dice.randint(1, 12):02d}-{dice.randint(1, 28):02d}"
    account = "".join(c for c in f"{given}.{family}".lower() if c.isascii() and c != " ")
    values = {
        "given_name": given,
        "family_name": family,
        "street": address,
        "postal_code": people["postal_code"],
        "city": people["city"],
        "birth_date": born,
        "email": f"{account}@example.org",
        "organisation": f"{family} {dice.choice(people['firms'])}",
    }
    for part, value in values.items():
        pointer = package.identity.get(part)
        if pointer and _get(data, pointer) is not None:
            _set(data, pointer, value)


def _varied(how: Any, dice: random.Random, submitted_at: datetime) -> Any:
    if isinstance(how, list):
        return dice.choice(how)
    if how == "plate":
        letters = "".join(dice.choices(ALPHABET, k=2))
        return f"LFT-{letters} {dice.randint(1, 999)}"
    days = int(str(how).removeprefix("date"))
    return (submitted_at + timedelta(days=days)).date().isoformat()


def _moment(dice: random.Random, age: list[int], now: datetime) -> datetime:
    """A moment between `age` days ago, at an hour when people fill in forms; never later."""
    days = dice.randint(*age)
    moment = (now - timedelta(days=days)).replace(
        hour=dice.choice([7, 9, 10, 12, 14, 17, 19, 20, 21]),
        minute=dice.randrange(60),
        second=0,
        microsecond=0,
    )
    return min(moment, now - timedelta(minutes=dice.randint(3, 50)))


def _get(data: Mapping[str, Any], pointer: str) -> Any:
    value: Any = data
    for part in pointer.strip("/").split("/"):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def _set(data: dict[str, Any], pointer: str, value: Any) -> None:
    *parents, last = pointer.strip("/").split("/")
    for part in parents:
        data = data[part]
    data[last] = value
