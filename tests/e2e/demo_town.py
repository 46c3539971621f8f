"""A small part of the demo, loaded as the demo loads it: what the handbook's pictures show."""

from collections import Counter
from collections.abc import Mapping

from django.utils import timezone
from pytest_django.live_server_helper import LiveServer

from casework.cases.models import Case
from casework.demo import bylaws, desk_order, letter_style, loading, mail, town
from casework.notifying.telling import tell
from tests.law import load_law

# How many applications of each way through a service: in pictures, and so that each page is there.
SHOWN = {"resident-parking": {"": 2}, "estate-agent-licence": {"": 1}}
NEEDED = {
    "resident-parking": {"zugewiesen": 1, "vor-bescheid": 1, "erteilt": 1},
    "estate-agent-licence": {"zur-mitzeichnung": 1},
}


def load(live_server: LiveServer, wanted: Mapping[str, Mapping[str, int]]) -> town.Town:
    """The town with its people, services and the `wanted` applications on their way."""
    now, place = timezone.now(), town.build()
    tell(now)  # from here on
    town.settle_signatures(place, now)
    letter_style.enter(place, now)
    bylaws.enter(place, now)
    load_law()
    services = town.install_services(place, now)
    kept, seen = [], Counter[tuple[str, str]]()
    for one in loading.planned(services, now):
        service, way = str(one.envelope["service"]), one.path.name
        ways = wanted.get(service, {})
        seen[service, way] += 1
        if seen[service, way] <= ways.get(way, ways.get("", 0)):
            kept.append(one)
    port = int(live_server.url.rpartition(":")[2])
    loading.load(kept, place, port, now, lambda: None)
    loading.deliver_misfits(place, port)
    mail.send_out(now)
    desk_order.keep(place, now)
    tell(timezone.now())
    return place


def case_at(task: str) -> Case:
    """The first case whose open step is `task`."""
    found = Case.objects.filter(steps__task=task, steps__status="open", assignee__isnull=False)
    return found.select_related("assignee").order_by("pk")[0]
