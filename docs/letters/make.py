"""Make the pictures of all letters beside this file: ``python docs/letters/make.py``.

The facts are those of the tests (an invented town); pictures are drawn by PDFium, 100 dpi,
few colours, the pages of a letter side by side. The certificate is sealed by the tests' own
certification authority.
"""

import json
import os
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

    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings_for_types"
    django.setup()
    from casework.notices.rendering import render

    for source in sorted((ROOT / "tests/notices/data").glob("*.json")):
        facts = json.loads(source.read_text())
        pdf = render(facts).pdf
        draw(sealed(pdf) if facts["signature"]["form"] == "sealed" else pdf, source.stem)
        if source.stem == "parking_refusal":
            draw(render(facts, draft=True).pdf, "draft")


def sealed(pdf: bytes) -> bytes:
    """Return the letter with a seal of the tests."""
    from pyhanko.sign.signers import SimpleSigner

    from casework.access.models import Authority
    from casework.notices.sealing.seal import seal_pdf
    from tests.notices.seals import PASSWORD, Issuer, archive

    issuer, name = Issuer(), "Stadt Lindenfurt"
    key = archive(issuer.issue(name), issuer, name)
    signer = SimpleSigner.load_pkcs12_data(key, [], PASSWORD.encode())
    return seal_pdf(pdf, signer, Authority(name=name, city="Lindenfurt"))


def draw(pdf: bytes, name: str) -> None:
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
        HERE / f"{name}.png", optimize=True
    )


if __name__ == "__main__":
    main()
