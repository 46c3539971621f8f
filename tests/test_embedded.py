"""The embedded server starts for its first user and stops after its last, even a killed one."""

import signal
import subprocess
import sys
from pathlib import Path

USE = "from casework.embedded import start; from pathlib import Path; start(Path({!r})); {}"
DIE = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"


def test_server_stops_after_its_last_user_even_if_another_was_killed(tmp_path: Path) -> None:
    running = tmp_path / "postgres" / "postmaster.pid"

    assert _use(tmp_path, DIE) == -signal.SIGKILL
    assert running.exists(), "a killed process cannot stop the server"
    assert _use(tmp_path, "pass") == 0
    assert not running.exists()


def _use(folder: Path, then: str) -> int:
    program = USE.format(str(folder), then)
    return subprocess.run([sys.executable, "-c", program], check=False).returncode  # noqa: S603
