//! Properties of worked-out cases.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::diagnostic::Span;
use crate::method::finance::flows::npv;
use crate::scorecard::Text;
use crate::scorecard::business_case::{
    Benefit, BenefitRule, BusinessCase, CaseCheck, CostItem, CostLine, CostRule, FeeBase, Purpose, Shape, Simulation,
    Target, Uncertain,
};

fn money(amount: i64) -> Money {
    Money::parse(&amount.to_string()).unwrap_or_default()
}

fn by_year(cents: &[i64]) -> BTreeMap<i32, Money> {
    let amount = |cents: &i64| Money::parse(&format!("{cents}e-2")).unwrap_or_default();
    (2025..).zip(cents.iter().map(amount)).collect()
}

fn cost(line: CostLine, rule: CostRule) -> CostItem {
    CostItem {
        id: line.code().into(),
        title: Text::plain("cost"),
        line,
        rule,
        purpose: Purpose::Run,
        discount: 0.0,
        allocated: 1.0,
        residual: Money::ZERO,
        exchange: 1.0,
        support: line.is_support(),
        owner: None,
        source: None,
        span: Span::default(),
    }
}

fn benefit(cents: &[i64], soft: bool) -> Benefit {
    Benefit {
        id: "gain".into(),
        title: Text::plain("gain"),
        rule: BenefitRule::Stated(by_year(cents)),
        years: (2026, 2030),
        attribution: 1.0,
        ramp: Vec::new(),
        growth: 0.0,
        exchange: 1.0,
        soft,
        measure: None,
        owner: None,
        confidence: None,
        source: None,
        span: Span::default(),
    }
}

fn case(costs: Vec<CostItem>, benefits: Vec<Benefit>) -> BusinessCase {
    BusinessCase {
        id: "case".into(),
        title: Text::plain("case"),
        description: None,
        currency: "CNY".into(),
        exchange: BTreeMap::new(),
        rounding: money(1),
        opening: 2025,
        horizon: 5,
        rate: 0.1,
        finance_rate: 0.1,
        reinvest_rate: 0.1,
        contingency: 0.12,
        costs,
        actuals: None,
        benefits,
        dated: Vec::new(),
        uncertain: Vec::new(),
        scenarios: Vec::new(),
        simulation: None,
        silences: Vec::new(),
        statements: None,
        eva: None,
        ratios: None,
        span: Span::default(),
    }
}

fn worked_out(case: &BusinessCase) -> Outcome {
    let (outcome, _) = evaluate(case, None, &Measured::new());
    outcome.unwrap_or_else(|| panic!("no amount is too large"))
}

#[test]
fn rules_make_amounts() {
    let licences =
        CostItem { discount: 0.25, ..cost(CostLine::Licences, CostRule::Stated(by_year(&[140_000_000, 40_000_000]))) };
    let share = |of, first_year_free| CostRule::ShareOfLicences { share: 0.18, of, first_year_free };
    let maintenance = |rule| cost(CostLine::Maintenance, rule);
    let team =
        cost(CostLine::InternalStaff, CostRule::EachYear { amount: money(420_000), years: (2026, 2028), growth: 0.04 });
    let users = BTreeMap::from([(2026, 260.0), (2028, 380.0)]);
    let phones = cost(
        CostLine::Telecommunications,
        CostRule::PerUser { price: money(420), users, years: (2026, 2030), growth: 0.0 },
    );
    let dollars = CostItem {
        exchange: 7.1,
        residual: money(10),
        allocated: 0.5,
        ..cost(CostLine::Hardware, CostRule::Stated(by_year(&[10_000])))
    };
    let all = vec![
        licences,
        maintenance(share(FeeBase::Discounted, true)),
        maintenance(share(FeeBase::List, false)),
        team,
        phones,
        dollars,
    ];
    let found = worked_out(&case(all, Vec::new()));
    let rows: Vec<Vec<String>> =
        found.costs.items.iter().map(|row| row.iter().map(Money::to_string).collect()).collect();
    assert_eq!(rows[0], ["1050000", "300000", "0", "0", "0", "0"]);
    assert_eq!(rows[1], ["0", "189000", "243000", "243000", "243000", "243000"], "of what was bought the year before");
    assert_eq!(rows[2], ["252000", "324000", "324000", "324000", "324000", "324000"], "of list prices, at once");
    assert_eq!(rows[3], ["0", "420000", "436800", "454272", "0", "0"]);
    assert_eq!(rows[4], ["0", "109200", "109200", "159600", "159600", "159600"]);
    assert_eq!(rows[5], ["355", "0", "0", "0", "0", "-71"], "half of 100 dollars, and 10 back at the end");
}

#[test]
fn a_driven_benefit_ramps_up_and_is_shared() {
    let rule = BenefitRule::Driven { driver: BTreeMap::from([(2025, 1000.0)]), unit: money(800) };
    let driven = Benefit { rule, attribution: 0.6, ramp: vec![0.25, 0.5, 1.0], growth: 0.1, ..benefit(&[], false) };
    let found = worked_out(&case(Vec::new(), vec![driven, benefit(&[0, 100], true)]));
    let row: Vec<String> = found.benefits.items[0].iter().map(Money::to_string).collect();
    // 1000 · 800 · 60 % = 480,000 a year, growing by a tenth from 2027 on.
    assert_eq!(row, ["0", "120000", "264000", "580800", "638880", "702768"]);
    assert_eq!(found.benefits.soft[1].to_string(), "1", "soft ones are kept apart");
    assert_eq!(found.benefits.all()[1].to_string(), "120001");
}

