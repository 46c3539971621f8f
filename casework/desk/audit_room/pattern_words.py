"""What each pattern asks, what it looks at, and why a hit may be harmless."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Words:
    """A pattern for people; `%(name)s` in `looked_at` are limits of the installation."""

    question: Promise
    looked_at: Promise
    harmless: Promise


WORDS: dict[str, Words] = {
    "unrelated": Words(
        _("Who reads many cases they have nothing to do with?"),
        _(
            "Cases somebody read on one day without having them or ever acting in them: at least"
            " %(reads_a_day)s, and %(reads_times_median)s times the median of everybody's days."
        ),
        _("Team leads and colleagues at the counter or on the phone look into many cases."),
    ),
    "night": Words(
        _("Who works at night or on weekends?"),
        _(
            "At least %(night_acts)s entries of one person on one day, between %(night_begins)s"
            " and %(night_ends)s o'clock or on a Saturday or Sunday."
        ),
        _("Flexible hours, on-call duty, working through a backlog."),
    ),
    "overrides": Words(
        _("Who often overrides the legal checks?"),
        _("People with at least %(overrides)s overridden findings in the period, by day."),
        _("Overriding is for leads, who decide for a whole team; each has a reason in the log."),
    ),
    "granted": Words(
        _("Was a case taken and granted within minutes?"),
        _(
            "Grants issued by the person who had taken the case themselves at most"
            " %(minutes_to_grant)s minutes before."
        ),
        _("Simple applications with complete documents are decided on the spot."),
    ),
    "powers": Words(
        _("Did somebody change their own powers or roles?"),
        _("Every power to sign and every role that somebody gave to or took from themselves."),
        _("In small offices the administrator also signs."),
    ),
    "sign-ins": Words(
        _("Is somebody trying to get into an account?"),
        _("Accounts with at least %(failed_sign_ins)s failed sign-ins on one day."),
        _("A forgotten password after the holidays."),
    ),
    "downloads": Words(
        _("Did somebody carry off many files?"),
        _("At least %(downloads_an_hour)s files or letters opened by one person within an hour."),
        _("Issuing a batch with previews, preparing a file for the court."),
    ),
}
