"""What the worker does for the services: their law stays fresh."""

import logging
from datetime import UTC, datetime

from django.conf import settings
from procrastinate.contrib.django import app

from casework.services.catalogue import package_of
from casework.services.models import Service
from legal.download import Unreachable
from legal.portal import source_from
from legal.search.index import catch_up
from legal.sync import sync

logger = logging.getLogger(__name__)


def law_slugs() -> list[str]:
    """The portal's names of all statutes that installed services cite."""
    versions = Service.objects.filter(current__isnull=False).values_list("current", flat=True)
    return sorted({slug for version in versions if version for slug in package_of(version).laws})


@app.periodic(cron="17 3 * * *")
@app.task(queueing_lock="services.refresh_law", pass_context=False)
def refresh_law(timestamp: int) -> int:
    """Every night: bring the statutes of the installed services up to date; how many changed.

    A source that cannot be reached is logged; the next night tries again. Norms that wait for
    the search, whoever imported them, enter it.
    """
    now, touched = datetime.fromtimestamp(timestamp, UTC), 0
    try:
        for result in sync(source_from(settings.LAW_SOURCE), law_slugs(), now):
            if result.error:
                logger.error("law %s was refused: %s", result.slug, result.error)
            touched += bool(result.outcome and result.outcome.touched)
    except Unreachable as error:
        logger.warning("the source of law cannot be reached: %s", error)
    indexed = sum(catch_up())
    if indexed:
        logger.info("%d norms entered the search", indexed)
    return touched
