//! Ratings on a scale of numbers, by a panel, by statement or by a measure: what holds in each period.
//!
//! A rating holds until the next one. That of a panel is the mean of its answers, with how many there are and how far they
//! agree; that of a measure lies between its knots, or as far up the scale as its score.

mod findings;
mod table;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use super::agreement;
use crate::diagnostic::{Diagnostic, Findings, Span};
use crate::scorecard::{Frequency, Period, RatedBy, RatingPanel, RatingQuery, RatingRow, Scale};

pub use table::{columns, read};

/// One thing rated by one criterion.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// The id of what is rated.
    pub about: &'a str,
    /// The criterion, where there are several.
    pub criterion: Option<&'a str>,
    /// Who or what rates it.
    pub by: &'a RatedBy,
    /// Whether a good score of a measure is a low rating.
    pub falls: bool,
}

/// Values of the measures that rate, by the place of the question.
pub type Measured = BTreeMap<usize, BTreeMap<Period, f64>>;

/// All that ratings are taken from.
#[derive(Clone, Copy)]
pub struct Evidence<'a> {
    /// What findings call the whole: "SWOT `position`".
    pub subject: &'a str,
    /// What findings call what is rated: `factor`.
    pub what: &'static str,
    /// What is rated, in the order of the book.
    pub questions: &'a [Question<'a>],
    /// The numbers a rating can be.
    pub scale: Scale,
    /// How long a period is.
    pub frequency: Frequency,
    /// When ratings without a date were given.
    pub as_of: Option<Period>,
    /// The query of the panel.
    pub query: Option<&'a RatingQuery>,
    /// What people answered.
    pub panel: &'a RatingPanel,
    /// What measures say.
    pub measured: &'a Measured,
    /// Where it is defined.
    pub span: Span,
}

/// A rating in force.
#[derive(Clone, Debug, PartialEq)]
pub struct Rating {
    /// On the scale.
    pub value: f64,
    /// When it was given; `None` where it always held.
    pub given: Option<Period>,
    /// How many people it is the mean of; 0 where nobody was asked.
    pub raters: u32,
    /// How many were asked then and did not answer this.
    pub missing: u32,
    /// How far they agree, 0 to 1; `None` for fewer than two.
    pub agreement: Option<f64>,
    /// The value or score of the measure that rates it.
    pub measured: Option<f64>,
}

/// Ratings over time.
#[derive(Clone, Debug, PartialEq)]
pub struct Rounds {
    /// The period reported on.
    pub period: Period,
    /// Every period in which something was rated, oldest first.
    pub periods: Vec<Period>,
    /// By period, then question.
    cells: Vec<Vec<Option<Rating>>>,
}

impl Rounds {
    /// The ratings in force in a period, a question each; `None` for a period in which nothing was rated.
    pub fn at(&self, period: Period) -> Option<&[Option<Rating>]> {
        let place = self.periods.binary_search(&period).ok()?;
        self.cells.get(place).map(Vec::as_slice)
    }

    /// The ratings in force in the period reported on.
    pub fn now(&self) -> &[Option<Rating>] {
        self.at(self.period).unwrap_or_default()
    }

    /// The periods up to the one reported on, oldest first.
    pub fn past(&self) -> impl DoubleEndedIterator<Item = Period> {
        self.periods.iter().copied().filter(|period| *period <= self.period)
    }

    /// The latest before the one reported on.
    pub fn previous(&self) -> Option<Period> {
        self.past().rev().nth(1)
    }
}

/// Who gave which answers to a question, by period.
type Given<'a> = BTreeMap<Period, BTreeMap<&'a str, Option<f64>>>;

/// Works out the ratings of all periods; `None`, with findings, where answers are wrong or there are none.
///
/// `wanted` is the period to report on: the latest that begins before it ends is taken; `None` takes the latest of all.
pub fn evaluate(evidence: Evidence, wanted: Option<Period>) -> (Option<Rounds>, Findings) {
    let mut found = Findings::default();
    let given = given(evidence, &mut found);
    if found.has_errors() {
        return (None, found);
    }
    let periods = periods(evidence);
    let last = |period: &&Period| wanted.is_none_or(|wanted| period.days().0 < wanted.days().1);
    let Some(period) = periods.iter().rev().find(last).copied() else {
        found.push(findings::no_period(evidence, wanted, periods.first()));
        return (None, found);
    };
    let asked: BTreeMap<Period, u32> = asked(evidence.panel);
    let cell = |period: Period| {
        let questions = evidence.questions.iter().enumerate();
        questions.map(|(place, question)| rating(evidence, (place, *question), &given[place], &asked, period)).collect()
    };
    let cells = periods.iter().map(|period| cell(*period)).collect();
    let rounds = Rounds { period, periods, cells };
    findings::doubts(evidence, &rounds, &mut found);
    (Some(rounds), found)
}

