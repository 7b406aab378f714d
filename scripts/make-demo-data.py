#!/usr/bin/env python3
"""Makes the data of the demo book: Example Dairy, a made-up dairy delivery company. No number in it is real.

    pip install pyarrow==26.0.1 openpyxl==3.1.5
    python3 scripts/make-demo-data.py            # writes data/; the same bytes at every run

Made with Python 3.11. The files are committed, so nobody needs to run this to build the book. The business is
modelled from the bottom up: every customer joins, moves between tiers, is billed and leaves; branch ledgers are sums
over customers, so that the tables agree with one another to the cent. What happens when is told in demo_story.py.
"""

import csv
import datetime
import decimal
import io
import itertools
import json
import pathlib
import re
import sys
import zipfile

import openpyxl
import pyarrow
import pyarrow.parquet

sys.dont_write_bytecode = True
import demo_story as story  # noqa: E402
from demo_story import BRANCHES, FIRST_MONTH, LAST_MONTH, Chance  # noqa: E402
from demo_story import between, days_in, first_day, month_of, text_of  # noqa: E402

DATA = pathlib.Path(__file__).resolve().parent.parent / "data"


# --- customers ---------------------------------------------------------------------------------------------------


def new_customer(chance, number, branch, joined):
    business = chance.random.random() < 0.065
    bottles = {8: 1, 10: 1, 12: 1, 16: 1, 20: 1, 30: 1} if business else {1: 38, 2: 47, 3: 15}
    return {"id": number, "branch": branch, "business": business, "joined": joined, "left": None, "reason": None,
            "channel": chance.pick({"referral": 30, "app": 35, "street": 20, "phone": 15}),
            "tier": chance.pick({0: 46 - 8 * branch.skill, 1: 41, 2: 13 + 5 * branch.skill}), "tiers": {},
            "weekly": chance.pick({3: 35, 5: 25, 7: 40}), "bottles": chance.pick(bottles)}


def opening_customers(chance, branch, numbers):
    start = datetime.date(2019, 1, 1)
    joined = lambda: start + datetime.timedelta(days=int(chance.random.random() * 1399))
    return [new_customer(chance, next(numbers), branch, joined()) for _ in range(round(branch.households * 1.07))]


def lose(chance, branch, active, index):
    """Marks the month's lost customers: new ones go more readily than old ones."""
    age = lambda customer: min((first_day(index) - customer["joined"]).days, 1200)
    ranked = sorted(active, key=lambda customer: chance.random.random() * (0.6 + age(customer) / 1200))
    lured = branch.region == "east" and text_of(index) >= "2026-08"
    weights = [15, 15, 30, 40] if lured else [38, 30, 20, 12]
    for customer in ranked[:chance.count(len(active), chance.rate("churn", branch, index))]:
        customer["left"] = chance.day(index)
        customer["reason"] = chance.pick(dict(zip(["moved", "price", "quality", "competitor"], weights)))


def win(chance, branch, active, index, numbers):
    age = index - branch.opened
    if branch.opened and age < len(story.OPENING_WINS):
        count = story.OPENING_WINS[age]
    else:
        count = chance.count(len(active), chance.rate("win", branch, index))
    return [new_customer(chance, next(numbers), branch, chance.day(index)) for _ in range(count)]


def change_tiers(chance, branch, active, index):
    up, down = chance.rate("upgrade", branch, index), chance.rate("downgrade", branch, index)
    for customer in active:
        draw = chance.random.random()
        if draw < up and customer["tier"] < 2:
            customer["tier"] += 1
        elif draw > 1 - down and customer["tier"] > 0:
            customer["tier"] -= 1


def live(branch, numbers):
    """All customers a branch has had since November 2022, with the tier of each month."""
    chance = Chance("customers " + branch.id)
    everyone = opening_customers(chance, branch, numbers)
    for index in range(branch.opened, LAST_MONTH + 1):
        active = [customer for customer in everyone if customer["left"] is None]
        change_tiers(chance, branch, active, index)
        lose(chance, branch, active, index)
        won = win(chance, branch, active, index, numbers)
        everyone += won
        for customer in active + won:
            customer["tiers"][index] = customer["tier"]
    return everyone


def price_of(customer, index):
    """What a bottle brings, in fen; weaker branches give more away, businesses buy cheaper."""
    factor = 1 + 0.025 * customer["branch"].skill
    for since, change in story.PRICE_CHANGES.items():
        factor *= change if index >= since else 1
    return round(story.PRICE[customer["tiers"][index]] * factor * (0.84 if customer["business"] else 1))


