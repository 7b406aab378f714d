"""The story of Example Dairy, a made-up dairy delivery company: who there is, how rates drift, and what happened when.

make-demo-data.py turns it into data. Months are counted from November 2022 (0); the drop begins at 12 (November 2023)
and ends at 47 (October 2026). Change the story here; the data follows.
"""

import calendar
import datetime
import random
from typing import NamedTuple

FIRST_MONTH, LAST_MONTH = 12, 47  # of the drop; only the customer master knows the year before


class Branch(NamedTuple):
    id: str
    region: str
    erp_code: str
    zh: str
    en: str
    households: int  # in November 2022
    skill: float  # how well it is run, -1 to 1
    opened: int  # month


BRANCHES = [
    Branch("yunting", "east", "0101", "云汀分公司", "Yunting", 620, 0.3, 0),
    Branch("xiqiao", "east", "0102", "汐桥分公司", "Xiqiao", 480, -0.2, 0),
    Branch("nanyu", "east", "0103", "南屿分公司", "Nanyu", 400, -0.5, 0),
    Branch("dongyu", "east", "0104", "东榆分公司", "Dongyu", 340, 0.1, 0),
    Branch("shuoyuan", "north", "0201", "朔原分公司", "Shuoyuan", 520, 0.9, 0),
    Branch("boling", "north", "0202", "柏岭分公司", "Boling", 430, 0.6, 0),
    Branch("baihua", "north", "0203", "白桦分公司", "Baihua", 300, 0.2, 0),
    Branch("changpo", "north", "0204", "长坡分公司", "Changpo", 260, 0.4, 0),
    Branch("shidu", "west", "0301", "石渡分公司", "Shidu", 410, -0.1, 0),
    Branch("jinwu", "west", "0302", "锦坞分公司", "Jinwu", 360, 0.5, 0),
    Branch("chuanhe", "west", "0303", "川禾分公司", "Chuanhe", 240, -0.7, 0),
    Branch("qinglan", "west", "0304", "青岚分公司", "Qinglan", 0, -0.3, 28),
]
REGIONS = [("east", "0100", "东区", "East"), ("north", "0200", "北区", "North"), ("west", "0300", "西区", "West")]
OPENING_WINS = [64, 52, 44, 36, 30, 24, 20]  # customers a new branch wins in its first months
TIERS = ["basic", "fresh", "premium"]

# A rate's anchors (month, value), what a well-run branch adds, and the noise of a branch and of a month.
SHAPES = {
    "churn": ([(0, 0.0160), (24, 0.0156), (44, 0.0142), (47, 0.0140)], -0.0042, 0.0012, 0.0008),
    "win": ([(0, 0.0195), (24, 0.0188), (47, 0.0192)], 0.0030, 0.0020, 0.0012),
    "upgrade": ([(0, 0.0060), (24, 0.0066), (28, 0.0085), (47, 0.0112)], 0.0022, 0.0010, 0.0008),
    "downgrade": ([(0, 0.0052), (47, 0.0046)], -0.0010, 0.0004, 0.0003),
    "on_time": ([(0, 0.905), (24, 0.917), (38, 0.930), (47, 0.966)], 0.024, 0.006, 0.004),
    "in_full": ([(0, 0.968), (47, 0.983)], 0.008, 0.002, 0.001),
    "fresh": ([(0, 0.915), (30, 0.937), (47, 0.957)], 0.018, 0.005, 0.003),
    "spoiled": ([(0, 0.021), (30, 0.018), (47, 0.0145)], -0.004, 0.001, 0.0007),
    "load": ([(0, 0.69), (24, 0.73), (38, 0.75), (47, 0.83)], 0.05, 0.014, 0.008),
    "empty_km": ([(0, 0.27), (36, 0.25), (47, 0.205)], -0.03, 0.008, 0.005),
    "bottle_return": ([(0, 0.80), (47, 0.86)], 0.03, 0.008, 0.006),
    "changes_done": ([(0, 0.78), (28, 0.82), (47, 0.90)], 0.04, 0.015, 0.012),
    "complaint": ([(0, 0.0175), (47, 0.0140)], -0.0050, 0.0016, 0.0010),
    "solved": ([(0, 0.80), (28, 0.84), (42, 0.89), (47, 0.89)], 0.06, 0.02, 0.012),
    "satisfied": ([(0, 4.02), (40, 4.26), (47, 4.23)], 0.18, 0.04, 0.03),
    "turnover": ([(0, 0.029), (47, 0.0235)], -0.007, 0.010, 0.003),
    "training": ([(0, 1.9), (24, 2.2), (47, 2.7)], 0.6, 0.35, 0.20),
    "skilled": ([(26, 0.58), (47, 0.77)], 0.08, 0.010, 0.006),
    "engaged": ([(0, 0.60), (30, 0.64), (47, 0.685)], 0.07, 0.03, 0.01),
    "complete": ([(26, 0.58), (34, 0.80), (47, 0.885)], 0.06, 0.010, 0.006),
    "adopted": ([(26, 0.34), (36, 0.60), (47, 0.70)], 0.12, 0.02, 0.012),
    "converted": ([(26, 0.155), (47, 0.205)], 0.022, 0.012, 0.008),
    "collect_days": ([(0, 49.0), (30, 45.0), (47, 43.0)], -7.0, 1.5, 0.8),
    "overdue": ([(0, 0.115), (47, 0.088)], -0.035, 0.008, 0.005),
    "stock_days": ([(0, 11.2), (47, 9.3)], -1.2, 0.4, 0.25),
}
# Rate, where (branch or region, "" everywhere), first month, last month, how much is added.
EVENTS = [
    # The Spring Festival: too few hands, and people away cancel.
    *[("on_time", "", month, month, -0.045) for month in ("2024-02", "2025-01", "2026-02")],
    *[("churn", "", month, month, 0.004) for month in ("2024-02", "2025-02", "2026-02")],
    # The heat wave of 2024.
    ("fresh", "", "2024-07", "2024-08", -0.030), ("spoiled", "", "2024-07", "2024-08", 0.008),
    ("complaint", "", "2024-07", "2024-08", 0.006),
    # Route planning: East, the last to have it, lags behind.
    ("on_time", "east", "2026-04", "2026-08", -0.012),
    # Promotions in September, the referral campaign, West ahead of the others.
    *[("win", "", month, month, 0.012) for month in ("2024-09", "2025-09")],
    ("win", "", "2026-04", "2026-05", 0.008), ("win", "west", "2025-11", "2026-10", 0.004),
    # East in 2026: a new cold store that fails, complaints that queue, then a rival platform.
    ("fresh", "east", "2026-07", "2026-08", -0.040), ("fresh", "east", "2026-09", "2026-10", -0.022),
    ("complaint", "east", "2026-07", "2026-10", 0.012), ("solved", "east", "2026-07", "2026-07", -0.12),
    ("solved", "east", "2026-08", "2026-08", -0.20), ("solved", "east", "2026-09", "2026-10", -0.22),
    ("solved", "", "2026-07", "2026-10", -0.02), ("satisfied", "east", "2026-08", "2026-10", -0.60),
    ("win", "east", "2026-08", "2026-10", -0.007), ("churn", "east", "2026-08", "2026-08", 0.018),
    ("churn", "east", "2026-09", "2026-09", 0.032), ("churn", "east", "2026-10", "2026-10", 0.044),
    # Branches with a story of their own.
    ("turnover", "chuanhe", "2026-03", "2026-10", 0.020), ("overdue", "chuanhe", "2026-05", "2026-10", 0.10),
    ("collect_days", "chuanhe", "2026-05", "2026-10", 14.0), ("adopted", "nanyu", "2025-01", "2026-10", -0.18),
    ("on_time", "qinglan", "2025-03", "2025-08", -0.05), ("satisfied", "boling", "2026-05", "2026-10", 0.10),
]
# Serious food-safety complaints: rare, so told one by one.
INCIDENTS = [("2024-07", "nanyu"), ("2025-01", "chuanhe"), ("2025-08", "xiqiao"), ("2026-07", "xiqiao"),
             ("2026-08", "nanyu"), ("2026-08", "xiqiao")]