/// The answers to each question; tells what is wrong with any.
fn given<'a>(evidence: Evidence<'a>, found: &mut Findings) -> Vec<Given<'a>> {
    let mut given: Vec<Given> = vec![Given::new(); evidence.questions.len()];
    let mut faults = findings::Faults::default();
    let places: BTreeMap<(&str, Option<&str>), usize> =
        evidence.questions.iter().enumerate().map(|(at, own)| ((own.about, own.criterion), at)).collect();
    let names: BTreeSet<&str> = evidence.questions.iter().map(|question| question.about).collect();
    for row in &evidence.panel.rows {
        match places.get(&(row.about.as_str(), row.criterion.as_deref())) {
            None if names.contains(row.about.as_str()) => faults.note(findings::Fault::UnknownCriterion, row),
            None => faults.note(findings::Fault::Unknown, row),
            Some(place) if *evidence.questions[*place].by != RatedBy::Panel => {
                faults.note(findings::Fault::RatedOtherwise, row);
            }
            Some(_) if row.value.is_some_and(|value| !evidence.scale.holds(value)) => {
                faults.note(findings::Fault::Outside, row);
            }
            Some(place) => {
                let answers = given[*place].entry(row.period).or_default();
                if answers.insert(&row.rater, row.value).is_some() {
                    faults.note(findings::Fault::Twice, row);
                }
            }
        }
    }
    faults.tell(evidence, found);
    given
}

/// How many people were asked in each period.
fn asked(panel: &RatingPanel) -> BTreeMap<Period, u32> {
    let people: BTreeSet<(Period, &str)> =
        panel.rows.iter().map(|RatingRow { period, rater, .. }| (*period, rater.as_str())).collect();
    people.into_iter().fold(BTreeMap::new(), |mut counts, (period, _)| {
        *counts.entry(period).or_insert(0) += 1;
        counts
    })
}

/// The periods in which anything was rated; those of measures only where nothing else has a date.
fn periods(evidence: Evidence) -> Vec<Period> {
    let stated = evidence.questions.iter().filter_map(|question| match question.by {
        RatedBy::Stated(timeline) => Some(timeline.entries()),
        _ => None,
    });
    let stated = stated.flatten().filter_map(|(from, _)| from).map(|from| from.beginning_in(evidence.frequency));
    let asked = evidence.panel.rows.iter().map(|row| row.period);
    let mut found: BTreeSet<Period> = stated.chain(asked).chain(evidence.as_of).collect();
    if found.is_empty() {
        found = evidence.measured.values().flat_map(|values| values.keys().copied()).collect();
    }
    found.into_iter().collect()
}

/// The rating of a question in force in a period.
fn rating(
    evidence: Evidence,
    (place, question): (usize, Question),
    given: &Given,
    asked: &BTreeMap<Period, u32>,
    period: Period,
) -> Option<Rating> {
    let plain = Rating { value: 0.0, given: None, raters: 0, missing: 0, agreement: None, measured: None };
    match question.by {
        RatedBy::Stated(timeline) => {
            let mut latest_first = timeline.entries().into_iter().rev();
            let holds = |from: Option<Period>| from.is_none_or(|from| period.is_on_or_after(from));
            let (from, value) = latest_first.find(|(from, _)| holds(*from))?;
            let given = from.map(|from| from.beginning_in(evidence.frequency)).or(evidence.as_of);
            Some(Rating { value, given, ..plain })
        }
        RatedBy::Measure(measure) => {
            let (given, number) = evidence.measured.get(&place)?.range(..=period).next_back()?;
            let scored = if question.falls { 100.0 - number } else { *number };
            let number_or_score = if measure.knots.is_empty() { scored } else { *number };
            let value = from_number(number_or_score, &measure.knots, evidence.scale);
            Some(Rating { value, given: Some(*given), measured: Some(*number), ..plain })
        }
        RatedBy::Panel => {
            let heard = |answers: &BTreeMap<&str, Option<f64>>| answers.values().flatten().copied().collect::<Vec<_>>();
            let mut latest_first = given.range(..=period).rev().map(|(period, answers)| (*period, heard(answers)));
            let (given, mut numbers) = latest_first.find(|(_, numbers)| !numbers.is_empty())?;
            // In order, so that the order of rows and the names of raters decide no digit.
            numbers.sort_by(f64::total_cmp);
            let raters = numbers.len() as u32;
            let missing = asked.get(&given).copied().unwrap_or(0).saturating_sub(raters);
            let value = numbers.iter().sum::<f64>() / f64::from(raters);
            let agreement = agreement::of_numbers(&numbers, evidence.scale.low, evidence.scale.high);
            Some(Rating { value, given: Some(given), raters, missing, agreement, measured: None })
        }
    }
}

/// The rating of a measure's number: the knots stand evenly apart on the scale, from its lowest to its highest number,
/// with straight lines between and nothing beyond. Without knots the number is a score of 100.
pub fn from_number(number: f64, knots: &[f64], scale: Scale) -> f64 {
    let span = scale.high - scale.low;
    let share = match knots {
        [] => number / 100.0,
        knots => {
            let steps = (knots.len() - 1) as f64;
            let within = knots.windows(2).enumerate().find_map(|(at, pair)| {
                let part = (number - pair[0]) / (pair[1] - pair[0]);
                (part <= 1.0).then(|| (at as f64 + part.max(0.0)) / steps)
            });
            within.unwrap_or(1.0)
        }
    };
    scale.low + share.clamp(0.0, 1.0) * span
}

/// A finding at the query of the panel, or where the whole is defined.
fn finding(evidence: Evidence, code: &'static str, message: String, warns: bool) -> Diagnostic {
    let place = evidence
        .query
        .map_or(evidence.span, |query| query.sql.locate(0, query.sql.text.find('\n').unwrap_or(query.sql.text.len())));
    let finding = if warns { Diagnostic::warning(code, message) } else { Diagnostic::error(code, message) };
    finding.at(place, "")
}
