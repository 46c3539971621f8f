"""The large office: copies of a case that went its way, written with COPY."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from casework.cases.models import Case, CaseText, FileNumberSequence
from casework.demo.large import dice, filling
from casework.demo.large.office import Team, enlarge
from casework.demo.large.templates import Template, template_of
from casework.demo.town import Town, read
from tests.factories import NOW, Office, make_case, work_on

NAMES = {"given_names": ["Mira"], "family_names": ["Vogt"], "streets": ["Weg"], "firms": ["GmbH"]}


def moulds(office: Office) -> list[Template]:
    """An open case and a closed one."""
    running = make_case(office, "running")
    done = make_case(office, "done")
    work_on(done, office.ada)
    Case.objects.filter(pk=done.pk).update(status="closed", closed_at=NOW, assignee=office.ada)
    found = Case.objects.select_related("service").order_by("pk")
    assert [one.pk for one in found] == [running.pk, done.pk]
    return [template_of(one, 1, NOW, log=True) for one in found]


def test_copies_hold_what_their_mould_holds_under_numbers_of_their_own(office: Office) -> None:
    templates = moulds(office)
    mould = Case.objects.get(status="closed")
    team = Team(office.other_unit.pk, (office.cleo.pk,))
    copies = list(dice.thrown(templates, [team], NAMES, 20, seed=3))
    connection.check_constraints()  # an index is dropped only where no check is outstanding

    filling.fill(copies, lambda number: None)

    written = Case.objects.filter(unit=office.other_unit).order_by("pk")
    closed = written.filter(status="closed").first()
    assert closed is not None and written.count() == 20
    assert len(set(Case.objects.values_list("file_number", flat=True))) == 22
    assert closed.steps.count() == mould.steps.count()
    assert closed.documents.count() == mould.documents.count() == 1
    assert closed.process.state == mould.process.state
    assert closed.assignee == office.cleo
    assert closed.opened_at < mould.opened_at
    assert closed.parties.get().name == closed.applicant_name
    assert closed.data["applicant"]["family_name"] == closed.parties.get().family_name
    assert CaseText.objects.filter(case__in=written, vector="vogt").count() == 20
    assert FileNumberSequence.objects.get(year=NOW.year).last > 2
    assert not connection.check_constraints()


def test_the_next_case_comes_behind_the_copies(office: Office) -> None:
    templates = moulds(office)
    team = Team(office.unit.pk, (office.ada.pk,))
    connection.check_constraints()
    filling.fill(dice.thrown(templates, [team], NAMES, 5, seed=1), lambda number: None)

    case = make_case(office, "later")

    assert case.pk == Case.objects.order_by("pk").values_list("pk", flat=True).last()
    assert Case.objects.filter(file_number=case.file_number).count() == 1


def test_the_same_seed_throws_the_same_office() -> None:
    closed = Template(1, 1, "A", is_open=False, organisation=False)
    running = Template(1, 1, "A", is_open=True, organisation=True)
    teams = [Team(1, (1, 2)), Team(2, (3,))]

    def throw(seed: int) -> list[dice.Copy]:
        return list(dice.thrown([closed, running], teams, read("people.json"), 4000, seed))

    assert throw(1) == throw(1) != throw(2)
    assert 0.05 < sum(copy.template.is_open for copy in throw(1)) / 4000 < 0.08
    assert all(copy.worker in copy.team.workers for copy in throw(1))


def test_units_form_a_tree_with_people_in_every_team(office: Office) -> None:
    root = office.unit.parent
    assert root is not None
    town = Town(office.authority, {"stadt": root}, {})

    teams = enlarge(town, 30, seed=1)

    assert office.authority.units.count() == 30 - 1 + 3
    assert all(team.workers for team in teams)
    assert office.authority.units.filter(parent__parent=root).exists()


def test_a_database_with_cases_is_left_alone(office: Office) -> None:
    make_case(office)
    with pytest.raises(CommandError, match="There are cases"):
        call_command("bench_data", "--cases", "10")
    assert Case.objects.count() == 1
