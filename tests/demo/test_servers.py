"""The demo says plainly when its port is taken, before it touches anything."""

import socket

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from casework.demo import servers


def test_a_port_in_use_is_named_with_what_to_do() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CommandError, match=f"Port {port} cannot be used.*PORT={port + 1}"):
            call_command("demo", port=port)


def test_a_free_port_is_fine() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        port = other.getsockname()[1]
    servers.require_free(port)
