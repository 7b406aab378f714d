#!/usr/bin/env python3
"""The demo's customer survey: made-up answers of made-up customers, the same at every run.

Writes data/customer_voice.csv, a row a respondent, and data/customer_voice_invited.csv. Change the story in ITEMS and
SHIFTS; the data follows.
"""

import csv
import pathlib
import random

QUARTERS = {"2026-Q1": 0.0, "2026-Q2": -0.1, "2026-Q3": -0.35}
# How much better a region does than the mean, how many were invited, and how many answered.
REGIONS = {"east": (-0.35, 160, 46), "north": (0.15, 90, 28), "west": (0.25, 60, 19)}
# Expected, perceived (1 to 7) and stated importance (1 to 7) in the first quarter.
ITEMS = {
    "on-time": (6.4, 5.4, 6.5),
    "complete": (6.1, 5.6, 6.0),
    "reply": (6.0, 5.1, 5.9),
    "solve": (6.2, 5.0, 6.2),
    "fresh": (6.6, 6.3, 6.7),
    "hygiene": (6.4, 6.2, 6.2),
    "know-us": (5.2, 5.0, 4.9),
    "reach": (5.0, 5.2, 4.6),
    "packaging": (4.9, 5.3, 4.2),
    "app": (5.1, 4.7, 4.7),
}
# What fell in the third quarter, beside everything a little.
SHIFTS = {("2026-Q3", "on-time"): -0.5, ("2026-Q3", "solve"): -0.3}


def near(dice, mean, spread, low, high):
    return round(min(high, max(low, dice.gauss(mean, spread))))


def respondents():
    dice = random.Random(20260930)
    for quarter, when in QUARTERS.items():
        for region, (shift, _, people) in REGIONS.items():
            for person in range(1, people + 1):
                mood = dice.gauss(0, 0.5)
                row = [quarter, region, f"{region}-{person:02}"]
                level = shift + when + mood
                row.append(near(dice, 7.9 + 1.5 * level, 1.8, 0, 10))
                row.append(near(dice, 3.9 + 0.5 * level, 0.8, 1, 5))
                row.append(near(dice, 5.0 + 0.6 * level, 1.3, 1, 7) if dice.random() > 0.15 else "")
                for item, (expected, perceived, importance) in ITEMS.items():
                    perceived += level + SHIFTS.get((quarter, item), 0)
                    asked = dice.random() > 0.04
                    row.append(near(dice, expected, 0.6, 1, 7) if asked else "")
                    row.append(near(dice, perceived, 0.9, 1, 7) if asked else "")
                    row.append(near(dice, importance, 0.7, 1, 7) if asked else "")
                yield row


def write(name, head, rows):
    path = pathlib.Path(__file__).parent.parent / "data" / name
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(rows)


def main():
    columns = [f"{item.replace('-', '_')}_{side}" for item in ITEMS for side in ("e", "p", "i")]
    write("customer_voice.csv", ["quarter", "region", "respondent", "recommend", "satisfied", "easy", *columns], respondents())
    invited = [[quarter, region, asked] for quarter in QUARTERS for region, (_, asked, _) in REGIONS.items()]
    write("customer_voice_invited.csv", ["quarter", "region", "invited"], invited)


if __name__ == "__main__":
    main()
