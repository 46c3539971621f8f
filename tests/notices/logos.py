"""Two logos as an office would upload them, made by programs that say more than is needed."""

from io import BytesIO

from PIL import Image

SVG = b"""<?xml version="1.0" encoding="UTF-8"?>
<!-- made with a drawing program -->
<svg xmlns="http://www.w3.org/2000/svg" xmlns:sodipodi="http://sodipodi.example/DTD"
 xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 64 72" onload="alert(1)">
<sodipodi:namedview pagecolor="#fff"/><metadata>Ada</metadata><title>Wappen</title>
<g style="fill:#0b6b5d;stroke:none;behavior:url(x)" transform="scale(1)">
<path d="M4 4h56v34c0 17-12 26-28 30C16 64 4 55 4 38z"/></g>
<circle cx="32" cy="28" r="12" fill="url(https://example.org/x.svg#a)" onclick="alert(2)"/>
</svg>"""


def _png() -> bytes:
    picture = Image.new("RGBA", (1400, 300), (11, 107, 93, 128))
    target = BytesIO()
    picture.save(target, "PNG")
    return target.getvalue()


PNG = _png()
