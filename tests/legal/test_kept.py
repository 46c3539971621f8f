"""The memory for what never changes: bounded, the least used goes first."""

from legal.kept import Kept


def test_the_least_used_goes_first() -> None:
    kept: Kept[str] = Kept(2)
    kept.put("a", "A")
    kept.put("b", "B")
    assert kept.get("a") == "A"
    kept.put("c", "C")
    assert (kept.get("a"), kept.get("b"), kept.get("c")) == ("A", None, "C")
    assert len(kept) == 2


def test_made_once() -> None:
    kept: Kept[list[int]] = Kept(2)
    made = kept.get_or_make("a", list)
    assert kept.get_or_make("a", list) is made


def test_what_weighs_too_much_is_not_kept_and_drives_nothing_out() -> None:
    kept: Kept[str] = Kept(100, len)
    kept.put("a", "x" * 10)
    assert kept.put("b", "x" * 11) == "x" * 11
    assert kept.get("b") is None
    for name in "cdefghijkl":
        kept.put(name, "x" * 10)
    assert kept.get("a") is None
    assert len(kept) == 10
