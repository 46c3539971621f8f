"""Reader of the federal portal's statute XML: bytes in, plain immutable objects out. Pure.

The portal (gesetze-im-internet.de) offers one XML a law. `read_law` turns such a file into a `Law`
with every norm node and every character of its text, or refuses it with a `LawError`.
"""

from legal.gii.model import Body, Gazette, Law, LawError, LawNorm, Node, OutlineUnit, Stand
from legal.gii.reader import READER_VERSION, read_law

__all__ = [
    "READER_VERSION",
    "Body",
    "Gazette",
    "Law",
    "LawError",
    "LawNorm",
    "Node",
    "OutlineUnit",
    "Stand",
    "read_law",
]
