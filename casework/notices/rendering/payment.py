"""The payment code of a letter with a fee: EPC069-12 (“GiroCode”), drawn as a vector picture.

Version 002 with UTF-8, SCT, level M, at most 331 bytes; the BIC is optional within the EEA.
"""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

import segno

LONGEST_NAME = 70
LONGEST_TEXT = 140
LONGEST_CODE = 331  # bytes: version 13 of the symbol, the largest the guideline allows


class PaymentError(ValueError):
    """The fee cannot be put into a payment code; the message says why."""


def payload(fee: Mapping[str, Any], beneficiary: str) -> str:
    """Return the lines of the code for a fee of the facts, payable to the beneficiary.

    The reference goes into the unstructured remittance information, as file numbers are no
    creditor references (ISO 11649). Raises PaymentError where the guideline's limits are passed.
    """
    if fee["currency"] != "EUR" or not 0 < float(fee["amount"]) <= 999_999_999.99:
        raise PaymentError(f"a payment code needs an amount in euros, not {fee['amount']}")
    if len(fee["reference"]) > LONGEST_TEXT:
        raise PaymentError(f"the reference has more than {LONGEST_TEXT} characters")
    lines = [
        "BCD",
        "002",
        "1",
        "SCT",
        fee["bic"] or "",
        beneficiary[:LONGEST_NAME].strip(),
        fee["iban"],
        f"EUR{fee['amount']}",
        "",  # purpose
        "",  # structured remittance information
        fee["reference"],
    ]
    text = "\n".join(lines)
    if len(text.encode()) > LONGEST_CODE:
        raise PaymentError(f"the payment code would have more than {LONGEST_CODE} bytes")
    return text


def drawn(text: str) -> bytes:
    """Return the code as SVG with the quiet zone of four modules the standard asks for."""
    code = segno.make(text, error="m", boost_error=False, encoding="utf-8", eci=False, micro=False)
    target = BytesIO()
    code.save(
        target, kind="svg", border=4, xmldecl=False, omitsize=True, nl=False, svgclass=None,
        lineclass=None, dark="#000", light="#fff",
    )  # fmt: skip
    return target.getvalue()
