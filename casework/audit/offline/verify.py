"""Checks an exported audit log of Sachstand. Needs Python 3.9 or newer and nothing else.

    python3 verify.py BUNDLE.zip
    python3 verify.py FOLDER            (the unpacked bundle)
    python3 verify.py BUNDLE.zip --seals seals.jsonl     (also those kept elsewhere)

How: every line of entries.jsonl carries the content of an entry as text. Its hash is SHA-256 over
the 32 bytes of the hash before (zeros at the start) and the text in UTF-8. Each seal states the
hash of a link and is signed with Ed25519; the signatures are checked where the Python package
"cryptography" is installed. To check a seal's time stamp, put "statement" and "token" (hex) of
its line into files and call: openssl ts -verify -data statement -in token -CAfile roots.pem

Ends with 0 if all is well, 1 if something is wrong (and names the first entry that is), 2 if the
bundle cannot be read.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, Any

Seal = dict[str, Any]
Open = Callable[[str], IO[str]]


class Wrong(Exception):
    """The first thing that is wrong."""


def main() -> int:
    arguments = argparse.ArgumentParser(description="Checks an exported audit log of Sachstand.")
    arguments.add_argument("bundle", type=Path)
    arguments.add_argument("--seals", type=Path, help="a file of seals kept outside of the bundle")
    options = arguments.parse_args()
    try:
        read = opener(options.bundle)
        chain = json.loads(read("about.json").read())["chain"]
        seals = list(read_seals(read("seals.jsonl"), chain))
        if options.seals:
            with options.seals.open(encoding="ascii") as file:
                seals.extend(read_seals(file, chain))
        signed = check_signatures(seals, read)
        entries = check(read("entries.jsonl"), {one["number"]: one["hash"] for one, _ in seals})
    except Wrong as wrong:
        print(f"WRONG: {wrong}")
        return 1
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        print(f"The bundle cannot be read: {error!r}")
        return 2
    print(f"Whole: {entries} entries, {len(seals)} seals, {signed}.")
    return 0


def opener(place: Path) -> Open:
    """A function that opens a part of the bundle as text."""
    if place.is_dir():
        return lambda name: (place / name).open(encoding="utf-8")
    bundle = zipfile.ZipFile(place)
    return lambda name: io.TextIOWrapper(bundle.open(name), encoding="utf-8")


def read_seals(lines: Iterable[str], chain: int) -> Iterator[tuple[Seal, Seal]]:
    """Statement and line of each seal of this chain."""
    for line in lines:
        seal = json.loads(line)
        statement = json.loads(seal["statement"])
        if statement["chain"] == chain:
            yield statement, seal


def check(lines: Iterable[str], sealed: dict[int, str]) -> int:
    """Follow the chain and compare with the seals; returns the number of entries."""
    before, number = bytes(32), 0
    for line in lines:
        row = json.loads(line)
        number += 1
        if row["number"] != number:
            raise Wrong(f"link {number} is missing; the next one is {row['number']}")
        if row["content"] is None:
            raise Wrong(f"link {number}: entry {row['entry']} is missing")
        before = hashlib.sha256(before + row["content"].encode()).digest()
        entry = json.loads(row["content"])["id"]
        if before.hex() != row["hash"]:
            raise Wrong(f"link {number}, entry {entry}: not as it was when it was linked")
        if sealed.get(number, row["hash"]) != row["hash"]:
            raise Wrong(f"link {number}, entry {entry}: the seal says otherwise")
    if sealed and max(sealed) > number:
        raise Wrong(f"the end is cut off: link {max(sealed)} was sealed, the last one is {number}")
    return number


def check_signatures(seals: list[tuple[Seal, Seal]], read: Open) -> str:
    """Check the signature of every seal; returns in words what was done."""
    try:
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
        from cryptography.hazmat.primitives.serialization import load_pem_public_key
    except ImportError:
        return 'signatures not checked (package "cryptography" is not installed)'
    if not seals:
        return "no signature to check"
    key = load_pem_public_key(read("public-key.pem").read().encode())
    if not isinstance(key, Ed25519PublicKey):
        raise Wrong("public-key.pem holds no Ed25519 key")
    for statement, seal in seals:
        try:
            key.verify(bytes.fromhex(seal["signature"]), seal["statement"].encode())
        except InvalidSignature:
            raise Wrong(
                f"the seal of link {statement['number']} is not signed by this key"
            ) from None
    return "all signatures right"


if __name__ == "__main__":
    sys.exit(main())
