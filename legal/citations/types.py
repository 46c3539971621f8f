"""The plain objects of the citation engine, and its bounds."""

from dataclasses import dataclass

# Bounds. Longer texts are refused with a reason instead of being read slowly.
MAX_TEXT = 2_000_000  # characters in one call of find(); the longest statute has 1.3 million
MAX_CITATION = 4_000  # characters in one call of parse()
MAX_CHAIN = 600  # tokens in one chain of citations; a longer one is reported in pieces
MAX_RANGE = 50  # members of a range that are listed one by one; longer: start (with until) and end
MAX_LISTED = 100_000  # members of ranges listed in one text; further ranges stay start and end


class CitationError(ValueError):
    """A text that cannot be read for citations; the message says why."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step down into a norm, e.g. level "absatz", value "2a" (see LEVELS for the levels)."""

    level: str
    value: str


@dataclass(frozen=True, slots=True)
class Citation:
    """One cited passage.

    norm: "41", "3a", "1.07", "" (a reference relative to its surroundings, e.g. "Absatz 2").
    law: canonical abbreviation ("VwVfG", "SGB X") where our table knows the law, else as written
        (long names in the nominative); None where the text names none ("§ 5", "dieses Gesetzes").
    kind: "§", "Art.", "Anlage", "Anhang" or "" (relative).
    steps: the levels in the order of the text ("Absatz 1 Satz 1 Nr. 5 Satz 2" keeps both Satz).
    part: what the norm stands in: "Art. 97" in "Art. 97 § 1 EGAO", else "".
    following: "", "f." (and the next one) or "ff." (and the next ones).
    until: last value of the range that starts here; the members of the range follow as citations
        of their own as far as they can be listed, so the until matters for inserted norms (17a).
    edition: "", "a.F." or "n.F.".
    conjoined: True where the text reads "in Verbindung mit" before this citation.
    """

    norm: str
    law: str | None = None
    kind: str = "§"
    steps: tuple[Step, ...] = ()
    part: str = ""
    following: str = ""
    until: str | None = None
    edition: str = ""
    conjoined: bool = False

    def value(self, level: str) -> str | None:
        """Value of the first (outermost) step of that level, None where there is none."""
        for step in self.steps:
            if step.level == level:
                return step.value
        return None

    @property
    def absatz(self) -> str | None:
        return self.value("absatz")

    @property
    def satz(self) -> str | None:
        return self.value("satz")

    @property
    def halbsatz(self) -> str | None:
        return self.value("halbsatz")

    @property
    def nummer(self) -> str | None:
        return self.value("nummer")

    @property
    def buchstabe(self) -> str | None:
        return self.value("buchstabe")

    @property
    def doppelbuchstabe(self) -> str | None:
        return self.value("doppelbuchstabe")


@dataclass(frozen=True, slots=True)
class Found:
    """A citation in a running text: text[start:end] == found.text, with one target or more."""

    start: int
    end: int
    text: str
    targets: tuple[Citation, ...]
