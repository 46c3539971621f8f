"""No secret stands in the code; each comes from the environment or from a file it names."""

import ast
import re
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
SECRET = re.compile(r"secret|password|token|api_?key|private", re.IGNORECASE)
# The demo's is printed by the demo and refused everywhere else; the other is a rate.
PUBLIC = {"DEMO_PASSWORD", "change_password"}
PEM = "-----BEGIN " + "PRIVATE KEY"


def test_no_setting_holds_a_secret_as_text() -> None:
    """Neither a name nor a key of a setting that sounds like a secret has a text beside it."""
    written = []
    for node in ast.walk(ast.parse((ROOT / "casework/settings.py").read_text())):
        if isinstance(node, ast.Assign):
            written += [(ast.unparse(target), node.value) for target in node.targets]
        elif isinstance(node, ast.Dict):
            written += [
                (str(key.value), value)
                for key, value in zip(node.keys, node.values, strict=True)
                if isinstance(key, ast.Constant)
            ]
    texts = {name for name, value in written if SECRET.search(name) and _is_text(value)}
    assert texts <= PUBLIC


def test_no_private_key_and_no_long_random_text_lies_in_the_code() -> None:
    found = [
        path.relative_to(ROOT)
        for folder in ("casework", "legal", "templates", "static", "fixtures", "bin")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".py", ".toml", ".json", ".html", ".js", ".pem", ".sh", ""}
        and path.is_file()
        and PEM.encode() in path.read_bytes()
    ]
    assert not found


def test_every_secret_variable_can_be_a_file() -> None:
    """Files can be given to one process alone; a variable is seen by all of an account."""
    code = "".join(
        (ROOT / f"casework/{name}.py").read_text() for name in ("settings", "environment")
    )
    named = set(re.findall(r"env\.\w+\(\s*\"([A-Z_]+)\"", code))
    secret = {name for name in named if re.search(r"SECRET|PASSWORD|TOKEN$|_KEY$", name)}
    assert secret, "the pattern finds what it shall find"
    assert {name for name in secret if not name.endswith(("_FILE", "_FILES"))} <= {
        name.removesuffix("_FILE") for name in secret
    }


def _is_text(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and bool(value.value) and isinstance(value.value, str)
