"""Files as somebody would send them who means harm, made anew for each test."""

import struct
import zipfile
import zlib
from io import BytesIO

HTML = b"<!doctype html><script>fetch('/cases/').then(alert)</script>"
SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(2)</script>'
    b'<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"/></foreignObject></svg>'
)
# Both a PDF with a script that opens by itself, and a page of HTML behind it.
PDF_AND_HTML = (
    b"%PDF-1.7\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n" + HTML
)
EXE = b"MZ\x90\x00" + bytes(200)
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "'
    + b"a" * 1000
    + b'"><!ENTITY b "'
    + b"&a;" * 1000
    + b'"><!ENTITY c "'
    + b"&b;" * 1000
    + b'">]><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1" fill="&c;"/>'
)
EXTERNAL = (
    b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><title>&a;</title></svg>'
)


def zip_bomb() -> bytes:
    """Twenty megabytes of nothing in twenty kilobytes, and a name that leads away."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(2):
            archive.writestr(f"../../{number}", bytes(10_000_000))
    return target.getvalue()


def png(width: int, height: int) -> bytes:
    """A picture that says it has so many pixels, and holds none of them."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", head), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )
