"""What the desk's templates need beyond Django's own tags."""

from datetime import date
from typing import Any

from django import template
from django.forms import BoundField
from django.forms.widgets import CheckboxInput, Select, Textarea
from django.utils.formats import date_format, number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext

from casework.decisions.texts import paragraphs
from casework.desk.inbox.urgency import Urgency
from casework.desk.inbox.urgency import urgency as urgency_of

register = template.Library()

HALF_A_YEAR = 182
BADGES = {"overdue": "danger", "today": "warning", "soon": "info"}


@register.simple_tag
def kern_widget(field: BoundField) -> SafeString:
    """The widget of a form field in KERN's dress, tied to its hint and its errors."""
    ids = [f"{field.id_for_label}-hint"] if field.help_text and field.name != "password" else []
    ids += [f"{field.id_for_label}-error-{n}" for n, _ in enumerate(field.errors, 1)]
    # A label says what belongs there; a placeholder would say it again, and vanish.
    attrs: dict[str, Any] = {"aria-describedby": " ".join(ids) or False, "placeholder": False}
    if field.errors:
        attrs["aria-invalid"] = "true"
    widget = field.field.widget
    error = " kern-form-input__input--error" if field.errors else ""
    if isinstance(widget, CheckboxInput):
        attrs["class"] = "kern-form-check__checkbox"
    elif isinstance(widget, Select):
        attrs["class"] = "kern-form-input__select"
        inner = field.as_widget(attrs=attrs)
        return format_html('<div class="kern-form-input__select-wrapper">{}</div>', inner)
    else:
        attrs["class"] = "kern-form-input__input" + error
        if isinstance(widget, Textarea):
            attrs["class"] += " text-area"
    return field.as_widget(attrs=attrs)


@register.inclusion_tag("desk/due.html")
def due(value: Urgency | date | None, today: date | None = None) -> dict[str, Any]:
    """A due date: the date, how near it is in words, and a shape where it presses."""
    found = value if isinstance(value, Urgency) else urgency_of(value, today or date.today())
    return {"urgency": found, "badge": BADGES.get(found.level, "")}


@register.simple_tag
def since_day(day: date, today: date) -> str:
    """Since when something holds, without the year if it is this one: "seit 12.11."."""
    near = abs((today - day).days) < HALF_A_YEAR
    # Translators: the format of a day without its year, as Django's date filter takes it
    form = pgettext("day without year", "j M") if near else "SHORT_DATE_FORMAT"
    return gettext("since %(day)s") % {"day": date_format(day, form)}


@register.filter
def file_size(size: int) -> str:
    """A number of bytes as people read it: "312 kB", "1,4 MB"."""
    if size < 1000:
        return f"{size} B"
    if size < 1_000_000:
        return f"{number_format(size / 1000, 0)} kB"
    return f"{number_format(size / 1_000_000, 1)} MB"


@register.filter
def prose(text: str) -> SafeString:
    """Plain text with paragraphs parted by empty lines, as HTML."""
    return format_html_join("", "<p>{}</p>", ((part,) for part in paragraphs(text)))
