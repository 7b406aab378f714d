//! Economic value added and ratios from statements: published and constructed cases, and what must hold for all.

use proptest::prelude::*;

use super::firm::{Basis, Firm, FirmYear, added_value};
use super::ledger::{Ledger, Statement, Years};
use super::programme::{Moves, programme};
use super::ratios::{Ratio, RatioYear};
use crate::diagnostic::Span;
use crate::scorecard::{
    Adjustment, AdjustmentKind, CapitalAt, CostOfCapital, EntityTree, EvaPlan, Money, ProfitFrom, Taxes, Text,
};

fn money(amount: f64) -> Money {
    Money::from_number(amount).unwrap_or_default()
}

fn plan(wacc: f64, capital: CapitalAt) -> EvaPlan {
    EvaPlan {
        cost: CostOfCapital::Stated(wacc),
        capital,
        profit: None,
        taxes: Taxes::Rate,
        tax: 0.25,
        from: None,
        preset: None,
        adjustments: Vec::new(),
        span: Span::default(),
    }
}

fn adjustment(column: &str, kind: AdjustmentKind, taxed: bool) -> Adjustment {
    Adjustment { column: column.into(), title: Text::plain(column), kind, taxed, span: Span::default() }
}

fn statement(columns: &[&str], amounts: &[f64]) -> Statement {
    columns.iter().zip(amounts).map(|(name, amount)| ((*name).to_owned(), money(*amount))).collect()
}

/// Statements of one firm, the first of year 1.
fn ledger(columns: &[&str], rows: &[&[f64]]) -> Ledger {
    let rows = rows.iter().zip(1..).map(|(row, year)| (None, year, statement(columns, row))).collect();
    let columns = columns.iter().map(|name| (*name).to_owned()).collect();
    Ledger::new(columns, &EntityTree::single(Text::default()), rows)
}

fn years(plan: &EvaPlan, ledger: &Ledger, rate: f64) -> Vec<FirmYear> {
    let basis = Basis::of(plan, ledger).unwrap_or_else(|missing| panic!("no {missing:?}"));
    let (years, missing) = Firm { plan, basis, ledger, rate }.years(EntityTree::TOP);
    assert_eq!(missing, []);
    years
}

fn evas(years: &[FirmYear]) -> Vec<String> {
    years.iter().map(|year| year.eva.to_string()).collect()
}

/// ACCA, "Economic value added versus profit-based measures", part 1, example 1: residual income 900.
#[test]
fn residual_income_is_the_form_without_adjustments() {
    let ledger = ledger(&["nopat", "capital"], &[&[0.0, 70_000.0], &[10_000.0, 75_000.0]]);
    let found = years(&plan(0.13, CapitalAt::Opening), &ledger, 0.13);
    assert_eq!((found[0].charge, evas(&found)), (money(9100.0), vec!["900".to_owned()]));
}

/// Constructed after Stern Stewart's practice: spending of 80, 90, 100 before, 120 now, four years, tax left out.
#[test]
fn spending_of_the_year_never_changes_its_opening_capital() {
    let rows: [&[f64]; 4] = [&[0.0, 0.0, 80.0], &[0.0, 0.0, 90.0], &[0.0, 3000.0, 100.0], &[500.0, 3000.0, 120.0]];
    let ledger = ledger(&["nopat", "capital", "training"], &rows);
    let plain = plan(0.09, CapitalAt::Opening);
    assert_eq!(years(&plain, &ledger, 0.09)[2].eva, money(230.0));
    let kind = AdjustmentKind::Capitalise { years: 4 };
    let plan = EvaPlan { adjustments: vec![adjustment("training", kind, false)], ..plain };
    let year = years(&plan, &ledger, 0.09).remove(2);
    assert_eq!((year.nopat, year.capital, year.eva), (money(552.5), money(3207.5), money(263.825)));
}

/// Stewart (1991): the present value of the EVAs is the NPV of the free flows, 58.886 of these.
#[test]
fn the_evas_are_worth_what_the_flows_are() {
    let rows: [&[f64]; 6] =
        [&[0.0, 1000.0], &[60.0, 800.0], &[80.0, 600.0], &[100.0, 400.0], &[90.0, 200.0], &[70.0, 0.0]];
    let ledger = ledger(&["nopat", "capital"], &rows);
    let plan = plan(0.1, CapitalAt::Opening);
    let found = years(&plan, &ledger, 0.1);
    assert_eq!(evas(&found), ["-40", "0", "40", "50", "50"]);
    let added = added_value(&plan, &found, 0.1).expect("opening capital");
    assert!((added.from_eva - 58.885_694_593_64).abs() < 1e-9, "{added:?}");
    assert!((added.from_flows - 58.885_694_593_64).abs() < 1e-9, "{added:?}");
    assert_eq!(added_value(&EvaPlan { capital: CapitalAt::Average, ..plan }, &found, 0.1), None);
}

