//! Economic value added of a programme: what it adds to profit after tax, less what the capital put into it costs.

use super::adjust::written_off;
use super::flows::discount;
use crate::scorecard::Money;

/// What moves in one year of a programme, before tax.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moves {
    /// What it brings.
    pub gains: Money,
    /// What it costs to run.
    pub running: Money,
    /// What is bought, which becomes capital.
    pub bought: Money,
}

/// One year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ProgrammeYear {
    /// What moves.
    pub moves: Moves,
    /// What is written off of what was bought in earlier years, in even parts.
    pub amortisation: Money,
    /// Tax on what it brings less running it and amortisation; negative where that is a loss, since it saves tax elsewhere.
    pub tax: Money,
    /// What it adds to net operating profit after tax.
    pub nopat: Money,
    /// What was bought before the year and is not written off at its beginning.
    pub opening: Money,
    /// WACC × opening capital.
    pub charge: Money,
    /// NOPAT − charge.
    pub eva: Money,
    /// What flows: NOPAT and amortisation, less what is bought.
    pub flow: Money,
}

/// All years, the first of them now.
#[derive(Clone, Debug, PartialEq)]
pub struct Programme {
    /// In order.
    pub years: Vec<ProgrammeYear>,
    /// What is not written off after the last.
    pub left: Money,
    /// `Σ EVA_t / (1 + WACC)^t`, t from 0.
    pub from_eva: f64,
    /// `Σ flow_t / (1 + WACC)^t`, with what is left at its book value after the last year: equal to `from_eva`.
    pub from_flows: f64,
}

/// Reckons a programme; `life` is how many years what is bought is written off over, `tax` a rate.
///
/// What is bought in a year is capital from the next one on. `None` for a WACC of −100 % or below.
pub fn programme(moves: &[Moves], rate: f64, tax: f64, life: u32) -> Option<Programme> {
    let mut years: Vec<ProgrammeYear> = Vec::with_capacity(moves.len());
    let mut opening = Money::ZERO;
    for (at, own) in moves.iter().enumerate() {
        let amortisation = amortisation(&moves[..at], life);
        let profit = own.gains - own.running - amortisation;
        let due = profit.part(tax);
        let (nopat, charge) = (profit - due, opening.part(rate));
        let flow = nopat + amortisation - own.bought;
        let eva = nopat - charge;
        years.push(ProgrammeYear { moves: *own, amortisation, tax: due, nopat, opening, charge, eva, flow });
        opening = opening - amortisation + own.bought;
    }
    let now = |of: fn(&ProgrammeYear) -> Money| -> Option<f64> {
        years.iter().zip(0_u32..).map(|(year, time)| Some(of(year).to_number() * discount(rate, time.into())?)).sum()
    };
    let last = u32::try_from(years.len()).ok()?.saturating_sub(1);
    let from_flows = now(|year| year.flow)? + opening.to_number() * discount(rate, last.into())?;
    let from_eva = now(|year| year.eva)?;
    Some(Programme { years, left: opening, from_eva, from_flows })
}

/// What is written off in the year after those given.
fn amortisation(before: &[Moves], life: u32) -> Money {
    let aged = before.iter().rev().zip(1..=life);
    aged.map(|(moves, age)| written_off(moves.bought, age, life) - written_off(moves.bought, age - 1, life)).sum()
}
