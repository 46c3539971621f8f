"""The reasons of a notice: facts and law, then discretion, then what the answer changed."""

from casework.decisions.models import Decision
from casework.decisions.reasons import sections_of

WEIGHED = [
    {"aspect": "purpose", "text": "Der Zweck.\n\nUnd wie er erreicht wird."},
    {"aspect": "milder", "text": "Milder geht es nicht."},
]


def test_bound_decision_has_one_part_without_heading() -> None:
    draft = Decision(reasons="Eins.\n\nZwei.")
    assert sections_of(draft) == [{"heading": None, "paragraphs": ["Eins.", "Zwei."]}]


def test_nothing_written_is_no_reasons() -> None:
    assert sections_of(Decision(reasons=" \n\n ")) == []


def test_discretion_names_its_norm_and_then_what_was_weighed() -> None:
    draft = Decision(
        reasons="Tatsachen.",
        discretion_norm="§ 66 Abs. 1 Satz 1 SGB I",
        considerations=WEIGHED,
        answer_treatment="Sie haben geschrieben.",
    )
    assert sections_of(draft)[1:] == [
        {
            "heading": "Ermessen",
            "paragraphs": [
                "Nach § 66 Abs. 1 Satz 1 SGB I steht diese Entscheidung in unserem Ermessen.",
                "Der Zweck.",
                "Und wie er erreicht wird.",
                "Milder geht es nicht.",
            ],
        },
        {"heading": "Ihre Äußerung", "paragraphs": ["Sie haben geschrieben."]},
    ]


def test_considerations_without_a_norm_are_not_printed() -> None:
    assert sections_of(Decision(considerations=WEIGHED)) == []


def test_norm_without_considerations_is_not_printed() -> None:
    assert sections_of(Decision(discretion_norm="§ 40 VwVfG")) == []