#[test]
fn what_is_unusual_is_found() {
    let yearly = |amount| CostRule::EachYear { amount: money(amount), years: (2026, 2030), growth: 0.0 };
    let bought = cost(CostLine::VendorServices, CostRule::Stated(by_year(&[100_000_000])));
    let training =
        CostItem { purpose: Purpose::Training, ..cost(CostLine::Other, CostRule::Stated(by_year(&[0, 500]))) };
    let odd = BusinessCase {
        contingency: 0.05,
        ..case(vec![bought, training, cost(CostLine::InternalStaff, yearly(500_000))], vec![benefit(&[0, 100], false)])
    };
    let checks: Vec<CaseCheck> = worked_out(&odd).concerns.iter().map(|concern| concern.check).collect();
    let expected = [
        CaseCheck::ContingencyShare,
        CaseCheck::PurchaseShare,
        CaseCheck::TrainingOnce,
        CaseCheck::RunShare,
        CaseCheck::ChangeShare,
        CaseCheck::PaybackBeyondHorizon,
    ];
    assert_eq!(checks, expected);
    let short = case(vec![cost(CostLine::VendorServices, CostRule::Stated(by_year(&[100, 100])))], Vec::new());
    let checks: Vec<CaseCheck> = worked_out(&short).concerns.iter().map(|concern| concern.check).collect();
    assert!(checks.contains(&CaseCheck::ShortPlan) && checks.contains(&CaseCheck::ServicesLargest), "{checks:?}");
}

#[test]
fn chance_is_the_same_every_time() {
    let ranges = vec![
        Uncertain { of: Target::Costs, low: 0.9, high: 1.5, shape: Shape::Pert },
        Uncertain { of: Target::Benefit(0), low: 0.5, high: 1.2, shape: Shape::Normal },
        Uncertain { of: Target::Rate, low: 0.06, high: 0.15, shape: Shape::Uniform },
    ];
    let simulation = Some(Simulation { runs: 2000, seed: 7 });
    let costs = vec![cost(CostLine::Licences, CostRule::Stated(by_year(&[50_000_000])))];
    let gains = vec![benefit(&[0, 12_000_000, 18_000_000, 22_000_000, 24_000_000, 26_000_000], false)];
    let own = BusinessCase { uncertain: ranges, simulation, ..case(costs, gains) };
    let (one, two) = (worked_out(&own).risk, worked_out(&own).risk);
    assert_eq!(one, two);
    let chance = one.as_ref().and_then(|risk| risk.chance.clone()).unwrap_or_else(|| panic!("drawn"));
    assert!(chance.loss > 0.0 && chance.loss < 1.0, "{chance:?}");
    assert_eq!(chance.bars.iter().map(|bar| bar.2).sum::<u32>(), 2000);
    let other = BusinessCase { simulation: Some(Simulation { runs: 2000, seed: 8 }), ..own.clone() };
    assert_ne!(worked_out(&other).risk, one, "another seed draws other cases");
    let risk = one.unwrap_or_else(|| panic!("ranges"));
    let ids: Vec<&str> = risk.scenarios.iter().map(|played| played.id.as_str()).collect();
    assert_eq!(ids, ["low", "base", "high"]);
    assert!(risk.scenarios[0].npv < risk.scenarios[1].npv && risk.scenarios[1].npv < risk.scenarios[2].npv);
    let plan = worked_out(&own).returned.map_or(f64::NAN, |returned| returned.npv);
    assert!((risk.scenarios[1].npv - plan).abs() < 1e-6);
}

fn lines() -> impl Strategy<Value = Vec<(usize, Vec<i64>)>> {
    prop::collection::vec((0usize..8, prop::collection::vec(0i64..1_000_000_000, 1..6)), 1..9)
}

proptest! {
    #[test]
    fn lines_and_years_sum_to_the_total_whatever_the_order(lines in lines(), percent in 0u8..20) {
        let item = |(line, cents): &(usize, Vec<i64>)| cost(CostLine::ALL[*line], CostRule::Stated(by_year(cents)));
        let mut own = case(lines.iter().map(item).collect(), Vec::new());
        own.contingency = f64::from(percent) / 100.0;
        let found = worked_out(&own);
        let owned = &found.costs.ownership;
        let of_lines: Money = CostLine::ALL.into_iter().map(|line| found.costs.of_line(line)).sum();
        prop_assert_eq!(of_lines, owned.subtotal);
        prop_assert_eq!(found.costs.subtotals.iter().copied().sum::<Money>(), owned.subtotal);
        prop_assert_eq!(owned.annual.iter().copied().sum::<Money>(), owned.total);
        own.costs.reverse();
        let turned = worked_out(&own);
        prop_assert_eq!(&turned.costs.ownership, owned);
        prop_assert_eq!(turned.costs.lines, found.costs.lines);
    }

    #[test]
    fn npv_is_nothing_at_every_rate_of_return(costs in prop::collection::vec(0i64..100_000_000, 6), gains in prop::collection::vec(0i64..100_000_000, 6)) {
        let own = case(vec![cost(CostLine::Other, CostRule::Stated(by_year(&costs)))], vec![benefit(&gains, false)]);
        let found = worked_out(&own).returned.unwrap_or_else(|| panic!("a rate of 10 %"));
        let flows: Vec<f64> = found.flows.iter().map(|flow| flow.to_number()).collect();
        for rate in &found.rates.rates {
            let sizes: f64 = (0i32..).zip(&flows).map(|(t, flow)| flow.abs() / (1.0 + rate).powi(t)).sum();
            let value = npv(*rate, &flows).unwrap_or(f64::NAN);
            prop_assert!(value.abs() <= 1e-6 * sizes.max(1.0), "{rate}: {value} of {sizes}");
        }
    }
}