CERTIFICATES = {"nanyu": [("2022-05-01", "2025-04-30"), ("2025-07-01", "2028-06-30")]}  # others never lapse
NO_SURVEY = {"2024-02", "2025-01", "2026-06", "2026-07"}
CRM_LIVE = 26  # January 2025
PRICE, COST = [620, 780, 1050], [412, 512, 668]  # a bottle, in fen, in November 2022
PRICE_CHANGES = {26: 1.025, 38: 1.015}
MILK_PRICE = [(0, 1.00), (12, 1.02), (19, 1.06), (30, 1.02), (47, 1.015)]  # cost of a bottle relative to COST
PLANNED_GROWTH = 1.10  # on the same month of the year before


def month_of(index):
    """The (year, month) of a month counted from November 2022."""
    year, month = divmod(2022 * 12 + 10 + index, 12)
    return year, month + 1


def text_of(index):
    return "%04d-%02d" % month_of(index)


def first_day(index):
    return datetime.date(*month_of(index), 1)


def days_in(index):
    return calendar.monthrange(*month_of(index))[1]


def between(anchors, index):
    """The straight line through anchors (month, value), level outside."""
    for (m0, v0), (m1, v1) in zip(anchors, anchors[1:]):
        if index <= m1:
            return v0 + (v1 - v0) * max(index - m0, 0) / (m1 - m0)
    return anchors[-1][1]


class Chance:
    """Seeded chance, one stream a topic, so that tuning one topic leaves the others as they are."""

    def __init__(self, topic):
        self.random = random.Random("example dairy " + topic)

    def swing(self):
        return self.random.random() * 2 - 1

    def rate(self, shape, branch, index):
        """A rate of the story for a branch and month: trend, branch, noise and what happened."""
        anchors, spread, own_noise, month_noise = SHAPES[shape]
        month, common = text_of(index), Chance("%s %d" % (shape, index)).swing()
        value = between(anchors, index) + spread * branch.skill + own_noise * self.swing() + month_noise * common
        return value + sum(added for name, where, start, end, added in EVENTS
                           if name == shape and where in ("", branch.id, branch.region) and start <= month <= end)

    def count(self, cases, rate):
        """About `cases` times `rate`, a whole number from 0 to `cases`."""
        return max(0, min(cases, int(cases * rate + self.random.random())))

    def pick(self, choices):
        """One key of {choice: weight}."""
        return self.random.choices(list(choices), list(choices.values()))[0]

    def day(self, index):
        return first_day(index) + datetime.timedelta(days=int(self.random.random() * days_in(index)))
