"""Reads a whole service package: every file by itself, then what they say about each other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from casework.services.package.checks import cross_problems
from casework.services.package.contents import Package
from casework.services.package.files import digest, read_files
from casework.services.package.head import Head, read_head
from casework.services.package.law_checks import SERVICE
from casework.services.package.parts import Process
from casework.services.package.problems import PackageError, Problem
from casework.services.package.process_model import ProcessModel, read_process
from casework.services.package.schema import FILE as SCHEMA
from casework.services.package.schema import schema_problems
from casework.services.package.steps import read_steps
from casework.services.package.tables import parse_toml
from casework.services.package.texts import read_json, read_letter, read_sample, read_text
from legal.kept import Kept

OTHER_FILES = ("README.md", "LICENSE")
Part = TypeVar("Part")


def read_package(source: Path | bytes) -> Package:
    """The package in a folder, a zip file, or the bytes of a zip file.

    Raises PackageError with every problem found. Problems inside single files come first; what
    files say about each other is checked once every file can be read by itself. A package that was
    read before, byte for byte, is not read again.
    """
    files = read_files(source)
    return _read_before.get_or_make(tuple(sorted(files.items())), lambda: _read(files))


_read_before: Kept[Package] = Kept(most=256)


def _read(files: Mapping[str, bytes]) -> Package:
    problems: list[Problem] = []
    texts = _decoded(files, problems)
    package, process = _read_parts(files, texts, problems)
    if not problems and package and process:
        problems = cross_problems(package, process)
    if problems or not package:
        raise PackageError(problems)
    return package


def _decoded(files: Mapping[str, bytes], problems: list[Problem]) -> dict[str, str]:
    """Every text file as text; unknown files and wrong encodings are noted."""
    texts: dict[str, str] = {}
    for name, content in files.items():
        if not _belongs(name):
            problems.append(Problem(name, "", "unknown-file"))
        elif not name.endswith(".bpmn"):  # XML names its own encoding
            try:
                texts[name] = content.decode("utf-8-sig")
            except UnicodeDecodeError as error:
                problems.append(Problem(name, "", "encoding", {"position": str(error.start)}))
    return texts


def _belongs(name: str) -> bool:
    folder, _, rest = name.rpartition("/")
    if not folder:
        return name in (SERVICE, SCHEMA, *OTHER_FILES) or name.endswith(".bpmn")
    ends = {"texts": ".md", "letters": ".toml", "samples": ".json"}
    return folder in ends and rest.endswith(ends[folder])


def _read_parts(
    files: Mapping[str, bytes], texts: Mapping[str, str], problems: list[Problem]
) -> tuple[Package | None, ProcessModel | None]:
    if SERVICE not in texts:
        problems.extend([] if SERVICE in files else [Problem(SERVICE, "", "missing-file")])
        return None, None
    top = parse_toml(SERVICE, texts[SERVICE], problems)
    if top is None:
        return None, None
    head = read_head(top)
    steps = read_steps(top, head.values["documents"])
    top.done()
    schema = _schema(files, texts, problems)
    process = _process(files, head, problems)
    package = Package(
        **head.values,
        process=Process(
            head.model,
            head.process_id,
            files.get(head.model, b""),
            process.tasks | process.awaited if process else {},
        ),
        steps=steps,
        schema=schema,
        texts=_folder(texts, "texts/", read_text, problems),
        letters=_folder(texts, "letters/", read_letter, problems),
        samples=_folder(texts, "samples/", read_sample, problems),
        files=dict(files),
        digest=digest(files),
    )
    return package, process


def _schema(
    files: Mapping[str, bytes], texts: Mapping[str, str], problems: list[Problem]
) -> Mapping[str, Any]:
    if SCHEMA not in files:
        problems.append(Problem(SCHEMA, "", "missing-file"))
    schema = read_json(SCHEMA, texts[SCHEMA], problems) if SCHEMA in texts else None
    if schema is not None:
        problems.extend(schema_problems(schema))
    return schema or {}


def _process(
    files: Mapping[str, bytes], head: Head, problems: list[Problem]
) -> ProcessModel | None:
    if not head.model:
        return None
    if head.model not in files:
        problems.append(Problem(head.model, "", "missing-file"))
        return None
    return read_process(head.model, files[head.model], head.process_id, problems)


def _folder(
    texts: Mapping[str, str],
    folder: str,
    read: Callable[[str, str, list[Problem]], Part | None],
    problems: list[Problem],
) -> tuple[Part, ...]:
    found = (read(name, texts[name], problems) for name in sorted(texts) if name.startswith(folder))
    return tuple(part for part in found if part is not None)
