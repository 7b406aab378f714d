//! A case against what courses teach: shares that are usual, and omissions that make programmes come out dearer.

use super::Outcome;
use crate::diagnostic::{Diagnostic, Findings};
use crate::method::finance::payback::payback;
use crate::scorecard::business_case::{BusinessCase, CaseCheck, CostItem, CostLine, CostRule, Purpose};
use crate::scorecard::{Money, Text};

/// A check that found something.
#[derive(Clone, Debug, PartialEq)]
pub struct Concern {
    /// Which.
    pub check: CaseCheck,
    /// The share that was found, where it is about one.
    pub share: Option<f64>,
    /// Why it need not hold; `None` where nobody said so.
    pub silenced: Option<Text>,
}

/// Usual shares, from the course text: maintenance of licences a year, contingency of the subtotal, purchase of the subtotal
/// (support is the rest), and from year three on running and change of what was bought.
const MAINTENANCE: (f64, f64) = (0.15, 0.25);
const CONTINGENCY: (f64, f64) = (0.10, 0.15);
const PURCHASE: (f64, f64) = (0.55, 0.65);
const RUN: (f64, f64) = (0.15, 0.20);
const CHANGE: (f64, f64) = (0.25, 0.40);

/// The first year in which running and change are looked at, counted from the opening one.
const YEAR_THREE: usize = 3;

/// Rounding dust of shares.
const DUST: f64 = 1e-9;

/// What was found, told as warnings unless silenced; silences that silence nothing are warnings too.
pub(super) fn checks(case: &BusinessCase, outcome: &Outcome, findings: &mut Findings) -> Vec<Concern> {
    let mut concerns = Vec::new();
    for (check, share) in found(case, outcome) {
        let silence = case.silences.iter().find(|silence| silence.check == check);
        if silence.is_none() {
            findings.push(warning(case, check, share));
        }
        concerns.push(Concern { check, share, silenced: silence.map(|silence| silence.reason.clone()) });
    }
    for silence in &case.silences {
        if concerns.iter().all(|concern| concern.check != silence.check) {
            let message = format!("nothing is found here for `{}` to be silenced", silence.check.code());
            let finding = Diagnostic::warning("silence-unused", message).at(silence.span, "");
            findings.push(finding.help("take it out"));
        }
    }
    concerns
}

