"""Two people who take the next case at the same moment get two different ones."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from casework.access.models import User
from casework.cases.models import Case
from tests.desk.many import copies
from tests.factories import Office, make_case

PEOPLE, ROUNDS = 2, 5


@pytest.mark.django_db(transaction=True)
def test_nobody_gets_the_case_of_another(office: Office) -> None:
    copies(make_case(office), PEOPLE * ROUNDS - 1)

    def takes(person: User) -> list[str]:
        client = Client()
        client.force_login(person)
        try:
            return [client.post("/take-next/").headers["Location"] for _ in range(ROUNDS)]
        finally:
            connection.close()

    with ThreadPoolExecutor(PEOPLE) as pool:
        taken = [url for urls in pool.map(takes, (office.ada, office.ben)) for url in urls]
    assert len(set(taken)) == PEOPLE * ROUNDS
    assert Case.objects.filter(assignee=office.ada).count() == ROUNDS
    assert Case.objects.filter(assignee=office.ben).count() == ROUNDS
