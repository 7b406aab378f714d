//! What is not certain: scenarios, the effect of each range, and chance over all of them.

use super::benefits::Benefits;
use super::costs::Costs;
use super::returns::numbers;
use crate::method::finance::flows::npv;
use crate::method::finance::payback::{Payback, payback};
use crate::method::finance::rates::{InternalRates, internal};
use crate::method::random::Random;
use crate::scorecard::business_case::{BusinessCase, CostLine, Scenario, Shape, Target, Uncertain};

/// How a case may come out.
#[derive(Clone, Debug, PartialEq)]
pub struct Risk {
    /// The scenarios, with the plan among them.
    pub scenarios: Vec<Played>,
    /// What each range does to NPV by itself, the largest effect first.
    pub swings: Vec<Swing>,
    /// What chance makes of all ranges; `None` where nothing is drawn.
    pub chance: Option<Chance>,
}

/// A scenario, worked out.
#[derive(Clone, Debug, PartialEq)]
pub struct Played {
    /// Its place among the scenarios of the case; `None` of the plan and of those made from ranges.
    pub stated: Option<usize>,
    /// `low`, `base`, `high`, or the id.
    pub id: String,
    /// What is paid, with contingency.
    pub costs: f64,
    /// What is earned.
    pub benefits: f64,
    /// Net present value.
    pub npv: f64,
    /// Every internal rate.
    pub rates: InternalRates,
    /// When the money is back.
    pub payback: Option<Payback>,
}

/// What a range does to NPV.
#[derive(Clone, Debug, PartialEq)]
pub struct Swing {
    /// Its place among the ranges of the case.
    pub range: usize,
    /// NPV at the low end.
    pub low: f64,
    /// NPV at the high end.
    pub high: f64,
}

/// NPV over many draws.
#[derive(Clone, Debug, PartialEq)]
pub struct Chance {
    /// How many were drawn.
    pub runs: u32,
    /// Where drawing began.
    pub seed: u32,
    /// The mean.
    pub mean: f64,
    /// What one draw in twenty stays below, half of them, and one in twenty exceeds.
    pub percentiles: [f64; 3],
    /// The share of draws with an NPV below 0.
    pub loss: f64,
    /// Bars of equal width: from, to, how many draws.
    pub bars: Vec<(f64, f64, u32)>,
}

/// How many bars a histogram has.
const BARS: usize = 24;

/// The rows of a case, apart, so that each can be multiplied.
struct Model<'a> {
    case: &'a BusinessCase,
    costs: Vec<Vec<f64>>,
    benefits: Vec<Vec<f64>>,
}

/// The risk of a case; `None` where nothing is said to be uncertain.
pub(super) fn of(case: &BusinessCase, costs: &Costs, benefits: &Benefits) -> Option<Risk> {
    if case.uncertain.is_empty() && case.scenarios.is_empty() {
        return None;
    }
    let rows = |items: &[Vec<crate::scorecard::Money>]| items.iter().map(|row| numbers(row)).collect();
    let model = Model { case, costs: rows(&costs.items), benefits: rows(&benefits.items) };
    let mut swings = (0..case.uncertain.len()).map(|at| model.swing(at)).collect::<Option<Vec<_>>>()?;
    let span = |swing: &Swing| (swing.high - swing.low).abs();
    swings.sort_by(|one, other| span(other).total_cmp(&span(one)).then(one.range.cmp(&other.range)));
    let scenarios = model.scenarios(&swings)?;
    let chance = if case.uncertain.is_empty() { None } else { model.chance() };
    Some(Risk { scenarios, swings, chance })
}

