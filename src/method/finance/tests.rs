//! Published numbers, and what must hold for all of them.

use proptest::prelude::*;

use super::eva::{
    CapitalAt, Financing, Statements, capitalise, capm, market_value_added, state_assets, value_added, wacc,
};
use super::flows::{Dated, npv, npv_end_of_period, xnpv};
use super::payback::{discounted_payback, payback};
use super::rates::{internal, internal_dated, modified};
use super::returns::{break_even, equivalent_annuity, returns};

#[track_caller]
fn close(found: Option<f64>, wanted: f64, tolerance: f64) {
    let found = found.unwrap_or(f64::NAN);
    assert!((found - wanted).abs() <= tolerance, "{found} is not {wanted}");
}

#[track_caller]
fn all_close(found: &[f64], wanted: &[f64]) {
    assert_eq!(found.len(), wanted.len(), "{found:?} against {wanted:?}");
    found.iter().zip(wanted).for_each(|(found, wanted)| close(Some(*found), *wanted, 1e-9));
}

/// numpy-financial, docstring of `npv`; spreadsheet figures of Microsoft, MESCIUS and Adobe, whose first flow is a period away.
#[test]
fn present_values_as_published() {
    close(npv(0.08, &[-40000.0, 5000.0, 8000.0, 12000.0, 30000.0]), 3065.22266818, 1e-6);
    close(npv_end_of_period(0.065, &[-10000.0, 3000.0, 3400.0, 7700.0]), 2055.38, 6e-3);
    close(npv_end_of_period(0.10, &[500.0, 1500.0, 4000.0, 10000.0]), 11529.608_633_29, 1e-8);
    close(npv_end_of_period(0.10, &[-10000.0, 3000.0, 4200.0, 6800.0]), 1188.443412335, 1e-6);
    close(npv(0.10, &[-10000.0, 3000.0, 4200.0, 6800.0]), 1307.287753569, 1e-6);
    assert_eq!(npv(-1.0, &[1.0]), None);
}

/// numpy-financial, `TestIrr`: the published root is one of those found.
#[test]
fn every_internal_rate_is_found() {
    let cases: [(&[f64], &[f64]); 6] = [
        (&[-150000.0, 15000.0, 25000.0, 35000.0, 45000.0, 60000.0], &[0.05243288885941]),
        (&[-100.0, 0.0, 0.0, 74.0], &[-0.09549583034897]),
        (&[-100.0, 39.0, 59.0, 55.0, 20.0], &[0.28094842116]),
        (&[-100.0, 100.0, 0.0, -7.0], &[-0.6788943736324, -0.08329966618493]),
        (&[-100.0, 100.0, 0.0, 7.0], &[0.06205848562993]),
        (&[-5.0, 10.5, 1.0, -8.0, 1.0], &[-0.8702012474847, 0.08859833852776, 0.7095595276862]),
    ];
    for ((flows, wanted), changes) in cases.into_iter().zip([1, 1, 1, 2, 1, 3]) {
        let found = internal(flows);
        all_close(&found.rates, wanted);
        assert_eq!(found.sign_changes, changes);
        assert_eq!(found.only().is_some(), changes == 1);
    }
    let high = [-1678.87, 771.96, 1814.05, 3520.3, 3552.95, 3584.99, 4789.91, -1.0];
    all_close(&internal(&high).rates, &[-0.9997912604283, 1.004269848721]);
}

