"""A service that deals with objections: the small package of the service tests, made to fit."""

import re
from pathlib import Path

from casework.services.actions import install
from casework.services.models import Service
from tests.factories import NOW, Office
from tests.services.package import making

SCHEMA = """\
{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "type": "object", "required": ["applicant", "notice", "objection"],
  "properties": {
    "applicant": { "title": "Person", "type": "object", "required": ["family_name"], "properties": {
      "family_name": { "title": "Name", "type": "string" } } },
    "notice": { "title": "Bescheid", "type": "object", "required": ["number"], "properties": {
      "number": { "title": "Bescheid", "type": "string" } } },
    "objection": { "title": "Widerspruch", "type": "object",
      "required": ["received_on", "timing"], "properties": {
      "received_on": { "title": "Eingang", "type": "string" },
      "timing": { "title": "Frist", "type": "string" } } }
  }
}
"""
SAMPLE = """\
{ "note": "Ein Widerspruch", "documents": [], "data": {
  "applicant": { "family_name": "Brandes" }, "notice": { "number": "BPA-2026-00001/1" },
  "objection": { "received_on": "2026-03-20", "timing": "in_time" } } }
"""


def install_objections(office: Office, folder: Path, schema: str = SCHEMA) -> Service:
    """Install the objection service of the office in its other unit."""
    making.write(folder, _files(schema))
    return install(
        source=folder, authority=office.authority, unit=office.other_unit, by=office.adm, now=NOW
    ).service


def _files(schema: str) -> dict[str, str]:
    files = making.package_files()
    service = files["service.toml"]
    for old, new in (
        ('key = "dog-tax"', 'key = "objection"'),
        ('"Hundesteuer"', '"Widerspruch"'),
        ('"HUN"', '"WID"'),
        ('"/person/name"', '"/applicant/family_name"'),
        ('"/dog/name"', '"/notice/number"'),
    ):
        service = service.replace(old, new)
    service = re.sub(r"\[fee\].*?(?=\[retention\])", "", service, flags=re.DOTALL)
    service = re.sub(r"required_when.*\n", "required = true\n", service)
    letters = {
        name: text.replace("data.dog.name", "data.notice.number")
        for name, text in files.items()
        if name.startswith("letters/")
    }
    tenor = files["texts/tenor.md"].replace("data.dog.name", "data.notice.number")
    return {
        **files,
        **letters,
        "service.toml": service,
        "application.schema.json": schema,
        "texts/tenor.md": re.sub(r"Die Steuer.*\n", "", tenor),
        "samples/dackel.json": SAMPLE.replace('"documents": []', '"documents": ["impfpass"]'),
        "samples/incomplete-dogge.json": SAMPLE,
    }