impl Model<'_> {
    /// The flows under changes, and the rate.
    fn flows(&self, changes: &[(Target, f64)]) -> (Vec<f64>, Vec<f64>, f64) {
        let years = self.case.years().count();
        let (mut paid, mut earned) = (vec![0.0; years], vec![0.0; years]);
        for (at, row) in self.costs.iter().enumerate() {
            let line = self.case.costs[at].line;
            let factor = product(changes, |of| cost_is(of, at, line)) * (1.0 + self.case.contingency);
            row.iter().zip(&mut paid).for_each(|(amount, sum)| *sum += amount * factor);
        }
        for (at, row) in self.benefits.iter().enumerate() {
            let factor = product(changes, |of| matches!(of, Target::Benefits) || *of == Target::Benefit(at));
            row.iter().zip(&mut earned).for_each(|(amount, sum)| *sum += amount * factor);
        }
        let rate = changes.iter().rev().find(|(of, _)| *of == Target::Rate).map_or(self.case.rate, |(_, rate)| *rate);
        (paid, earned, rate)
    }

    fn npv(&self, changes: &[(Target, f64)]) -> Option<f64> {
        let (paid, earned, rate) = self.flows(changes);
        npv(rate, &net(&paid, &earned))
    }

    fn swing(&self, range: usize) -> Option<Swing> {
        let own = &self.case.uncertain[range];
        let at = |value: f64| self.npv(&[(own.of.clone(), value)]);
        Some(Swing { range, low: at(own.low)?, high: at(own.high)? })
    }

    /// The scenarios that are stated; without any, all ranges at their worse and at their better end. The plan stands first
    /// of stated ones, and between those two.
    fn scenarios(&self, swings: &[Swing]) -> Option<Vec<Played>> {
        let base = Scenario { id: "base".into(), title: None, change: Vec::new() };
        let stated = &self.case.scenarios;
        if !stated.is_empty() {
            let own = stated.iter().enumerate().map(|(at, scenario)| self.play(scenario, Some(at)));
            return std::iter::once(self.play(&base, None)).chain(own).collect();
        }
        let end = |id: &str, better: bool| {
            let pick = |swing: &Swing| {
                let own = &self.case.uncertain[swing.range];
                (own.of.clone(), if (swing.high > swing.low) == better { own.high } else { own.low })
            };
            Scenario { id: id.into(), title: None, change: swings.iter().map(pick).collect() }
        };
        [end("low", false), base, end("high", true)].iter().map(|scenario| self.play(scenario, None)).collect()
    }

    fn play(&self, scenario: &Scenario, stated: Option<usize>) -> Option<Played> {
        let (paid, earned, rate) = self.flows(&scenario.change);
        let flows = net(&paid, &earned);
        Some(Played {
            stated,
            id: scenario.id.clone(),
            costs: paid.iter().sum(),
            benefits: earned.iter().sum(),
            npv: npv(rate, &flows)?,
            rates: internal(&flows),
            payback: payback(&flows),
        })
    }

    fn chance(&self) -> Option<Chance> {
        let simulation = self.case.simulation?;
        let mut random = Random::stream(simulation.seed.into(), 0);
        let mut drawn = Vec::with_capacity(simulation.runs as usize);
        for _ in 0..simulation.runs {
            let changes = self.case.uncertain.iter().map(|own| (own.of.clone(), self.draw(own, &mut random)));
            drawn.push(self.npv(&changes.collect::<Vec<_>>())?);
        }
        drawn.sort_by(f64::total_cmp);
        let at = |share: f64| drawn[((drawn.len() - 1) as f64 * share).round() as usize];
        let count = drawn.len() as f64;
        Some(Chance {
            runs: simulation.runs,
            seed: simulation.seed,
            mean: drawn.iter().sum::<f64>() / count,
            percentiles: [0.05, 0.5, 0.95].map(at),
            loss: drawn.iter().filter(|value| **value < 0.0).count() as f64 / count,
            bars: bars(&drawn),
        })
    }

    /// A value of a range; a rate never falls to −100 %.
    fn draw(&self, own: &Uncertain, random: &mut Random) -> f64 {
        let plan = if own.of == Target::Rate { self.case.rate } else { 1.0 };
        let value = match own.shape {
            Shape::Uniform => own.low + (own.high - own.low) * random.unit(),
            Shape::Triangular => triangular(own.low, plan, own.high, random.unit()),
            Shape::Pert => pert(own.low, plan, own.high, random),
            Shape::Normal => normal(own.low, own.high, random),
        };
        if own.of == Target::Rate { value.max(-0.99) } else { value }
    }
}

fn product(changes: &[(Target, f64)], is_meant: impl Fn(&Target) -> bool) -> f64 {
    changes.iter().filter(|(of, _)| is_meant(of)).map(|(_, factor)| factor).product()
}

