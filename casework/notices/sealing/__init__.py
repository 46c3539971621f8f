"""The authority's electronic seal on letters: PAdES B-B, or B-T with a time-stamping service.

A qualified seal replaces the written form (§ 3a Abs. 3 Nr. 3 Buchst. a VwVfG, § 36a Abs. 2a Nr. 3
Buchst. a SGB I). The bytes of a sealed letter hold the moment of sealing: they are not the same
twice, the bytes before the seal are.
"""

from casework.notices.sealing.certificate import SealError, load
from casework.notices.sealing.seal import sealed
from casework.notices.sealing.verification import Report, trusted_roots, verify

__all__ = ["Report", "SealError", "load", "sealed", "trusted_roots", "verify"]
