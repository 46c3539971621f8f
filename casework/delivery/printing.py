"""Makes the one PDF of a print batch: cover sheet, then every letter as it was issued.

Runs outside a transaction and may be started again at any time: the letters are frozen, and only
the first to finish writes the result.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf

from casework.cases import files
from casework.delivery import sheets
from casework.delivery.models import Attempt, Delivery, PostBatch

STEP = 20  # letters between two reports of progress
A4 = (595.28, 841.89)


@dataclass
class _Stack:
    """The PDF as it grows; with two sides, every part begins on a sheet of its own."""

    pdf: pikepdf.Pdf
    two_sided: bool

    def add(self, content: bytes) -> int:
        """Append a part; returns its own pages, without the blank back of its last sheet."""
        with pikepdf.open(io.BytesIO(content)) as part:
            pages = len(part.pages)
            self.pdf.pages.extend(part.pages)
        if self.two_sided and pages % 2:
            self.pdf.add_blank_page(page_size=A4)
        return pages


def print_batch(batch_id: int) -> None:
    """Write the PDF of a batch that is being made; nothing happens to any other."""
    batch = PostBatch.objects.select_related("unit__authority", "made_by").get(pk=batch_id)
    if batch.state != PostBatch.State.MAKING:
        return
    letters = _Stack(pikepdf.new(), batch.two_sided)
    rows = []
    for number, attempt in enumerate(_attempts(batch), 1):
        rows.append(_add(letters, attempt.delivery))
        if number % STEP == 0:
            PostBatch.objects.filter(pk=batch.pk, state="making").update(printed=number)
    _finish(batch, letters, rows)


def _attempts(batch: PostBatch) -> Iterator[Attempt]:
    chosen = batch.attempts.filter(result=Attempt.Result.OPEN).order_by("pk")
    return (
        chosen.select_related(
            "delivery__notice", "delivery__case__authority", "delivery__case__unit"
        )
        .defer("delivery__notice__html", "delivery__notice__text")
        .iterator(chunk_size=STEP)
    )


def _add(letters: _Stack, delivery: Delivery) -> sheets.Row:
    notice, pages = delivery.notice, 0
    if delivery.channel == Delivery.Channel.FORMAL:
        pages += letters.add(sheets.order(delivery))
    if delivery.lines != notice.facts["addressee"]["lines"]:
        pages += letters.add(sheets.address(delivery))
    pages += letters.add(bytes(notice.pdf))
    what = sheets.way_of(delivery) or notice.subject
    return sheets.Row(notice.number, delivery.lines, what, pages)


def _finish(batch: PostBatch, letters: _Stack, rows: list[sheets.Row]) -> None:
    content, pages = _with_cover(batch, letters, rows)
    # Compare and set: a second run, or a batch dissolved meanwhile, changes nothing.
    PostBatch.objects.filter(pk=batch.pk, state=PostBatch.State.MAKING).update(
        state=PostBatch.State.READY,
        printed=len(rows),
        pages=pages,
        sha256=files.store(content),
    )


def _with_cover(batch: PostBatch, letters: _Stack, rows: list[sheets.Row]) -> tuple[bytes, int]:
    """The whole PDF and its pages."""
    whole = _Stack(pikepdf.new(), batch.two_sided)
    whole.add(sheets.cover(batch, rows))
    whole.pdf.pages.extend(letters.pdf.pages)
    out = io.BytesIO()
    whole.pdf.save(out, deterministic_id=True)
    return out.getvalue(), len(whole.pdf.pages)
