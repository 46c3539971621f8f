"""The small package with another process: its steps, and its files."""

from __future__ import annotations

from tests.services.package.making import SERVICE, package_files

HEAD = SERVICE[: SERVICE.index("[[steps]]")].replace('"hundesteuer"', '"P"')
DECIDE = """\
[[steps]]
task = "entscheiden"
kind = "decide"
outcomes = ["grant", "refuse"]
texts = ["tenor"]
guidance = "Entscheiden."
law = [{ cite = "§ 39 Abs. 1 Satz 2 VwVfG", why = "Gründe." }]
"""


def step(task: str, kind: str = "check", more: str = "") -> str:
    """A step of service.toml; a step of kind `wait` gets what it needs."""
    if kind == "wait":
        more += f'waits_for = "applicant"\nended_by = "{task}_kam"\n'
        more += field(f"{task}_kam", 'type = "boolean"')
    law = 'law = [{ cite = "§ 24 Abs. 1 Satz 1 VwVfG", why = "Klären." }]\n'
    head = f'[[steps]]\ntask = "{task}"\nkind = "{kind}"\nguidance = "Tun."\n{law}'
    return head + more


def field(key: str, rest: str) -> str:
    """A field of the step written before it."""
    return f'[[steps.fields]]\nkey = "{key}"\nlabel = "{key}"\n{rest}\n'


CHOICE = (
    'type = "choice"\nrequired = true\ndefault = "ja"\n'
    'options = [{ value = "ja", label = "Ja" }, { value = "nein", label = "Nein" }]'
)


def with_process(xml: bytes, *steps: str) -> dict[str, str]:
    """The package's files with this process `P` and these steps; `entscheiden` is always one."""
    files = package_files()
    del files["texts/gruende.md"]
    toml = HEAD + "".join(steps) + DECIDE
    return files | {"process.bpmn": xml.decode(), "service.toml": toml}