/// Brigham & Ehrhardt, strip mine: 25 % and 400 %, NPV −0.77 at 10 %, MIRR 5.6 %. Brealey & Myers: none, NPV 339.
#[test]
fn two_rates_none_and_four() {
    let mine = internal(&[-1.6, 10.0, -10.0]);
    all_close(&mine.rates, &[0.25, 4.0]);
    assert_eq!((mine.only(), mine.sign_changes), (None, 2));
    close(npv(0.1, &[-1.6, 10.0, -10.0]), -0.7735537190083, 1e-9);
    close(modified(&[-1.6, 10.0, -10.0], 0.1, 0.1), 0.05598955535496, 1e-9);
    assert!(internal(&[1000.0, -3000.0, 2500.0]).rates.is_empty());
    close(npv(0.1, &[1000.0, -3000.0, 2500.0]), 338.8429752066, 1e-6);
    assert!(internal(&[40000.0, 5000.0, 8000.0]).rates.is_empty());
    // (1 − 1.1x)(1 − 1.2x)(1 − 1.3x)(1 − 1.4x) with x = 1/(1 + r): the rates are 10, 20, 30 and 40 %.
    let four = internal(&[1.0, -5.0, 9.35, -7.75, 2.4024]);
    assert_eq!(four.sign_changes, 4);
    assert_eq!(four.rates.len(), 4);
    for (found, wanted) in four.rates.iter().zip([0.1, 0.2, 0.3, 0.4]) {
        close(Some(*found), wanted, 1e-9);
    }
    // Touching zero without crossing it: (1 − 1.1x)².
    let touching = internal(&[1.0, -2.2, 1.21]);
    assert_eq!(touching.rates.len(), 1);
    close(touching.rates.first().copied(), 0.1, 1e-6);
    assert!(internal(&[]).rates.is_empty());
    assert!(internal(&[0.0, 0.0]).rates.is_empty());
}

#[test]
fn cumulative_flows_that_change_once_promise_one_positive_rate() {
    assert!(internal(&[-100.0, 100.0, 0.0, 7.0]).norstrom);
    assert!(!internal(&[-1.6, 10.0, -10.0]).norstrom, "changes twice");
    let several = internal(&[-100.0, 150.0, -20.0, 10.0]);
    assert!(several.norstrom && several.sign_changes == 3);
    assert_eq!(several.rates.iter().filter(|rate| **rate > 0.0).count(), 1);
}

/// Microsoft's example of XIRR and XNPV: 37.3362535 % and 2,086.65 at 9 %.
#[test]
fn dated_flows_as_spreadsheets_have_them() {
    let flows = [(0, -10000.0), (60, 2750.0), (303, 4250.0), (411, 3250.0), (456, 2750.0)];
    let flows = flows.map(|(day, amount)| Dated { day, amount });
    close(internal_dated(&flows).only(), 0.373362535, 1e-8);
    close(xnpv(0.09, &flows), 2086.6476, 1e-3);
}

/// numpy-financial, `TestMirr`; the first and the last also Microsoft's 13 % and −5 %.
#[test]
fn modified_rates_as_published() {
    let first = [-120000.0, 39000.0, 30000.0, 21000.0, 37000.0, 46000.0];
    close(modified(&first, 0.1, 0.12), 0.1260941303659, 1e-9);
    close(modified(&first[..4], 0.1, 0.12), -0.04804465524998, 1e-9);
    let long = [-4500.0, -800.0, 800.0, 800.0, 600.0, 600.0, 800.0, 800.0, 700.0, 3000.0];
    close(modified(&long, 0.08, 0.055), 0.06659717503155, 1e-9);
    close(modified(&[100.0, 200.0, -50.0, 300.0, -200.0], 0.05, 0.06), 0.3428233878422, 1e-9);
    assert_eq!(modified(&[1.0, 2.0], 0.1, 0.1), None);
    assert_eq!(modified(&[], 0.1, 0.1), None);
}

/// ACCA F9 2017: 3 years and 11 months; ACCA SBL: 5.25 years.
#[test]
fn paying_back() {
    let first = payback(&[-1000.0, 400.0, 250.0, 200.0, 175.0, 75.0, 250.0]);
    close(first.map(|payback| payback.periods), 3.857142857143, 1e-9);
    assert_eq!(first.map(|payback| payback.years_and_months()), Some((3, 11)));
    let second = payback(&[-5.0, -0.5, 0.5, 1.0, 1.5, 2.0, 2.0, 2.0]);
    close(second.map(|payback| payback.periods), 5.25, 1e-9);
    assert_eq!(second.map(|payback| payback.years_and_months()), Some((5, 3)));
    assert_eq!(payback(&[-100.0, 30.0, 30.0, 30.0]), None);
    let again = payback(&[-100.0, 120.0, -50.0, 40.0]);
    close(again.map(|payback| payback.periods), 0.8333333333333, 1e-9);
    assert_eq!(again.map(|payback| payback.falls_again), Some(true));
    let exact = payback(&[-100.0, 50.0, 50.0, 0.0, 10.0]);
    assert_eq!(exact.map(|payback| (payback.periods, payback.falls_again)), Some((2.0, false)));
    assert_eq!(payback(&[5.0, 1.0]).map(|payback| payback.periods), Some(0.0));
}