fn found(case: &BusinessCase, outcome: &Outcome) -> Vec<(CaseCheck, Option<f64>)> {
    let costs = &outcome.costs;
    let owned = &costs.ownership;
    let outside = |check, share: Option<f64>, (low, high): (f64, f64)| {
        share.filter(|share| *share < low - DUST || *share > high + DUST).map(|share| (check, Some(share)))
    };
    let mean = |purpose: fn(&CostItem) -> bool| late_share(case, outcome, purpose);
    let later = owned.annual.iter().skip(2).any(|amount| *amount > Money::ZERO);
    let long = costs.subtotals.len() > 2;
    let services = costs.of_line(CostLine::ExternalServices) + costs.of_line(CostLine::VendorServices);
    let others = CostLine::ALL.into_iter().filter(|line| !is_service(*line)).map(|line| costs.of_line(line)).max();
    let is_largest = services > Money::ZERO && others.is_some_and(|largest| services > largest);
    [
        outside(CaseCheck::MaintenanceShare, maintenance(case, outcome), MAINTENANCE),
        outside(CaseCheck::ContingencyShare, Some(case.contingency), CONTINGENCY),
        outside(CaseCheck::PurchaseShare, owned.purchase_share(), PURCHASE),
        (long && !later && owned.subtotal > Money::ZERO).then_some((CaseCheck::ShortPlan, None)),
        is_largest.then(|| (CaseCheck::ServicesLargest, services.share_of(owned.subtotal))),
        training_once(case, outcome).then_some((CaseCheck::TrainingOnce, None)),
        outside(CaseCheck::RunShare, mean(|item| item.support && item.purpose != Purpose::Change), RUN),
        outside(CaseCheck::ChangeShare, mean(|item| item.purpose == Purpose::Change), CHANGE),
        beyond_horizon(outcome).then_some((CaseCheck::PaybackBeyondHorizon, None)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn is_service(line: CostLine) -> bool {
    matches!(line, CostLine::ExternalServices | CostLine::VendorServices)
}

/// What maintenance is of all licences, in the mean of the years it is paid in; `None` without either.
fn maintenance(case: &BusinessCase, outcome: &Outcome) -> Option<f64> {
    let stated = case.costs.iter().filter(|item| item.line == CostLine::Maintenance);
    let shares: Vec<f64> = stated
        .filter_map(|item| match item.rule {
            CostRule::ShareOfLicences { share, .. } => Some(share),
            _ => None,
        })
        .collect();
    // Where it is stated as a share, that share is meant: licences bought later would bend the mean.
    if let [share] = shares[..] {
        return Some(share);
    }
    let paid = outcome.costs.lines.get(&CostLine::Maintenance)?;
    let years = paid.iter().filter(|amount| **amount != Money::ZERO).count();
    let share = outcome.costs.of_line(CostLine::Maintenance).share_of(outcome.costs.of_line(CostLine::Licences))?;
    (years > 0).then(|| share / years as f64)
}

/// What items of a kind cost a year from year three on, of what was bought; `None` where the plan ends before or buys nothing.
fn late_share(case: &BusinessCase, outcome: &Outcome, is_meant: fn(&CostItem) -> bool) -> Option<f64> {
    let years = outcome.years.len().checked_sub(YEAR_THREE).filter(|years| *years > 0)?;
    let rows = case.costs.iter().zip(&outcome.costs.items).filter(|(item, _)| is_meant(item));
    let spent: Money = rows.flat_map(|(_, row)| row.iter().skip(YEAR_THREE)).copied().sum();
    // What was bought to begin with: improvements are measured by it, and are no part of it.
    let first = case
        .costs
        .iter()
        .zip(&outcome.costs.items)
        .filter(|(item, _)| !item.support && item.purpose != Purpose::Change);
    let bought: Money = first.flat_map(|(_, row)| row).copied().sum();
    (bought > Money::ZERO).then(|| spent.share_of(bought).map(|share| share / years as f64)).flatten()
}

/// Whether what is paid for training falls into one year.
fn training_once(case: &BusinessCase, outcome: &Outcome) -> bool {
    let rows = case.costs.iter().zip(&outcome.costs.items).filter(|(item, _)| item.purpose == Purpose::Training);
    let mut years = vec![false; outcome.years.len()];
    for (_, row) in rows {
        row.iter().zip(&mut years).for_each(|(amount, is_paid)| *is_paid |= *amount > Money::ZERO);
    }
    years.len() > 1 && years.iter().filter(|is_paid| **is_paid).count() == 1
}

/// Whether there are benefits and the money is not back within the horizon.
fn beyond_horizon(outcome: &Outcome) -> bool {
    let earns = outcome.benefits.all().iter().any(|amount| *amount > Money::ZERO);
    let back = outcome.returned.as_ref().map(|returned| super::returns::numbers(&returned.flows));
    earns && back.is_some_and(|flows| payback(&flows).is_none())
}

fn warning(case: &BusinessCase, check: CaseCheck, share: Option<f64>) -> Diagnostic {
    let found = share.map_or_else(String::new, |share| format!("{:.1} %", share * 100.0));
    let (message, help) = told(check, &found);
    let message = format!("business case `{}`: {message}", case.id);
    Diagnostic::warning(check.code(), message)
        .at(case.span, "")
        .help(format!("{help}; or `silence: {{{}: why}}`", check.code()))
}

/// What is unusual, and what to do.
fn told(check: CaseCheck, found: &str) -> (String, &'static str) {
    match check {
        CaseCheck::MaintenanceShare => (
            format!("maintenance is {found} of licences a year; 15 to 25 % are usual"),
            "look at the maintenance contract again",
        ),
        CaseCheck::ContingencyShare => (
            format!("contingency is {found} of the subtotal; 10 to 15 % are usual"),
            "set aside what nobody foresees: `contingency: 12%`",
        ),
        CaseCheck::PurchaseShare => (
            format!("purchase is {found} of the subtotal; 55 to 65 % are usual, and 35 to 45 % support"),
            "look for what runs the system and is not planned, or say `support` of an item",
        ),
        CaseCheck::ShortPlan => (
            "the plan covers only the first two years".into(),
            "plan the years of use: programmes that do not come out 35 to 65 % over budget",
        ),
        CaseCheck::ServicesLargest => (
            format!("services are the largest line, {found} of the subtotal"),
            "look at how much is built anew that could be bought",
        ),
        CaseCheck::TrainingOnce => {
            ("training is paid for only once".into(), "people come and go, and the system changes: plan it every year")
        }
        CaseCheck::RunShare => (
            format!("from year three running takes {found} of the purchase a year; 15 to 20 % are usual"),
            "look at maintenance, lines and people, or mark what changes the system with `purpose: change`",
        ),
        CaseCheck::ChangeShare => (
            format!("from year three change takes {found} of the purchase a year; 25 to 40 % are usual"),
            "plan what the system will be asked to do next, with `purpose: change`",
        ),
        CaseCheck::PaybackBeyondHorizon => (
            "the money is not back within the horizon".into(),
            "lengthen `horizon` if the system is used longer, or look at the benefits again",
        ),
    }
}
