//! A measure against the year before, and over the year so far.

use super::dates;
use super::sheet::Sheet;
use crate::evaluate::Outcome;
use crate::evaluate::to_date::to_date;
use crate::scorecard::{Aggregate, Measure, NodeIndex, Period};

impl Sheet<'_> {
    /// `84.8 % · −1.5 pp since October 2025`: the same period a year earlier.
    pub fn last_year_fact(&self, node: NodeIndex) -> Option<String> {
        let year_before = self.period().last_year();
        let before = self.card.evaluation.outcome(self.entity, year_before, node)?.actual?;
        let value = self.value_text(node, before);
        let change = self.now(node).and_then(|outcome| outcome.actual).map(|now| {
            let change = self.pen.change(&self.format(node), now - before);
            let since = self.pen.say("since", &[("period", &self.pen.period(year_before))]);
            self.pen.say("change-since", &[("change", &change), ("since", &since)])
        });
        Some(self.pen.facts([Some(value), change]))
    }

    /// `84.6 % · January to October 2026 · 84.5 % over the same periods a year before`.
    pub fn to_date_fact(&self, node: NodeIndex) -> Option<String> {
        let measure = self.measure(node)?;
        let periods = self.this_year(node);
        let (first, last) = (*periods.first()?, *periods.last()?);
        if first == last {
            return None;
        }
        let value = self.together(measure, node, &periods)?;
        let span = dates::span(self.pen.words, first, last);
        let before: Vec<Period> = periods.iter().map(|period| period.last_year()).collect();
        let before = self.together(measure, node, &before).map(|value| {
            let value = self.computed_format(node, &[value]).full(value);
            self.pen.say("fact.year-before", &[("value", &value)])
        });
        let value = self.computed_format(node, &[value]).full(value);
        Some(self.pen.facts([Some(value), Some(span), before]))
    }

    /// The periods of the year reported on that were due and in which something was observed at all.
    fn this_year(&self, node: NodeIndex) -> Vec<Period> {
        let year = self.period().year();
        let due = self.due(node, usize::MAX).into_iter().map(|(period, _)| period);
        due.filter(|period| period.year() == year).collect()
    }

    /// What periods come to together; `None` when one of them lies before the data, or the rule gives none.
    fn together(&self, measure: &Measure, node: NodeIndex, periods: &[Period]) -> Option<f64> {
        let outcome = |period: &Period| self.card.evaluation.outcome(self.entity, *period, node);
        let outcomes: Vec<&Outcome> = periods.iter().map(outcome).collect::<Option<_>>()?;
        to_date(rule(measure, &outcomes)?, measure.ratio_scale, &outcomes)
    }
}

/// The rule periods are added up by: the measure's own, or `ratio` where there are numerators and denominators.
fn rule(measure: &Measure, outcomes: &[&Outcome]) -> Option<Aggregate> {
    let ratio = outcomes.iter().any(|outcome| outcome.numerator.zip(outcome.denominator).is_some());
    measure.aggregate.or(ratio.then_some(Aggregate::Ratio))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Named, made_over, words};
    use super::*;
    use crate::report::pen::Pen;
    use crate::scorecard::Locale;

    #[test]
    fn the_year_before_and_the_year_so_far_are_compared() {
        // Two values a year apart at the ends of 13 months: 80 in October 2025, 70 in October 2026.
        let values: Vec<f64> = [80.0].into_iter().chain([75.0; 11]).chain([70.0]).collect();
        let mut made = made_over(&values);
        let node = NodeIndex(5);
        made.set_aggregate(node, Some(Aggregate::Mean));
        let (material, words) = (made.material(), words(Locale::En));
        let pen = Pen { words: &words, links: &Named, book: &made.book };
        let sheet = Sheet::new(pen, &material, 0).expect("a scorecard");
        let said = |fact: Option<String>| fact.map(|fact| fact.replace('\u{a0}', " "));
        assert_eq!(said(sheet.last_year_fact(node)).as_deref(), Some("80 % · −10 pp since October 2025"));
        // January to October: nine times 75 and once 70.
        assert_eq!(said(sheet.to_date_fact(node)).as_deref(), Some("74.5 % · January to October 2026"));
        let mut sql = made_over(&values);
        sql.set_aggregate(node, Some(Aggregate::Sql));
        let material = sql.material();
        let sheet = Sheet::new(Pen { book: &sql.book, ..pen }, &material, 0).expect("a scorecard");
        assert_eq!(sheet.to_date_fact(node), None);
    }
}