#[test]
fn the_assets_commission_averages_both_ends_and_gives_research_back() {
    let columns =
        ["net_profit", "interest", "research", "equity", "liabilities", "non_interest_liabilities", "construction"];
    let rows: [&[f64]; 2] =
        [&[0.0, 0.0, 0.0, 4800.0, 3800.0, 1400.0, 600.0], &[1000.0, 200.0, 100.0, 5200.0, 4200.0, 1600.0, 400.0]];
    let mut plan = EvaPlan { profit: Some(ProfitFrom::Net), ..plan(0.055, CapitalAt::Average) };
    plan.adjustments = vec![adjustment("research", AdjustmentKind::AddBack { share: 1.0 }, true)];
    let year = years(&plan, &ledger(&columns, &rows), 0.055).remove(0);
    // 1000 + 300 × 0.75 − 5.5 % × (5000 + 4000 − 1500 − 500)
    assert_eq!((year.nopat, year.capital, year.eva), (money(1225.0), money(7000.0), money(840.0)));
    assert_eq!(year.opening, Some(money(6600.0)));
}

#[test]
fn every_adjustment_moves_profit_and_capital_as_its_formula_says() {
    let rows: [&[f64]; 2] = [&[0.0, 1000.0, 40.0], &[200.0, 1000.0, 60.0]];
    let ledger = ledger(&["operating_profit", "capital", "own"], &rows);
    let year = |kind, taxed| {
        let adjustments = vec![adjustment("own", kind, taxed)];
        let plan = EvaPlan { adjustments, ..plan(0.1, CapitalAt::Opening) };
        let year = years(&plan, &ledger, 0.1).remove(0);
        (year.nopat.to_number() - 150.0, year.capital.to_number() - 1000.0, year.closing.to_number() - 1000.0)
    };
    assert_eq!(year(AdjustmentKind::Lease { rate: 0.05 }, true), (1.5, 40.0, 60.0));
    assert_eq!(year(AdjustmentKind::Provision, false), (20.0, 40.0, 60.0));
    assert_eq!(year(AdjustmentKind::Goodwill, false), (60.0, 40.0, 100.0));
    assert_eq!(year(AdjustmentKind::AddBack { share: 1.0 }, true), (45.0, 0.0, 0.0));
    assert_eq!(year(AdjustmentKind::OneOff { share: 0.5 }, true), (-22.5, 0.0, 0.0));
    assert_eq!(year(AdjustmentKind::Capitalise { years: 2 }, false), (40.0, 40.0, 80.0));
}

#[test]
fn tax_is_by_rate_as_booked_or_as_paid() {
    let columns = ["operating_profit", "tax", "cash_tax", "capital"];
    let ledger = ledger(&columns, &[&[400.0, 90.0, 70.0, 1000.0]]);
    let nopat = |taxes| {
        let plan = EvaPlan { taxes, ..plan(0.1, CapitalAt::YearEnd) };
        years(&plan, &ledger, 0.1)[0].nopat.to_string()
    };
    assert_eq!([nopat(Taxes::Rate), nopat(Taxes::Book), nopat(Taxes::Cash)], ["300", "310", "330"]);
}

#[test]
fn without_capital_there_is_no_return_on_it() {
    let ledger = ledger(&["nopat", "capital"], &[&[0.0, -50.0], &[10.0, 0.0]]);
    assert_eq!(years(&plan(0.1, CapitalAt::Opening), &ledger, 0.1)[0].roic, None);
}

#[test]
fn what_is_needed_and_missing_is_told_and_nothing_made_of_it() {
    let mut ledger = ledger(&["nopat", "capital"], &[&[0.0, 100.0], &[10.0, 100.0]]);
    let first = ledger.entities.get_mut(&0).and_then(|years| years.get_mut(&1)).expect("the first year");
    first.remove("capital");
    let plan = plan(0.1, CapitalAt::Opening);
    let basis = Basis::of(&plan, &ledger).expect("columns");
    let (years, missing) = Firm { plan: &plan, basis, ledger: &ledger, rate: 0.1 }.years(EntityTree::TOP);
    assert_eq!((years.len(), missing.len(), missing[0].year, missing[0].column.as_str()), (0, 1, 1, "capital"));
    let bare = Ledger::new(vec!["revenue".into()], &EntityTree::single(Text::default()), Vec::new());
    assert_eq!(Basis::of(&plan, &bare).map_err(|missing| missing.len()), Err(2));
}

