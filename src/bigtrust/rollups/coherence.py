"""The counts behind Coherence: what people answer when asked about trust."""

from typing import Any

from sqlalchemy import Select, and_, case

from bigtrust.promises.promises import Promises
from bigtrust.rollups.rollup import People, Rollup
from bigtrust.rollups.whose import of_persons, with_customers


def _survey_answers(promises: Promises) -> Select[Any]:
    """Answers without a score or statement are left out (decisions.md, 59)."""
    answers = promises.snapshot.table("survey_answers")
    told = and_(answers.c.score.is_not(None), answers.c.statement.is_not(None))
    day = case((told, answers.c.answered_on))
    return of_persons(
        promises,
        "survey_answers",
        with_customers(promises, "survey_answers"),
        [answers.c.statement],
        {
            "answers": (day, 1),
            "scores": (day, answers.c.score),
            "trusting": (day, case((answers.c.score >= 6, 1), else_=0)),
            "distrusting": (day, case((answers.c.score <= 2, 1), else_=0)),
        },
    )


SURVEY_ANSWERS = Rollup(
    "survey_answers",
    counts=("answers", "scores", "trusting", "distrusting"),
    rows=_survey_answers,
    people=People.COUNTED,
    dimensions=("statement",),
)
