#!/usr/bin/env python3
"""The panel of the demo's assessments: made-up answers of made-up people, the same at every run.

Writes data/readiness_panel.csv. Grades run from 1 (not begun) to 5 (ready); a few questions stay without an answer.
Change the story in MEANS; the data follows.
"""

import csv
import pathlib
import random

ROUNDS = {"2026-03-20": -0.5, "2026-09-18": 0.0}
# How much more ready a region is than the mean, and how many people were asked there.
REGIONS = {"east": (-0.5, 8), "north": (0.2, 7), "west": (0.3, 6)}
# Mean grade and spread in September 2026.
MEANS = {
    "mission": (4.0, 0.6),
    "vision": (3.9, 0.7),
    "targets": (3.1, 0.8),
    "senior-support": (4.3, 0.5),
    "participation": (2.6, 0.9),
    "experts": (3.4, 0.7),
    "human-resources": (2.8, 0.8),
    "culture": (2.4, 1.2),
    "technology-fit": (3.6, 0.7),
    "integration": (1.9, 0.7),
}
GRADES = ["not-begun", "begun", "partly", "largely", "ready"]


def answers():
    dice = random.Random(20260918)
    for day, earlier in ROUNDS.items():
        for region, (shift, people) in REGIONS.items():
            for person in range(1, people + 1):
                mood = dice.gauss(0, 0.3)
                for factor, (mean, spread) in MEANS.items():
                    grade = round(min(5, max(1, dice.gauss(mean + shift + earlier + mood, spread))))
                    answered = dice.random() > 0.04
                    yield day, region, f"{region}-{person:02}", factor, GRADES[grade - 1] if answered else ""


def main():
    path = pathlib.Path(__file__).parent.parent / "data" / "readiness_panel.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["asked_on", "region", "rater", "factor", "grade"])
        writer.writerows(answers())


if __name__ == "__main__":
    main()