/// A programme made up for the purpose; reckoned apart by numpy-financial.
#[test]
fn a_programme_has_several_returns() {
    let (benefits, costs) = ([0.0, 120e3, 180e3, 220e3, 240e3, 260e3], [500e3, 0.0, 0.0, 0.0, 0.0, 0.0]);
    let flows: Vec<f64> = benefits.iter().zip(costs).map(|(benefit, cost)| benefit - cost).collect();
    let value = npv(0.1, &flows);
    close(value, 248503.2691508, 1e-6);
    let found = returns(&benefits, &costs, 0.1);
    let of = |what: fn(&super::returns::Returns) -> Option<f64>| found.as_ref().and_then(what);
    close(of(|found| found.simple), 1.04, 1e-12);
    close(of(|found| found.annual_average), 0.208, 1e-12);
    close(of(|found| found.discounted), 0.4970065383015, 1e-12);
    close(of(|found| found.profitability_index), 1.497006538302, 1e-12);
    close(internal(&flows).only(), 0.2562558949993, 1e-9);
    close(payback(&flows).map(|payback| payback.periods), 2.909090909091, 1e-9);
    close(discounted_payback(0.1, &flows).map(|payback| payback.periods), 3.468875, 1e-9);
    close(value.and_then(|value| equivalent_annuity(value, 0.1, 5)), 65554.53637123, 1e-6);
    assert_eq!(equivalent_annuity(50.0, 0.0, 5), Some(10.0));
    assert_eq!(equivalent_annuity(50.0, 0.1, 0), None);
    // 500,000 of costs over 748,503 of benefits, as of today: with two thirds of the benefits the programme breaks even.
    close(break_even(248503.2691508, 748503.2691508), 500e3 / 748503.2691508, 1e-12);
    assert_eq!(break_even(1.0, 0.0), None);
    assert_eq!(returns(&[1.0], &[0.0], 0.1).and_then(|found| found.simple), None);
}

/// ACCA, "Economic value added versus profit-based measures", example 1; the others made up for the purpose.
#[test]
fn value_added_above_the_cost_of_capital() {
    let residual = value_added(10000.0, 70000.0, 0.13);
    close(Some(residual.charge), 9100.0, 1e-9);
    close(Some(residual.eva), 900.0, 1e-9);
    let firm = Financing { equity: 600.0, debt: 400.0, cost_of_equity: 0.12, cost_of_debt: 0.06, tax: 0.25 };
    close(wacc(&firm), 0.09, 1e-12);
    assert_eq!(wacc(&Financing { equity: 0.0, debt: 0.0, ..firm }), None);
    close(Some(capm(0.03, 1.2, 0.05)), 0.09, 1e-12);
    assert_eq!(CapitalAt::Average.of(100.0, 300.0), 200.0);
    assert_eq!((CapitalAt::Opening.of(1.0, 3.0), CapitalAt::YearEnd.of(1.0, 3.0)), (1.0, 3.0));
}

#[test]
fn the_assets_commission_takes_what_bears_no_interest_off_capital() {
    let year = Statements {
        net_profit: 1000.0,
        interest: 200.0,
        research: 100.0,
        equity: 5000.0,
        liabilities: 4000.0,
        non_interest_liabilities: 1500.0,
        construction: 500.0,
    };
    // (1000 + 300 · 75 %) − 5.5 % · 7000 = 1225 − 385
    let found = state_assets(&year, 0.055, 0.25);
    close(Some(found.nopat), 1225.0, 1e-9);
    close(Some(found.eva), 840.0, 1e-9);
}

#[test]
fn spending_becomes_capital_from_the_next_year() {
    let Some(spent) = capitalise(&[80.0, 90.0, 100.0], 120.0, 4) else { panic!("a life of four years") };
    assert_eq!((spent.opening, spent.amortisation), (207.5, 67.5));
    let year = value_added(500.0 + spent.added_profit, 3000.0 + spent.opening, 0.09);
    close(Some(year.nopat), 552.5, 1e-9);
    close(Some(year.eva), 263.825, 1e-9);
    close(Some(value_added(500.0, 3000.0, 0.09).eva), 230.0, 1e-9);
    assert_eq!(capitalise(&[], 1.0, 0), None);
    // What is older than its life has been written off.
    assert_eq!(capitalise(&[7.0, 80.0, 90.0], 0.0, 2).map(|spent| spent.opening), Some(130.0));
}

