"""A server that plays the federal portal."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest


def zip_of(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("_", "."), data)
    return stream.getvalue()


@dataclass
class Stage:
    """What the server answers: path -> statuses to give before the body, and the body."""

    bodies: dict[str, bytes] = field(default_factory=dict)
    troubles: dict[str, list[int]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)  # paths answered by "not modified"
    url: str = ""

    def contents(self, *slugs: str) -> None:
        """A table of contents with these laws."""
        host = "http://www.gesetze-im-internet.de"
        items = "".join(f"<item><link>{host}/{slug}/xml.zip</link></item>" for slug in slugs)
        self.bodies["/gii-toc.xml"] = f"<items>{items}</items>".encode()


@pytest.fixture
def stage() -> Iterator[Stage]:
    played = Stage()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            played.asked.append(self.path)
            trouble = played.troubles.get(self.path)
            body = played.bodies.get(self.path)
            tag = f'"{len(body or b"")}"'
            if trouble:
                status = trouble.pop(0)
                self.send_response(status)
                if status == 302:
                    self.send_header("Location", "http://localhost:9/elsewhere")
                if status == 200:
                    self.send_header("Content-Length", "999999")
                self.end_headers()
            elif body is None:
                self.send_error(404)
            elif self.headers.get("If-None-Match") == tag:
                played.unchanged.append(self.path)
                self.send_response(304)
                self.end_headers()
            else:
                self.send_response(200)
                self.send_header("ETag", tag)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    played.url = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield played
    server.shutdown()
    server.server_close()
    thread.join()
