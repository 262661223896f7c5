"""The measures of the package ``tilse`` (Martschat and Markert 2017), in the peers' environment: ``python -m benchmarks.peers.tilse_measures``.

Reads from standard input ``{"rouge": "reimpl" or "original", "items": [{"predicted": TIMELINE, "reference": TIMELINE}]}``, a timeline
being a list of sentences by day (YYYY-MM-DD), and prints one JSON object for each item: precision, recall and F1 by measure.
``original`` is the Perl script that ``tilse`` brings (it wants Perl with ``XML::DOM`` and ``DB_File``), ``reimpl`` its own approximation of it.
"""

from __future__ import annotations

import functools
import json
import sys
from datetime import date
from typing import Any

MEASURES = {"rouge_1": "1", "rouge_2": "2"}


def main() -> None:
    """The command."""
    from tilse.data.timelines import GroundTruth, Timeline
    from tilse.evaluation import dates, rouge

    asked = json.load(sys.stdin)
    evaluator = rouge.TimelineRougeEvaluator(measures=set(MEASURES), rouge_computation=asked["rouge"])
    if asked["rouge"] == "reimpl":  # the same stems are asked for again and again
        evaluator.rouge.stem_function = functools.lru_cache(None)(evaluator.rouge.stem_function)

    def timeline(told: dict[str, list[str]]) -> Any:
        return Timeline({date.fromisoformat(day): sentences for day, sentences in told.items()})

    for item in asked["items"]:
        predicted, truth = timeline(item["predicted"]), GroundTruth([timeline(item["reference"])])
        scores = {"dates": dates.evaluate_dates(predicted, truth)}
        for name, evaluate in {
            "ar": evaluator.evaluate_align_date_content_costs_many_to_one,
            "concat": evaluator.evaluate_concat,
            "agreement": evaluator.evaluate_agreement,
            "align": evaluator.evaluate_align_date_costs,
        }.items():
            for measure, told in evaluate(predicted, truth).items():
                scores[f"{name}{MEASURES[measure]}"] = told
        print(json.dumps(scores), flush=True)


if __name__ == "__main__":
    main()
