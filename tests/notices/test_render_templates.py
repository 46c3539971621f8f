"""Templates of a service package are input: they say what they may, and fail loudly."""

import pytest

from casework.notices.rendering import LetterError, render, render_html, render_pdf
from tests.notices.render_samples import changed, facts_of

EXTENDS = '{% extends "letters/decision.html" %}'


def filled(source: str, **more: str) -> str:
    """Return the grant rendered with a package template of this source."""
    templates = {"parking/grant.html": source, **more}
    return render_html(facts_of(), "parking/grant.html", templates)


def in_opening(source: str) -> str:
    return f"{EXTENDS}{{% block opening %}}{source}{{% endblock %}}"


def test_a_package_overrides_a_block_and_keeps_the_rest() -> None:
    html = filled(in_opening("<p>Parken in {{ authority.city }}.</p>"))
    assert "<p>Parken in Lindenfurt.</p>" in html
    assert "Rechtsbehelfsbelehrung" in html


def test_a_package_includes_its_own_parts() -> None:
    html = filled(
        in_opening('{% include "parking/part.html" %}'),
        **{"parking/part.html": "<p>Az. {{ case.file_number }}</p>"},
    )
    assert "<p>Az. BP-2026-004711</p>" in html


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("{{ case.fil_number }}", "case.fil_number"),
        ("{{ applicant }}", "applicant"),
        ("{% if case.colour %}x{% endif %}", "case.colour"),
        ("{% if colour %}x{% endif %}", "colour"),
        ("{% for x in decision.clauses %}{{ x }}{% endfor %}", "decision.clauses"),
        ("{{ response_due }}", "response_due"),
        ("{{ response_due|long_date }}", "response_due"),
        (
            "{% for r in decision.reasons %}{{ r.heading }}{% endfor %}",
            "decision.reasons.0.heading",
        ),
        ("{{ body.5 }}", "body.5"),
    ],
)
def test_a_missing_value_is_an_error_with_template_line_and_name(source: str, name: str) -> None:
    with pytest.raises(LetterError) as caught:
        filled(in_opening(f"\n\n{source}"))
    assert str(caught.value) == f"parking/grant.html, line 3: no value for {name}"


@pytest.mark.parametrize(
    "source",
    [
        "{% load static %}",
        "{% now 'Y' %}",
        "{% debug %}",
        "{% csrf_token %}",
        "{% url 'desk:inbox' %}",
        "{% autoescape off %}{{ letter.subject }}{% endautoescape %}",
        "{{ letter.subject|safe }}",
        "{{ body|random }}",
        "{{ letter.subject|pprint }}",
        "{{ letter.subject|center:'99999999' }}",
        "{{ letter.subject.__class__ }}",
        "{% if %}",
        "{{ letter.subject",
    ],
)
def test_tags_and_filters_beyond_the_list_are_refused(source: str) -> None:
    if source == "{{ letter.subject":
        source += "|nonsense }}"
    with pytest.raises(LetterError, match=r"^parking/grant\.html"):
        filled(in_opening(source))


@pytest.mark.parametrize(
    "name", ["/etc/passwd", "../desk/inbox.html", "desk/inbox.html", "letters/../base.html"]
)
def test_no_file_beside_the_letters_can_be_included(name: str) -> None:
    with pytest.raises(LetterError, match="there is no letter template"):
        filled(in_opening(f'{{% include "{name}" %}}'))


def test_a_package_cannot_replace_our_own_templates() -> None:
    with pytest.raises(LetterError, match="not for packages"):
        render_html(facts_of(), package_templates={"letters/base.html": "all mine"})


def test_templates_that_include_each_other_without_end_are_an_error() -> None:
    with pytest.raises(LetterError, match="without end"):
        filled('{% include "parking/grant.html" %}')


def test_an_unknown_template_is_an_error() -> None:
    with pytest.raises(LetterError, match="there is no letter template"):
        render_html(facts_of(), "parking/unknown.html")


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "https://example.org/pixel.png",
        "http://127.0.0.1:9/",
        "letters:../../casework/settings.py",
        "letters:fonts/README.md",
        "letters:missing.css",
        "pixel.png",
    ],
)
@pytest.mark.parametrize("element", ['<img alt="x" src="{}">', '<link rel="attachment" href="{}">'])
def test_a_letter_loads_nothing_but_the_letters_own_files(address: str, element: str) -> None:
    html = filled(in_opening(element.format(address)))
    with pytest.raises(LetterError, match="letters may not load"):
        render_pdf(html, facts_of(), draft=True)


def test_what_people_enter_is_text_and_never_markup() -> None:
    evil = "<img src='file:///etc/passwd'><script>alert(1)</script>"
    facts = changed(facts_of(), "decision.operative_part.0", evil)
    letter = render(facts, draft=True)
    assert "<script>" not in letter.html
    assert evil in letter.text