/// Stewart 1991: the present value of the EVAs is the NPV of the flows they come from.
#[test]
fn market_value_added_is_the_present_value_of_the_flows() {
    let nopat = [60.0, 80.0, 100.0, 90.0, 70.0];
    let evas: Vec<f64> =
        nopat.iter().zip(0..).map(|(n, t)| value_added(*n, 1000.0 - 200.0 * f64::from(t), 0.1).eva).collect();
    all_close(&evas, &[-40.0, 0.0, 40.0, 50.0, 50.0]);
    close(market_value_added(&evas, 0.1), 58.88569459364, 1e-9);
    let flows: Vec<f64> = std::iter::once(-1000.0).chain(nopat.map(|nopat| nopat + 200.0)).collect();
    close(npv(0.1, &flows), 58.88569459364, 1e-9);
}

proptest! {
    #[test]
    fn the_present_value_at_every_internal_rate_is_nothing(flows in prop::collection::vec(-1000i32..1000, 2..12)) {
        let flows: Vec<f64> = flows.into_iter().map(f64::from).collect();
        let found = internal(&flows);
        prop_assert!(found.rates.len() <= found.sign_changes);
        prop_assert_eq!(found.rates.len() % 2 == found.sign_changes % 2, true, "{:?}", found);
        for rate in found.rates {
            // Measured against the flows' own present sizes: near −100 % these are astronomical.
            let size: f64 = flows.iter().enumerate().map(|(t, flow)| flow.abs() * (1.0 + rate).powf(-(t as f64))).sum();
            let value = npv(rate, &flows).unwrap_or(f64::NAN);
            prop_assert!(value.abs() <= 1e-9 * size, "NPV {value} at {rate} of {flows:?}");
        }
    }

    #[test]
    fn a_rate_between_two_others_is_not_lost(rates in prop::collection::btree_set(1u32..60, 1..5)) {
        // Π(1 − (1 + r)·x) has exactly these rates.
        let wanted: Vec<f64> = rates.iter().map(|percent| f64::from(*percent * 5) / 100.0).collect();
        let flows = wanted.iter().fold(vec![1.0], |flows, rate| {
            let mut next = flows.clone();
            next.push(0.0);
            flows.iter().enumerate().for_each(|(at, flow)| next[at + 1] -= flow * (1.0 + rate));
            next
        });
        let found = internal(&flows).rates;
        prop_assert_eq!(found.len(), wanted.len(), "{:?} of {:?}", found, wanted);
        for (found, wanted) in found.iter().zip(&wanted) {
            prop_assert!((found - wanted).abs() < 1e-6, "{found} for {wanted}");
        }
    }

    #[test]
    fn eva_and_npv_agree_whatever_the_write_off(
        nopat in prop::collection::vec(-500.0..500.0f64, 1..8),
        capital in 0.0..5000.0f64,
        parts in prop::collection::vec(0.0..1.0f64, 8),
        rate in 0.01..0.4f64,
    ) {
        // Capital is written off whole by the end, by whatever parts.
        let total: f64 = parts[..nopat.len()].iter().sum::<f64>().max(1e-9);
        let written: Vec<f64> = parts[..nopat.len()].iter().map(|part| capital * part / total).collect();
        prop_assume!(parts[..nopat.len()].iter().sum::<f64>() > 1e-6);
        let mut opening = capital;
        let mut evas = Vec::new();
        let mut flows = vec![-capital];
        for (nopat, written) in nopat.iter().zip(&written) {
            evas.push(value_added(*nopat, opening, rate).eva);
            flows.push(nopat + written);
            opening -= written;
        }
        let (added, value) = (market_value_added(&evas, rate).unwrap_or(f64::NAN), npv(rate, &flows).unwrap_or(f64::NAN));
        prop_assert!((added - value).abs() < 1e-6, "{added} against {value}");
    }
}
