"""What a process keeps: by its key, bounded, and compared with what is made anew."""

import pytest
from django.db.models import F, QuerySet

from casework.access.models import User
from casework.kept import Kept
from casework.prepared import Given, Known, OneOf, ask
from tests.factories import Office


def test_what_was_not_asked_for_longest_goes_first() -> None:
    kept: Kept[str] = Kept(2)
    for key in ("one", "two", "one", "three"):
        kept.get(key, lambda key=key: key.upper())  # type: ignore[misc]
    made: list[str] = []
    for key in ("one", "three", "two"):
        kept.get(key, lambda key=key: made.append(key) or key.upper())  # type: ignore
    assert [key for key in made if key == "two"] == ["two"]
    assert kept.get("two", lambda: "TWO") == "TWO"


def test_a_key_that_leaves_something_out_is_found_out() -> None:
    kept: Kept[str] = Kept(2)
    kept.get("name", lambda: "Ada")
    with pytest.raises(AssertionError, match="'name'"):
        kept.get("name", lambda: "Ben")


@pytest.mark.django_db
def test_one_text_for_lists_of_any_length(office: Office) -> None:
    def people() -> object:
        return User.objects.filter(OneOf(F("id"), Given("ids"))).order_by("pk")

    everybody = [office.ada.pk, office.ben.pk]
    assert ask("people of a test", people, ids=everybody) == [office.ada, office.ben]  # type: ignore
    assert ask("people of a test", people, ids=everybody[1:]) == [office.ben]  # type: ignore
    assert ask("people of a test", people, ids=[]) == []  # type: ignore


@pytest.mark.django_db
def test_a_question_that_leaves_something_out_is_found_out(office: Office) -> None:
    ask("a name", lambda: User.objects.filter(pk=office.ada.pk))
    with pytest.raises(AssertionError, match="a name"):
        ask("a name", lambda: User.objects.filter(pk=office.ben.pk))


@pytest.mark.django_db
def test_one_text_for_everybody(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is known of a person stands in the query, and is a gap in what is kept."""

    def named(user: User) -> QuerySet[User]:
        return User.objects.filter(pk=Known("user", user.pk))

    assert named(office.ada).get() == office.ada
    made: list[User] = []
    monkeypatch.setattr(Kept, "checked", False)
    for person in (office.ada, office.ben):
        asked = ask("who", lambda who=person: made.append(who) or named(who), user=person.pk)  # type: ignore
        assert asked == [person]
    assert made == [office.ada]


@pytest.mark.django_db
def test_whoever_gives_something_else_is_found_out(office: Office) -> None:
    def named() -> QuerySet[User]:
        return User.objects.filter(pk=Known("user", office.ada.pk))

    with pytest.raises(AssertionError, match="who else"):
        ask("who else", named, user=office.ben.pk)


@pytest.mark.django_db
def test_what_can_never_be_is_not_asked(office: Office) -> None:
    assert ask("nothing", lambda: User.objects.filter(pk__in=[])) == []


@pytest.mark.django_db
def test_one_text_asked_in_two_ways_keeps_both(office: Office) -> None:
    ada = User.objects.filter(pk=office.ada.pk)
    assert ask("as dictionaries", lambda: ada.values("username")) == [{"username": "ada"}]
    assert ask("as tuples", lambda: ada.values_list("username")) == [("ada",)]