/// Made up; reckoned by hand: assets 900 and 1100, so 1000 on average.
#[test]
fn ratios_by_the_mean_and_by_the_closing_balance() {
    let row = |amounts: &[f64]| {
        let columns =
            ["revenue", "cost_of_sales", "net_profit", "assets", "equity", "inventory", "receivables", "payables"];
        statement(&columns, amounts)
    };
    let years: Years = [
        (2025, row(&[0.0, 0.0, 0.0, 900.0, 400.0, 90.0, 180.0, 100.0])),
        (2026, row(&[2000.0, 1200.0, 100.0, 1100.0, 600.0, 110.0, 220.0, 140.0])),
    ]
    .into();
    let of = |balance| RatioYear::of(&years, 2026, balance, 365).expect("two years");
    let value = |balance, ratio| of(balance).value(ratio).map(|value| (value * 1e9).round() / 1e9);
    let mean = CapitalAt::Average;
    assert_eq!(value(mean, Ratio::AssetTurnover), Some(2.0));
    assert_eq!(value(CapitalAt::YearEnd, Ratio::AssetTurnover), Some(1.818_181_818));
    assert_eq!(value(mean, Ratio::InventoryTurnover), Some(12.0));
    assert_eq!(value(mean, Ratio::InventoryDays), Some(30.416_666_667));
    assert_eq!(value(mean, Ratio::ReceivablesDays), Some(36.5));
    assert_eq!(value(mean, Ratio::PayablesDays), Some(36.5));
    assert_eq!(value(mean, Ratio::CashCycle), Some(30.416_666_667));
    assert_eq!(value(mean, Ratio::GrossMargin), Some(0.4));
    assert_eq!(value(mean, Ratio::Roe), Some(0.2));
    assert_eq!(value(mean, Ratio::Roi), None, "no operating profit is stated");
    assert_eq!(RatioYear::of(&years, 2025, mean, 365), None, "no opening balance");
}

proptest! {
    #[test]
    fn value_added_is_the_spread_on_capital(nopat in -1e9..1e9_f64, capital in 1.0..1e9_f64, wacc in -0.5..1.0_f64) {
        let ledger = ledger(&["nopat", "capital"], &[&[nopat.round(), capital.round()]]);
        let year = years(&plan(wacc, CapitalAt::YearEnd), &ledger, wacc).remove(0);
        let spread = (year.roic.unwrap_or(f64::NAN) - wacc) * year.capital.to_number();
        prop_assert!((spread - year.eva.to_number()).abs() < 1e-3, "{spread} {}", year.eva);
    }

    #[test]
    fn the_programme_is_worth_its_flows(
        moves in prop::collection::vec((0..9_000_000_i64, 0..9_000_000_i64, 0..9_000_000_i64), 1..9),
        rate in -0.3..0.6_f64, tax in 0.0..0.5_f64, life in 1..8_u32,
    ) {
        let cents = |cents: i64| money(cents as f64 / 100.0);
        let moves: Vec<Moves> = moves.into_iter()
            .map(|(gains, running, bought)| Moves { gains: cents(gains), running: cents(running), bought: cents(bought) })
            .collect();
        let found = programme(&moves, rate, tax, life).expect("a rate above -100 %");
        prop_assert!((found.from_eva - found.from_flows).abs() < 1e-4, "{} {}", found.from_eva, found.from_flows);
        let bought: Money = moves.iter().map(|own| own.bought).sum();
        let written: Money = found.years.iter().map(|year| year.amortisation).sum();
        prop_assert_eq!(bought - written, found.left);
    }

    #[test]
    fn market_value_added_agrees_whatever_is_adjusted(
        rows in prop::collection::vec((-5_000..9_000_i32, 0..9_000_i32, 0..900_i32), 3..9), life in 1..5_u32, wacc in -0.2..0.4_f64,
    ) {
        let rows: Vec<[f64; 3]> = rows.into_iter().map(|(a, b, c)| [a.into(), b.into(), c.into()]).collect();
        let rows: Vec<&[f64]> = rows.iter().map(<[f64; 3]>::as_slice).collect();
        let ledger = ledger(&["nopat", "capital", "training"], &rows);
        let kind = AdjustmentKind::Capitalise { years: life };
        let plan = EvaPlan { adjustments: vec![adjustment("training", kind, false)], ..plan(wacc, CapitalAt::Opening) };
        let found = years(&plan, &ledger, wacc);
        let added = added_value(&plan, &found, wacc).expect("opening capital");
        prop_assert!((added.from_eva - added.from_flows).abs() < 1e-5, "{added:?}");
    }

    #[test]
    fn the_order_of_rows_does_not_matter(
        rows in prop::collection::vec((0..4_usize, 2020..2026_i32, -900_000..900_000_i64), 1..20).prop_shuffle(),
    ) {
        let ids = ["all", "n", "s", "e"];
        let tree = EntityTree::from_rows(
            ids.iter().map(|id| ((*id).to_owned(), (*id != "all").then(|| "all".to_owned()), Text::plain(*id))).collect(), None,
        ).expect("a tree");
        let mut unique = std::collections::BTreeMap::new();
        for (at, year, cents) in &rows {
            unique.insert((*at, *year), *cents);
        }
        let mut rows: Vec<_> = unique.into_iter().map(|((at, year), cents)| {
            (Some(ids[at].to_owned()), year, Statement::from([("nopat".to_owned(), money(cents as f64 / 100.0))]))
        }).collect();
        let one = Ledger::new(vec!["nopat".into()], &tree, rows.clone());
        rows.reverse();
        prop_assert_eq!(one, Ledger::new(vec!["nopat".into()], &tree, rows));
    }
}
