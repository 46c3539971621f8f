"""Answers that carry bytes of the record."""

from urllib.parse import quote

from django.http import HttpResponse

INLINE = {
    "application/pdf": (".pdf",),
    "image/png": (".png",),
    "image/jpeg": (".jpg", ".jpeg"),
}
SANDBOX = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'self'"
PDF_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"


def pdf_response(content: bytes, filename: str) -> HttpResponse:
    """A PDF of our own making, shown in place."""
    return _response(content, "application/pdf", filename, inline=True)


def file_response(content: bytes, media_type: str, filename: str) -> HttpResponse:
    """A file somebody sent us: shown only if it is a PDF or a picture, else only to be saved.

    The browser neither guesses its type nor runs anything in it. What is shown is also saved as
    what it is: a PDF called "scan.exe" becomes "scan.exe.pdf".
    """
    endings = INLINE.get(media_type)
    if endings is None:
        return _response(content, "application/octet-stream", filename, inline=False)
    if not filename.lower().endswith(endings):
        filename += endings[0]
    return _response(content, media_type, filename, inline=True)


def _response(content: bytes, media_type: str, filename: str, *, inline: bool) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    kind = "inline" if inline else "attachment"
    response["Content-Disposition"] = f"{kind}; filename*=UTF-8''{quote(filename, safe='')}"
    response["X-Content-Type-Options"] = "nosniff"
    # A sandbox would also stop the browser's own PDF viewer.
    policy = PDF_POLICY if media_type == "application/pdf" else SANDBOX
    response["Content-Security-Policy"] = policy
    response["X-Frame-Options"] = "SAMEORIGIN"
    response["Cache-Control"] = "private, no-store"
    return response