def bill(chance, customer, index):
    """One customer's month: drops and bottles delivered, and money in fen."""
    start, end = first_day(index), first_day(index + 1)
    served = max(1, (min(customer["left"] or end, end) - max(customer["joined"], start)).days)
    pause = 0.30 if start.month == 2 else 0.08
    drops = max(1, round(served * customer["weekly"] / 7 * (1 - pause * chance.random.random())))
    bottles, tier = drops * customer["bottles"], customer["tiers"][index]
    drop_cost = 690 if customer["business"] else round(262 - 30 * customer["branch"].skill - 0.8 * max(index - 38, 0))
    return {"month": start, "customer_id": customer["id"], "branch": customer["branch"].id, "tier": story.TIERS[tier],
            "drops": drops, "bottles": bottles, "revenue": bottles * price_of(customer, index),
            "product_cost": bottles * round(story.COST[tier] * between(story.MILK_PRICE, index)),
            "delivery_cost": drops * drop_cost, "business": customer["business"]}


# --- what branches record ----------------------------------------------------------------------------------------


def flow(customers, index):
    """Customers at the beginning of a month, and those won in it."""
    start, end = first_day(index), first_day(index + 1)
    begin = sum(c["joined"] < start and (c["left"] is None or c["left"] >= start) for c in customers)
    return begin, sum(start <= c["joined"] < end for c in customers)


