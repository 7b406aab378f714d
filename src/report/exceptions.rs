//! Exceptions: everything off track, missing, out of date or thinly covered, for the top and for the entities below.

use std::collections::BTreeMap;

use serde::Serialize;

use super::attention::Reason;
use super::entity_exceptions::{EntityLevel, entity_levels};
use super::number::NumberFormat;
use super::sentence::Headline;
use super::sheet::Sheet;
use super::view::{Link, Quantity, StatusView};
use super::{Material, quality};
use crate::scorecard::{NodeIndex, Scorecard};

/// What the page says.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ExceptionsPage {
    /// `Exceptions`.
    pub title: String,
    /// The sentence it opens with.
    pub lead: Headline,
    /// For the top, by kind; empty where there is none.
    pub groups: Vec<ExceptionGroup>,
    /// For the entities below, the lowest level first; levels without any are left out.
    pub levels: Vec<EntityLevel>,
    /// Whether there are entities at all.
    pub has_entities: bool,
    /// Tests that the data does not pass, each with the measures that read it.
    pub tests: Vec<FailedTest>,
}

/// Exceptions of one kind.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ExceptionGroup {
    /// `Off track`.
    pub title: String,
    /// The worst first.
    pub rows: Vec<Exception>,
}

/// One exception.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Exception {
    /// The measure, or the objective or perspective with too little data.
    pub link: Link,
    /// How it stands.
    pub status: StatusView,
    /// Whether it holds its parent down.
    pub critical: bool,
    /// `74.5 % against a target of 90 %.`
    pub said: String,
    /// Who answers for it.
    pub owner: Option<String>,
    /// `4 months`: for how long it has been so.
    pub duration: String,
    /// The same as a number, to sort by.
    pub periods: usize,
    /// Its share of the whole: `5 %`.
    pub weight: Quantity,
    /// `−2.1`: points the whole is short of for its sake; `None` where its score is unknown.
    pub cost: Option<Quantity>,
    /// The initiative that should move it; of several the latest.
    pub initiative: Option<Link>,
    /// `2 months late`, `on schedule`, `no initiative linked`.
    pub initiative_state: Option<String>,
}

/// A test that the data does not pass.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FailedTest {
    /// `Orders: every order has a shop 3 of 120 rows`.
    pub said: String,
    /// The measures that read the table.
    pub measures: Vec<Link>,
}

/// Builds the page.
pub fn page(sheet: &Sheet, material: &Material) -> ExceptionsPage {
    let found = sheet.exceptions(Scorecard::ROOT);
    let levels = entity_levels(sheet);
    let group = |kind: &'static str| {
        let of_kind = found.iter().filter(|(reason, ..)| reason.kind() == kind);
        let rows: Vec<Exception> = of_kind.filter_map(|(reason, _, node)| sheet.exception(*node, *reason)).collect();
        let title = sheet.pen.say(&format!("exceptions.kind.{kind}"), &[]);
        (!rows.is_empty()).then_some(ExceptionGroup { title, rows })
    };
    ExceptionsPage {
        title: sheet.pen.say("nav.exceptions", &[]),
        lead: Headline { headline: headline(sheet, &found), deck: deck(sheet, &found) },
        groups: Reason::KINDS.into_iter().filter_map(group).collect(),
        levels,
        has_entities: !sheet.card.entities.is_single(),
        tests: failed_tests(sheet, material),
    }
}

type Found = (Reason, f64, NodeIndex);

