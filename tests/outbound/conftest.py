"""A server on this machine that plays what lies in the house's own network."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest


class Inside(BaseHTTPRequestHandler):
    """Answers, redirects elsewhere, or says more than anybody wants to hear."""

    def do_GET(self) -> None:
        place = self.path.partition("?to=")[2]
        self.send_response(302 if place else 200)
        if place:
            self.send_header("Location", place)
        self.end_headers()
        self.wfile.write(b"x" * (5000 if self.path == "/long" else 2))

    do_POST = do_GET

    def log_message(self, *args: object) -> None:
        """Nothing on the test's output."""


@pytest.fixture
def server() -> Iterator[str]:
    """The address of such a server."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Inside) as made:
        threading.Thread(target=made.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{made.server_port}"
        made.shutdown()
