"""Citations are links wherever they are read: in the step, its form, the record, logs and lists."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from casework.cases.actions import add_note
from casework.cases.models import Case
from casework.decisions.models import Decision
from casework.lawwatch.notes import write_note
from casework.process.bindings import binding_of
from legal import citations
from legal.models import Norm
from tests.desk.conftest import SignIn
from tests.desk.law_changes import CHANGED, load_again
from tests.factories import NOW, Office, make_case, open_step, work_on
from tests.law import load_law
from tests.lawwatch.test_earlier import decided

pytestmark = pytest.mark.django_db
_LINK = re.compile(r'<a class="law-link" href="([^"]+)"[^>]*>([^<]+)')


def links(client: Client, url: str) -> dict[str, str]:
    """The texts of the links to law on a page, with where they lead."""
    answer = client.get(url)
    assert answer.status_code == 200
    found = _LINK.findall(answer.content.decode())
    return {" ".join(text.split()): address for address, text in found}


@pytest.fixture
def case(office: Office) -> Case:
    load_law()
    return make_case(office)


def cited(*texts: str) -> set[str]:
    return {" ".join(hit.text.split()) for text in texts for hit in citations.find(text)}


def test_everything_a_step_cites(office: Office, case: Case, sign_in: SignIn) -> None:
    found = links(sign_in(office.ada), f"/cases/{case.file_number}/")
    binding = binding_of(open_step(case))
    asked = [*(item.law for item in binding.checklist), *(one.law for one in binding.fields)]
    wanted = cited(binding.guidance, *asked)
    assert len(wanted) > 4
    assert wanted <= found.keys()
    assert found["§ 45 StVO"].startswith("/law/stvo_2013/45/")
    assert found["§ 37 Abs. 1 Satz 1 BMG"] == "https://www.gesetze-im-internet.de/bmg/__37.html"


def test_a_link_in_a_label_is_not_the_name_of_another_field(
    office: Office, case: Case, sign_in: SignIn
) -> None:
    text = sign_in(office.ada).get(f"/cases/{case.file_number}/").content.decode()
    label = text.partition('<label class="kern-label" for="check-')[2].partition("</label>")[0]
    assert 'class="law-link"' in label


def test_notes_in_the_file_and_on_the_norm(office: Office, case: Case, sign_in: SignIn) -> None:
    add_note(case=case, text="Siehe § 13 BMG.", by=office.ben, now=NOW)
    norm = Norm.objects.get(key="45")
    write_note(norm=norm, text="Auch § 17 BMG.", review_on=None, by=office.ada, now=NOW)
    ada = sign_in(office.ada)
    found = links(ada, f"/cases/{case.file_number}/")
    assert "§ 13 BMG" in found
    assert found["§ 17 BMG"] == "/law/cited/?cite=%C2%A7+17+BMG"
    assert "§ 17 BMG" in links(ada, "/norms/stvo_2013/45/notes/")


def test_reasons_of_earlier_decisions(office: Office, case: Case, sign_in: SignIn) -> None:
    earlier = decided(office, "earlier")
    Decision.objects.filter(case=earlier).update(reasons="Nach § 45 StVO und § 14 BMG.")
    ada = sign_in(office.ada)
    assert "§ 14 BMG" in links(ada, f"/cases/{case.file_number}/")
    assert "§ 14 BMG" in links(ada, "/norms/stvo_2013/45/notes/")


def test_findings(office: Office, case: Case, sign_in: SignIn) -> None:
    ada, url = sign_in(office.ada), f"/cases/{case.file_number}/"
    work_on(case, office.ada)
    ada.get(url)
    Decision.objects.filter(case=case).update(operative_part="", reasons="Nach § 99 StVO.")
    text = ada.get(url).content.decode()
    state = text.partition('id="decision-state"')[2]
    assert 'class="law-link"' in state


def test_history_and_log(office: Office, case: Case, sign_in: SignIn) -> None:
    norm = Norm.objects.get(key="45")
    write_note(norm=norm, text="Notiz", review_on=None, by=office.ada, now=NOW)
    assert "§ 45 StVO" in links(sign_in(office.rolf), "/audit/")
    answer = sign_in(office.ada).get(f"/cases/{case.file_number}/history/")
    assert answer.status_code == 200


def test_review_list_and_services(office: Office, case: Case, sign_in: SignIn) -> None:
    load_again(CHANGED, 2)
    adm = sign_in(office.adm)
    assert "§ 45 Abs. 1b Satz 1 Nr. 2a StVO" in links(adm, "/law-review/")
    assert 'href="/law/stvo_2013/">StVO</a>' in adm.get("/services/").content.decode()


def test_deadline_reasons(office: Office, case: Case, sign_in: SignIn) -> None:
    deadline = case.deadlines.first()
    assert deadline is not None
    deadline.because = ["Drei Monate nach § 75 Satz 2 VwGO."]
    deadline.due_on = (NOW + timedelta(days=90)).date()
    deadline.save()
    assert "§ 75 Satz 2 VwGO" in links(sign_in(office.ada), f"/cases/{case.file_number}/")