/// `Four of 29 measures are off track and one has no data: together 21 % of the weight.`
fn headline(sheet: &Sheet, found: &[Found]) -> String {
    let measures = sheet.measures_under(Scorecard::ROOT);
    let total = sheet.tally(&measures).iter().sum::<usize>();
    let all = total.to_string();
    let mut clauses = Vec::new();
    for kind in Reason::KINDS {
        let n = found.iter().filter(|(reason, ..)| reason.kind() == kind).count();
        if n > 0 {
            let form = if clauses.is_empty() { "first" } else { "next" };
            let count = sheet.pen.cardinal(n);
            let fill = [("count", count.as_str()), ("total", all.as_str())];
            clauses.push(sheet.pen.count(&format!("exceptions.{kind}.{form}"), n, &fill));
        }
    }
    if clauses.is_empty() {
        let key = if total == 0 { "exceptions.no-measures" } else { "exceptions.none" };
        return sheet.pen.say(key, &[("period", &sheet.pen.period(sheet.period()))]);
    }
    let weighed = found.iter().filter(|(_, _, node)| sheet.measure(*node).is_some());
    let share = weighed.filter_map(|(_, _, node)| sheet.now(*node)).map(|outcome| outcome.weight).sum::<f64>();
    let what = sheet.pen.clauses(&clauses);
    let key = if share > 0.0 { "exceptions.lead" } else { "exceptions.lead-alone" };
    let fill = [("what", what.as_str()), ("share", &sheet.pen.share_text(share))];
    sheet.pen.sentence(&sheet.pen.say(key, &fill))
}

/// Which has lasted longest, for how many nobody does anything, and what is not on this page.
fn deck(sheet: &Sheet, found: &[Found]) -> String {
    let measures: Vec<&Found> = found.iter().filter(|(_, _, node)| sheet.measure(*node).is_some()).collect();
    let longest = measures.iter().map(|(reason, _, node)| (sheet.lasting(*node, *reason), *node));
    let longest = longest.max_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1))).filter(|(run, _)| *run > 1);
    let longest = longest.map_or_else(String::new, |(run, node)| {
        let (measure, duration) = (sheet.title(node), sheet.pen.duration(sheet.period(), run));
        sheet.pen.say("exceptions.longest", &[("measure", &measure), ("duration", &duration)])
    });
    let idle = measures.iter().filter(|(_, _, node)| sheet.initiatives_for(*node).is_empty()).count();
    let [_, risk, ..] = sheet.tally(&sheet.measures_under(Scorecard::ROOT));
    let counted = |key: &str, n: usize| match n {
        0 => String::new(),
        n => sheet.pen.sentence(&sheet.pen.count(key, n, &[("count", &sheet.pen.cardinal(n))])),
    };
    sheet.pen.paragraph([longest, counted("exceptions.idle", idle), counted("exceptions.at-risk", risk)])
}

/// Every broken test of a table this scorecard reads, once, with the measures that read it.
fn failed_tests(sheet: &Sheet, material: &Material) -> Vec<FailedTest> {
    let mut broken: BTreeMap<String, Vec<Link>> = BTreeMap::new();
    for node in sheet.measures_under(Scorecard::ROOT) {
        for said in quality::warnings(sheet.pen, material, sheet.at, node) {
            broken.entry(said).or_default().push(sheet.link(node));
        }
    }
    broken.into_iter().map(|(said, measures)| FailedTest { said, measures }).collect()
}

impl Sheet<'_> {
    fn exception(&self, node: NodeIndex, reason: Reason) -> Option<Exception> {
        let outcome = self.now(node)?;
        let periods = self.lasting(node, reason);
        let lost = |score: f64| {
            let cost = -outcome.weight * (100.0 - score);
            let number = NumberFormat::score(self.pen.locale()).change(cost);
            Quantity { before: String::new(), number, after: String::new(), value: cost }
        };
        let (initiative, initiative_state) = self.initiative_of(node);
        Some(Exception {
            link: self.link(node),
            status: self.status(node),
            critical: self.node(node).critical,
            said: self.said(node, reason, outcome),
            owner: self.owner(node),
            duration: self.pen.duration(self.period(), periods),
            periods,
            weight: self.pen.share(outcome.weight),
            cost: outcome.score.map(lost),
            initiative,
            initiative_state,
        })
    }

    /// The initiative that should move a measure, and how it goes; of several the one that is latest.
    fn initiative_of(&self, node: NodeIndex) -> (Option<Link>, Option<String>) {
        if self.measure(node).is_none() {
            return (None, None);
        }
        let linked = self.initiatives_for(node);
        let Some(initiative) = linked.into_iter().max_by_key(|each| self.lateness(each)) else {
            return (None, Some(self.pen.say("attention.no-initiative", &[])));
        };
        let href = format!("{}#initiative-{}", self.link(initiative.objective).href, initiative.id);
        let link = Link { href, title: self.pen.text(&initiative.title) };
        (Some(link), Some(self.initiative(initiative).schedule))
    }
}