def shares(total, parts):
    """Splits a whole number into nearly equal whole parts."""
    return [total * (part + 1) // parts - total * part // parts for part in range(parts)]


ROUTE_COLUMNS = ("month,branch,route,drops,on_time,in_full,fresh,bottles_loaded,bottles_spoiled,bottles_returned,"
                 "capacity,km,empty_km,route_hours,depot_hours,change_requests,changes_done").split(",")


def route_rows(chance, branch, index, begin, bills):
    """The month's routes; their drops and delivered bottles add up to those of the bills."""
    rate = lambda shape: chance.rate(shape, branch, index)
    routes, month = max(2, round(begin / 130)), index - FIRST_MONTH
    drops, bottles = (shares(sum(b[key] for b in bills), routes) for key in ("drops", "bottles"))
    for route, (stops, delivered) in enumerate(zip(drops, bottles), start=1):
        spoiled, km = chance.count(delivered, rate("spoiled")), round(stops * 0.55 + 620)
        changes = chance.count(stops, 0.012)
        hours = stops / (21.5 + 1.6 * branch.skill + max(month - 26, 0) * 0.32 + 0.5 * chance.swing())
        yield [first_day(index), branch.id, "%s-%02d" % (branch.id, route), stops, chance.count(stops, rate("on_time")),
               chance.count(stops, rate("in_full")), chance.count(stops, rate("fresh")), delivered + spoiled, spoiled,
               chance.count(delivered, rate("bottle_return")), round((delivered + spoiled) / max(rate("load"), 0.4)),
               km, chance.count(km, rate("empty_km")), "%.1f" % hours,
               "%.1f" % (hours * 0.17 + 11 - 0.09 * month - 2 * branch.skill), changes,
               chance.count(changes, rate("changes_done"))]


def complaint_rows(chance, branch, index, begin):
    incidents = story.INCIDENTS.count((text_of(index), branch.id))
    for number in range(chance.count(begin, chance.rate("complaint", branch, index)) + incidents):
        clock = datetime.time(6 + int(chance.random.random() * 15), int(chance.random.random() * 60))
        opened = datetime.datetime.combine(chance.day(index), clock)
        in_time = chance.random.random() < chance.rate("solved", branch, index)
        hours = 0.5 + 23 * chance.random.random() if in_time else 24.5 + 70 * chance.random.random() ** 2
        solved = opened + datetime.timedelta(minutes=round(hours * 60))
        still_open = solved.date() >= first_day(LAST_MONTH + 1)
        topic = chance.pick({"late": 32, "freshness": 26, "wrong order": 16, "billing": 14, "staff": 12})
        yield {"branch": branch.id, "opened": str(opened)[:16], "solved": None if still_open else str(solved)[:16],
               "topic": "freshness" if number < incidents else topic, "food_safety": number < incidents}


ACCOUNTS = [("6001", "主营业务收入"), ("6401", "主营业务成本"), ("660101", "销售费用-配送费"),
            ("660102", "销售费用-客户服务费"), ("660103", "销售费用-市场推广费"), ("6602", "管理费用"),
            ("1122", "应收账款"), ("112299", "其中：逾期应收账款"), ("1405", "存货"), ("1001", "资产总计")]


def ledger_amounts(chance, branch, index, begin, won, bills, complaints):
    """An amount an account, in fen: flows of the month (the first three are sums over the bills), then balances."""
    revenue, cost, delivery = (sum(b[key] for b in bills) for key in ("revenue", "product_cost", "delivery_cost"))
    trade = sum(b["revenue"] for b in bills if b["business"])
    service, marketing = begin * 210 + complaints * 5200, won * 9000 + begin * 190
    receivables = round(trade * chance.rate("collect_days", branch, index) / days_in(index))
    overdue = round(receivables * max(chance.rate("overdue", branch, index), 0.01))
    stock = round(cost * max(chance.rate("stock_days", branch, index), 5) / days_in(index))
    plant = 46_000_000 + 150_000 * max(begin, 150) - 250_000 * (index - FIRST_MONTH) - 6_000_000 * branch.skill
    assets = receivables + stock + round(plant) + round(revenue * 0.4)
    return [revenue, cost, delivery, service, marketing, round(revenue * 0.058) + 900_000,
            receivables, overdue, stock, assets]


def staff_rows(chance, branch, begin_of):
    """(month, staff at the beginning, joined, left, at the end)."""
    staff, leaving = None, 0.0
    for index, begin in begin_of.items():
        wanted = max(6, round(max(begin, 90) / 21))
        staff = wanted if staff is None else staff
        leaving += staff * max(chance.rate("turnover", branch, index), 0.004)
        left, leaving = int(leaving), leaving - int(leaving)
        joined = max(0, min(wanted - staff + left, 4))
        yield index, staff, joined, left, staff + joined - left
        staff += joined - left


# --- writing -----------------------------------------------------------------------------------------------------


def write_csv(path, header, rows, encoding="utf-8"):
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows([header, *rows])
    (DATA / path).write_bytes(out.getvalue().encode(encoding))


def write_parquet(path, schema, rows):
    (DATA / path).parent.mkdir(parents=True, exist_ok=True)
    table = pyarrow.Table.from_pylist(rows, schema=pyarrow.schema(schema))
    pyarrow.parquet.write_table(table, DATA / path, compression="zstd", compression_level=19)


def write_xlsx(path, sheets):
    """Saves a workbook without the time of day that the library and the zip format stamp into it."""
    book, buffer = openpyxl.Workbook(write_only=True), io.BytesIO()
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(buffer)
    with zipfile.ZipFile(buffer) as saved, zipfile.ZipFile(DATA / path, "w", zipfile.ZIP_DEFLATED) as fixed:
        for name in sorted(saved.namelist()):
            body = re.sub(rb">20\d\d-[^<]*Z<", b">2026-11-02T00:00:00Z<", saved.read(name))
            fixed.writestr(zipfile.ZipInfo(name, (2026, 11, 2, 0, 0, 0)), body, zipfile.ZIP_DEFLATED)


def write_organisation():
    rows = [["group", "", "0000", "示例乳业集团", "Example Dairy Group", ""]]
    rows += [[region, "group", code, zh, en, ""] for region, code, zh, en in story.REGIONS]
    rows += [[*b[:5], text_of(b.opened) if b.opened else ""] for b in BRANCHES]
    write_csv("organisation.csv", ["id", "parent", "erp_code", "name_zh", "name_en", "opened"], rows)
    always = lambda b: [(first_day(b.opened) if b.opened else "2023-01-01", "2028-12-31")]
    spans = [[b.id, *span] for b in BRANCHES for span in story.CERTIFICATES.get(b.id, always(b))]
    write_csv("certificates.csv", ["branch", "valid_from", "valid_to"], spans)


def write_customers(everyone):
    schema = [("customer_id", pyarrow.int32()), ("branch", pyarrow.string()), ("segment", pyarrow.string()),
              ("channel", pyarrow.string()), ("joined", pyarrow.date32()), ("left_on", pyarrow.date32()),
              ("left_because", pyarrow.string())]
    write_parquet("customers.parquet", schema, [
        {"customer_id": c["id"], "branch": c["branch"].id, "segment": "business" if c["business"] else "household",
         "channel": c["channel"], "joined": c["joined"], "left_on": c["left"], "left_because": c["reason"]}
        for c in everyone])


def write_billing(bills_of):
    """One file a quarter, as the billing system exports them; money in yuan."""
    money = pyarrow.decimal128(9, 2)
    schema = [("month", pyarrow.date32()), ("customer_id", pyarrow.int32()), ("branch", pyarrow.string()),
              ("tier", pyarrow.string()), ("drops", pyarrow.int16()), ("bottles", pyarrow.int16()),
              ("revenue", money), ("product_cost", money), ("delivery_cost", money)]
    quarters = {}
    for (index, _), bills in bills_of.items():
        year, month = month_of(index)
        rows = quarters.setdefault("%d-Q%d" % (year, (month + 2) // 3), [])
        for b in bills:
            yuan = {key: decimal.Decimal(b[key]) / 100 for key in ("revenue", "product_cost", "delivery_cost")}
            rows.append({**b, **yuan})
    for quarter, rows in quarters.items():
        write_parquet("billing/%s.parquet" % quarter, schema, rows)


def write_ledger(ledger):
    """As the ERP system writes it: GBK, Chinese headers, months as 202610, one line an account."""
    names = {b.id: (b.erp_code, b.zh) for b in BRANCHES}
    rows = [["%d%02d" % month_of(index), *names[branch], code, name, "%d.%02d" % divmod(amount, 100)]
            for (index, branch), amounts in ledger.items() for (code, name), amount in zip(ACCOUNTS, amounts)]
    write_csv("erp_ledger.csv", ["会计期间", "机构编码", "机构名称", "科目编码", "科目名称", "金额"], rows, "gbk")


def write_survey(begin_of):
    """The monthly telephone survey, 1 to 5; some months it was not held."""
    rows = []
    for index, branch, begin in by_month(begin_of):
        chance = Chance("survey %s %d" % (branch.id, index))
        if text_of(index) not in story.NO_SURVEY and begin:
            mean = min(chance.rate("satisfied", branch, index), 5)
            rows.append([text_of(index), branch.id, max(8, chance.count(begin, 0.06)), "%.2f" % mean])
    write_csv("survey.csv", ["month", "branch", "answers", "mean_score"], rows)


def crm_row(chance, branch, index, begin):
    rate = lambda shape: chance.rate(shape, branch, index)
    users, leads = max(5, round(max(begin, 90) / 26)), max(4, round(begin * 0.055))
    return {"month": text_of(index), "branch": branch.id, "licensed_users": users,
            "active_users": chance.count(users, rate("adopted")), "records": begin,
            "complete_records": chance.count(begin, rate("complete")), "leads": leads,
            "converted_leads": chance.count(leads, rate("converted"))}


def write_crm(begin_of):
    """What the CRM system reports about itself since it went live."""
    rows = [crm_row(Chance("crm %s %d" % (branch.id, index)), branch, index, begin)
            for index, branch, begin in by_month(begin_of) if index >= story.CRM_LIVE]
    lines = ",\n".join(" " + json.dumps(row) for row in rows)
    (DATA / "crm_usage.json").write_text("[\n%s\n]\n" % lines)


def write_people(begin_of):
    sheets = {"headcount": [["month", "branch", "staff_begin", "joined", "left", "staff_end"]],
              "training": [["month", "branch", "staff", "hours"]],
              "skills": [["month", "branch", "required_skills", "covered_skills"]],
              "engagement": [["quarter", "branch", "answers", "engaged"]]}
    for branch in BRANCHES:
        chance = Chance("people " + branch.id)
        for index, begin, joined, left, end in staff_rows(chance, branch, begin_of[branch.id]):
            key, (year, month), skills = [first_day(index), branch.id], month_of(index), end * 6
            rate = lambda shape: chance.rate(shape, branch, index)
            sheets["headcount"].append([*key, begin, joined, left, end])
            if index < LAST_MONTH:  # human resources closes a month late
                sheets["training"].append([*key, end, round(end * max(rate("training"), 0.4))])
            if index >= story.CRM_LIVE:  # the skills matrix came with the CRM system
                sheets["skills"].append([*key, skills, chance.count(skills, rate("skilled"))])
            if month % 3 == 0:
                answers = max(4, round(end * 0.85))
                quarter = "%d-Q%d" % (year, month // 3)
                sheets["engagement"].append([quarter, branch.id, answers, chance.count(answers, rate("engaged"))])
    write_xlsx("people.xlsx", sheets)


def planned(ledger, branch, index):
    """Growth on the year before where there is a full one, else a little above what came; to 100 yuan."""
    ambition = 1 + 0.025 * Chance("plan %s %d" % (branch, index)).swing()
    before = None if branch == "qinglan" else ledger.get((index - 12, branch))
    base = before[0] * story.PLANNED_GROWTH if before else ledger[index, branch][0] * 1.02
    return round(base * ambition / 10_000) * 100


def write_plan(ledger, begin_of):
    revenue = [["month", "branch", "planned_revenue", "floor_revenue"]]
    for index, branch in ledger:
        plan = planned(ledger, branch, index)
        revenue.append([first_day(index), branch, plan, plan * 88 // 100])
    new = [["month", "branch", "planned_new_customers"]]
    for index, branch, begin in by_month(begin_of):
        age = index - branch.opened
        opening = branch.opened and age < len(story.OPENING_WINS)
        share = 0.034 if month_of(index)[1] == 9 else 0.026 if index >= 38 else 0.023  # September is promotion time
        new.append([first_day(index), branch.id, 60 - 6 * age if opening else round(begin * share)])
    write_xlsx("plan.xlsx", {"revenue": revenue, "new_customers": new})


def write_crm_payments():
    """What was paid for the CRM programme, as accounting books it: one line a payment, one of them in dollars."""
    rows = [
        ("2025-01-20", "licences", "licences", 1050000, "CNY"),
        ("2025-02-14", "hardware", "servers", 655400, "CNY"),
        ("2025-03-31", "external-services", "integration", 480000, "CNY"),
        ("2025-09-30", "external-services", "integration", 561500, "CNY"),
        ("2025-06-30", "vendor-services", "implementation", 142000, "USD"),
        ("2025-11-10", "other", "training", 118000, "CNY"),
        ("2026-01-15", "licences", "licences", 300000, "CNY"),
        ("2026-01-31", "maintenance", "maintenance", 189000, "CNY"),
        ("2026-03-31", "external-services", "integration", 268000, "CNY"),
        ("2026-04-30", "vendor-services", "implementation", 31500, "USD"),
        ("2026-06-30", "internal-staff", "team", 214300, "CNY"),
        ("2026-09-30", "internal-staff", "team", 109800, "CNY"),
        ("2026-09-30", "telecommunications", "messages", 71250.50, "CNY"),
        ("2026-10-15", "other", "platform", 75000, "CNY"),
    ]
    write_csv("crm_payments.csv", ["paid_on", "line", "item", "amount", "currency"], rows)


def by_month(begin_of):
    """(month, branch, customers at its beginning), month by month."""
    for index in range(FIRST_MONTH, LAST_MONTH + 1):
        yield from ((index, b, begin_of[b.id][index]) for b in BRANCHES if index in begin_of[b.id])


def main():
    numbers = itertools.count(100001)
    customers = {branch.id: live(branch, numbers) for branch in BRANCHES}
    begin_of = {branch.id: {} for branch in BRANCHES}
    bills_of, ledger, routes, complaints = {}, {}, [], []
    for index in range(FIRST_MONTH, LAST_MONTH + 1):
        for branch in (b for b in BRANCHES if b.opened <= index):
            chance, own = Chance("month %s %d" % (branch.id, index)), customers[branch.id]
            begin, won = flow(own, index)
            begin_of[branch.id][index] = begin
            bills = bills_of[index, branch.id] = [bill(chance, c, index) for c in own if index in c["tiers"]]
            routes += route_rows(chance, branch, index, begin, bills)
            raised = sorted(complaint_rows(chance, branch, index, begin), key=lambda row: row["opened"])
            complaints += raised
            ledger[index, branch.id] = ledger_amounts(chance, branch, index, begin, won, bills, len(raised))
    write_organisation()
    write_customers([customer for own in customers.values() for customer in own])
    write_billing(bills_of)
    write_ledger(ledger)
    write_csv("deliveries.csv", ROUTE_COLUMNS, routes)
    numbered = [{"complaint": number, **row} for number, row in enumerate(complaints, start=1)]
    (DATA / "complaints.ndjson").write_text("".join(json.dumps(row) + "\n" for row in numbered))
    write_survey(begin_of)
    write_crm(begin_of)
    write_crm_payments()
    write_people(begin_of)
    write_plan(ledger, begin_of)


if __name__ == "__main__":
    DATA.mkdir(exist_ok=True)
    main()