fn cost_is(of: &Target, at: usize, line: CostLine) -> bool {
    matches!(of, Target::Costs) || *of == Target::Cost(at) || *of == Target::Line(line)
}

fn net(paid: &[f64], earned: &[f64]) -> Vec<f64> {
    earned.iter().zip(paid).map(|(earned, paid)| earned - paid).collect()
}

/// The value below which a share of a triangular distribution lies.
fn triangular(low: f64, top: f64, high: f64, share: f64) -> f64 {
    let span = high - low;
    let turn = (top - low) / span;
    if share < turn {
        low + (share * span * (top - low)).sqrt()
    } else {
        high - ((1.0 - share) * span * (high - top)).sqrt()
    }
}

/// A beta distribution from low to high with its top at the plan and weight 4 (Malcolm et al. 1959), by two gammas.
fn pert(low: f64, top: f64, high: f64, random: &mut Random) -> f64 {
    let span = high - low;
    let rise = random.gamma(1.0 + 4.0 * (top - low) / span);
    let fall = random.gamma(1.0 + 4.0 * (high - top) / span);
    low + span * rise / (rise + fall)
}

/// The 95th percentile of the standard normal distribution.
const NINETY_FIFTH: f64 = 1.644_853_626_951_472_7;

fn normal(low: f64, high: f64, random: &mut Random) -> f64 {
    low.midpoint(high) + random.normal() * (high - low) / (2.0 * NINETY_FIFTH)
}

/// How many of sorted values lie in each of so many bars of equal width.
fn bars(sorted: &[f64]) -> Vec<(f64, f64, u32)> {
    let (Some(low), Some(high)) = (sorted.first(), sorted.last()) else { return Vec::new() };
    let width = (high - low) / BARS as f64;
    if width <= 0.0 {
        return vec![(*low, *high, u32::try_from(sorted.len()).unwrap_or(u32::MAX))];
    }
    let mut bars: Vec<(f64, f64, u32)> =
        (0..BARS).map(|at| (low + width * at as f64, low + width * (at + 1) as f64, 0)).collect();
    for value in sorted {
        let at = (((value - low) / width) as usize).min(BARS - 1);
        bars[at].2 += 1;
    }
    bars
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_triangle_has_its_quantiles() {
        // Low 0, top 1, high 3: a third of the area lies left of the top; the median is 3 − √3 = 1.2679.
        assert!((triangular(0.0, 1.0, 3.0, 1.0 / 3.0) - 1.0).abs() < 1e-12);
        assert!((triangular(0.0, 1.0, 3.0, 0.5) - (3.0 - 3f64.sqrt())).abs() < 1e-12);
        assert_eq!((triangular(0.0, 0.0, 3.0, 0.0), triangular(0.0, 3.0, 3.0, 1.0)), (0.0, 3.0));
    }

    #[test]
    fn drawn_values_have_the_means_of_their_distributions() {
        let mut random = Random::stream(3, 0);
        let mut mean = |draw: &dyn Fn(&mut Random) -> f64| (0..40_000).map(|_| draw(&mut random)).sum::<f64>() / 4e4;
        // PERT: (low + 4·top + high)/6 = 1.1667; triangle: (low + top + high)/3 = 1.3333; normal: the middle.
        assert!((mean(&|random| pert(0.0, 1.0, 3.0, random)) - 7.0 / 6.0).abs() < 0.01);
        assert!((mean(&|random| triangular(0.0, 1.0, 3.0, random.unit())) - 4.0 / 3.0).abs() < 0.01);
        assert!((mean(&|random| normal(0.8, 1.4, random)) - 1.1).abs() < 0.01);
        let beyond = mean(&|random| f64::from(u8::from(normal(0.8, 1.4, random) > 1.4)));
        assert!((beyond - 0.05).abs() < 0.005, "{beyond}");
    }

    #[test]
    fn every_draw_stands_in_a_bar() {
        let found = bars(&[0.0, 1.0, 2.0, 24.0]);
        assert_eq!((found.len(), found.iter().map(|bar| bar.2).sum::<u32>()), (BARS, 4));
        assert_eq!((found[0].2, found[BARS - 1].2), (1, 1));
        assert_eq!(bars(&[5.0, 5.0]), [(5.0, 5.0, 2)]);
    }
}
