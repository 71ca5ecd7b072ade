"""Show the questions that would settle most."""

from __future__ import annotations

import typer

from forcereview.cli import showing
from forcereview.review import Review
from forcereview.vocabulary.words import FINDING_WORDS


def show(review: Review, most: int, *, as_json: bool) -> None:
    """Print the ranked questions, each with what its answers would lead to."""
    from forcereview.publish.contract import review_as_json

    if as_json:
        data = review_as_json(review)
        showing.show_json(
            {key: data[key] for key in ("schema", "case", "lens", "questions", "joint_questions")}
        )
        return
    listed = review.questions if most <= 0 else review.questions[:most]
    opened = sum(1 for item in review.governing() if item.is_open)
    typer.echo(f"{len(review.questions)} open questions bear on {opened} open findings.")
    for number, question in enumerate(listed, start=1):
        about = f" ({', '.join(question.about)})" if question.about else ""
        showing.heading(f"{number}. {question.question}{about}")
        typer.echo(
            f"   {question.fact}, {question.state}; can be answered by: "
            + ", ".join(question.who_can_answer)
        )
        for answer in question.answers:
            effects = ", ".join(
                f"{key} {frame} {FINDING_WORDS[new][0]}" for frame, key, new in answer.findings[:6]
            )
            more = f" and {len(answer.findings) - 6} more" if len(answer.findings) > 6 else ""
            showing.paragraph(
                f"{answer.value}: settles {answer.settles}"
                + (f": {effects}{more}" if effects else ""),
                3,
            )
    if review.joint_questions:
        showing.heading("Only together")
    for joint in review.joint_questions[: most or None]:
        facts = " and ".join(
            f"{fact} = {value}"
            for (fact, _), value in zip(joint.questions, joint.answers, strict=True)
        )
        settled = ", ".join(
            f"{key} {frame} {FINDING_WORDS[new][0]}" for frame, key, new in joint.settles[:6]
        )
        showing.paragraph(f"{facts}: {settled}", 3)
