"""Make the pictures of all letters beside this file: ``python docs/letters/make.py``.

The facts are those of the tests (an invented town); pictures are drawn by PDFium, 100 dpi,
96 colours, the pages of a letter side by side.
"""

import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT))
GAP = 24  # pixels between pages
GREY = (222, 222, 222)


def main() -> None:
    """Render each letter of the tests and draw it."""
    import django
    from django.conf import settings

    settings.configure()
    django.setup()
    from casework.notices.rendering import render

    for source in sorted((ROOT / "tests/notices/data").glob("*.json")):
        facts = json.loads(source.read_text())
        draw(render(facts).pdf, HERE / f"{source.stem}.png")
        if source.stem == "parking_refusal":
            draw(render(facts, draft=True).pdf, HERE / "draft.png")


def draw(pdf: bytes, target: Path) -> None:
    """Write the pages of a PDF side by side as one picture."""
    import pypdfium2
    from PIL import Image

    pages = [page.render(scale=100 / 72).to_pil() for page in pypdfium2.PdfDocument(pdf)]
    width = sum(page.width for page in pages) + GAP * (len(pages) + 1)
    picture = Image.new("RGB", (width, pages[0].height + 2 * GAP), GREY)
    left = GAP
    for page in pages:
        picture.paste(page, (left, GAP))
        left += page.width + GAP
    picture.quantize(48, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(
        target, optimize=True
    )


if __name__ == "__main__":
    main()