#[cfg(test)]
mod tests {
    use super::super::pen::Pen;
    use super::super::testing::{Named, made, words};
    use super::*;
    use crate::scorecard::Locale;

    fn told<T>(locale: Locale, tell: impl Fn(&ExceptionsPage) -> T) -> T {
        let (made, words) = (made(), words(locale));
        let material = made.material();
        let sheet = Sheet::new(Pen { words: &words, links: &Named, book: &made.book }, &material, 0).expect("a card");
        tell(&page(&sheet, &material))
    }

    #[test]
    fn each_exception_has_owner_time_weight_cost_and_initiative() {
        let group = told(Locale::En, |page| page.groups[0].clone());
        let complaints = &group.rows[0];
        assert_eq!(
            (group.title.as_str(), complaints.said.as_str()),
            ("Off track", "69\u{a0}% against a target of 90\u{a0}%.")
        );
        assert_eq!(complaints.owner.as_deref(), Some("Customer service"));
        assert_eq!((complaints.duration.as_str(), complaints.periods), ("2 months", 2));
        // 0.6 of the scorecard × 0.4 of the objective; (69 − 60) ÷ (90 − 60) × 100 = 30 points, 70 short.
        assert_eq!(complaints.weight.number, "24");
        assert_eq!(complaints.cost.as_ref().map(|cost| cost.number.as_str()), Some("−16.8"));
        let initiative = complaints.initiative.as_ref().expect("an initiative");
        assert!(initiative.href.ends_with("#initiative-desk"), "{}", initiative.href);
        assert_eq!(complaints.initiative_state.as_deref(), Some("2 months late"));
    }

    #[test]
    fn the_headline_counts_every_kind_and_weighs_them() {
        let lead = told(Locale::En, |page| page.lead.clone());
        let headline = "One of 3 measures is off track and one has no data: together 64\u{a0}% of the weight.";
        assert_eq!(lead.headline, headline);
        let zh = told(Locale::Zh, |page| page.lead.headline.clone());
        assert_eq!(zh, "3个指标中1个落后，1个无数据，合计占权重的64%。");
    }

    #[test]
    fn without_exceptions_the_page_says_so_and_what_it_leaves_out() {
        let (mut made, words) = (made(), words(Locale::En));
        // Bands under which everything that reports is on track, and no measure that does not report.
        made.book.scorecards[0].bands = crate::scorecard::Bands { on_track: 20.0, at_risk: 10.0 };
        made.series[2].1 = made.series[0].1.clone();
        let series = made.series.clone();
        let period = Some(super::super::testing::period("2026-10"));
        let evaluated = crate::evaluate::evaluate(&made.book.scorecards[0], &made.entities, &series, period);
        made.evaluation = evaluated.0.expect("an evaluation");
        let material = made.material();
        let sheet = Sheet::new(Pen { words: &words, links: &Named, book: &made.book }, &material, 0).expect("a card");
        let page = page(&sheet, &material);
        assert!(page.groups.is_empty() && page.tests.is_empty());
        assert_eq!(page.lead.headline, "Nothing is off track, missing or out of date in October 2026.");
    }

    #[test]
    fn entities_say_what_they_are_off_track_on() {
        let levels = told(Locale::En, |page| page.levels.clone());
        // 朝阳店 lies below East; complaints are 63 there and 67 and 65 above it.
        let lowest = &levels[0].rows[0];
        assert_eq!(lowest.link.title, "朝阳店");
        let off: Vec<&str> = lowest.off.iter().map(|item| item.link.title.as_str()).collect();
        assert_eq!(off, ["Complaints solved in 24 h", "Retention rate"]);
        assert_eq!(
            lowest.missing.iter().map(|item| item.link.title.as_str()).collect::<Vec<_>>(),
            ["Training hours <script>"]
        );
    }
}
