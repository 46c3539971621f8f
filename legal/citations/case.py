"""Cases of long names: "des Hamburgischen Pressegesetzes" <-> "Hamburgisches Pressegesetz"."""

import re

from legal.citations.words import LAW_NOUN

_FEMININE = re.compile(
    r"(?:ordnung|verfassung|satzung|konvention|übereinkunft|linie|charta|vereinbarung)$"
)
_MASCULINE = re.compile(r"(?:vertrag|pakt|erlass|kodex|beschluss)$")
_GENITIVE = re.compile(
    r"(?<=gesetz)es$|(?<=buch)e?s$|(?<=vertrag)e?s$|(?<=kommen)s$|(?<=statut)s$|(?<=protokoll)s$"
    r"|(?<=pakt)e?s$|(?<=erlass)es$|(?<=dekret)s$|(?<=richtlinie)n$",
    re.IGNORECASE,
)


def nominative(adjectives: list[str], noun: str) -> str:
    """The words before the noun, and the noun, of a name read behind "des" or "der"."""
    head = _GENITIVE.sub("", noun)
    folded = head.casefold()
    ending = "e" if _FEMININE.search(folded) else "er" if _masculine(folded) else "es"
    return " ".join([*(_inflect(word, ending) for word in adjectives), head])


def genitive(name: str) -> str | None:
    """A long name with its article in the genitive; None for an abbreviation, which has none."""
    words = name.split()
    for index, word in enumerate(words):
        if LAW_NOUN.search(word.casefold()):
            ending = r"(?<=\w{3})(?:er|es|e)$" if _masculine(word) else r"(?<=\w{3})(?:es|e)$"
            before = [re.sub(ending, "en", adjective) for adjective in words[:index]]
            feminine = _FEMININE.search(word.casefold())
            noun = word if feminine else word + _ending(word)
            return " ".join(["der" if feminine else "des", *before, noun, *words[index + 1 :]])
        if not re.fullmatch(r"[\wäöüß-]+,?", word) or index > 5:
            break
    return None


def _masculine(noun: str) -> bool:
    return bool(_MASCULINE.search(noun.casefold()))


def _ending(noun: str) -> str:
    """ "-es" behind a hissing sound, else "-s"."""
    return "es" if re.search(r"(?:gesetz|erlass|beschluss|pakt)$", noun.casefold()) else "s"


def _inflect(word: str, ending: str) -> str:
    """An adjective from "-en" to its ending; hyphenated parts and city names stay."""
    return re.sub(r"(?<=\w{3})en$", ending, word)
