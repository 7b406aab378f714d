#!/usr/bin/env python3
"""Writes data/statements.csv of the demo book: yearly statements by region, made up.

What the ledger knows is taken from it: flows of 2024 and 2025, balances since the end of 2023. Earlier years and what
stands in no ledger (equity, debt, training) follow from it by fixed rules. No clock, no dice: the same bytes each time.

    python3 scripts/make-demo-statements.py
"""

import csv
from decimal import Decimal
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "data"
REGIONS = ("east", "north", "west")
YEARS = range(2021, 2026)
FLOWS = {"6001": "revenue", "6401": "cost_of_sales"}
BALANCES = {"应收账款": "receivables", "存货": "inventory", "资产总计": "assets"}
# What a year was of the one after it, before the ledger begins; and what part of assets is what.
GROWTH = {"revenue": "0.93", "cost_of_sales": "0.925", "expenses": "0.95", "receivables": "0.92", "inventory": "0.94", "assets": "0.95"}
DEBT = {"east": "0.24", "north": "0.31", "west": "0.27"}
PAYABLES = Decimal("0.075")  # of the cost of sales
CONSTRUCTION = {2021: "0.01", 2022: "0.015", 2023: "0.03", 2024: "0.045", 2025: "0.02"}  # of assets
TRAINING = {2021: "0.004", 2022: "0.0045", 2023: "0.006", 2024: "0.011", 2025: "0.013"}  # of revenue
INTEREST, TAX, CENT = Decimal("0.045"), Decimal("0.25"), Decimal("0.01")


def ledger():
    """Sums of the ledger: (region, year) → flows of the year and balances at its end."""
    with open(DATA / "organisation.csv", encoding="utf-8") as file:
        region = {row["erp_code"]: row["parent"] for row in csv.DictReader(file)}
    sums = {(own, year): {} for own in REGIONS for year in YEARS}
    with open(DATA / "erp_ledger.csv", encoding="gbk") as file:
        for month, branch, _, account, name, amount in list(csv.reader(file))[1:]:
            key, year = region[branch], int(month[:4])
            if year not in YEARS:
                continue
            if account in FLOWS:
                item = FLOWS[account]
            elif "费用" in name:
                item = "expenses"
            elif name in BALANCES and month[4:] == "12":
                item = BALANCES[name]
            else:
                continue
            own = sums[key, year]
            own[item] = own.get(item, Decimal(0)) + Decimal(amount)
    return sums


def before(sums):
    """Years the ledger does not know in full, backwards from those it knows."""
    for own in REGIONS:
        for year in (2023, 2022, 2021):
            for item, share in GROWTH.items():
                if item in BALANCES.values() and year == 2023:
                    continue
                sums[own, year][item] = sums[own, year + 1][item] * Decimal(share)


def statement(own, year, sums):
    """One row: what follows from the sums."""
    it = sums[own, year]
    operating = it["revenue"] - it["cost_of_sales"] - it["expenses"]
    debt = it["assets"] * Decimal(DEBT[own])
    payables = it["cost_of_sales"] * PAYABLES
    interest = debt * INTEREST
    tax = (operating - interest) * TAX
    amounts = {
        "revenue": it["revenue"],
        "cost_of_sales": it["cost_of_sales"],
        "operating_profit": operating,
        "interest": interest,
        "income_tax": tax,
        "net_profit": operating - interest - tax,
        "training": it["revenue"] * Decimal(TRAINING[year]),
        "assets": it["assets"],
        "inventory": it["inventory"],
        "receivables": it["receivables"],
        "payables": payables,
        "construction": it["assets"] * Decimal(CONSTRUCTION[year]),
        "debt": debt,
        "equity": it["assets"] - debt - payables,
    }
    return {"year": year, "region": own} | {name: amount.quantize(CENT) for name, amount in amounts.items()}


def main():
    sums = ledger()
    before(sums)
    rows = [statement(own, year, sums) for year in YEARS for own in REGIONS]
    with open(DATA / "statements.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()
