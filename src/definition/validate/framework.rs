//! Frameworks: which perspectives they have, and what those are called.

use super::super::decode::Spanned;
use super::super::raw;
use super::Checker;
use super::checker::among;
use crate::diagnostic::{Diagnostic, Span};
use crate::scorecard::{Framework, Text};

type Perspective = (&'static str, &'static str, &'static str);

/// Kaplan and Norton 1992: id, Chinese and English title.
const BALANCED_SCORECARD: [Perspective; 4] = [
    ("financial", "财务", "Financial"),
    ("customer", "客户", "Customer"),
    ("process", "内部流程", "Internal processes"),
    ("learning", "学习与成长", "Learning and growth"),
];

/// Lynch and Cross 1991, from the top down; the vision is the scorecard itself.
const PERFORMANCE_PYRAMID: [Perspective; 9] = [
    ("market", "市场", "Market"),
    ("financial", "财务", "Financial"),
    ("customer-satisfaction", "客户满意度", "Customer satisfaction"),
    ("flexibility", "灵活性", "Flexibility"),
    ("productivity", "生产率", "Productivity"),
    ("quality", "质量", "Quality"),
    ("delivery", "交付", "Delivery"),
    ("cycle-time", "周期时间", "Cycle time"),
    ("waste", "浪费", "Waste"),
];

/// The framework as the other stages know it.
pub(super) fn framework(raw: raw::Framework) -> Framework {
    match raw {
        raw::Framework::BalancedScorecard => Framework::BalancedScorecard,
        raw::Framework::PerformancePyramid => Framework::PerformancePyramid,
        raw::Framework::Own => Framework::Own,
    }
}

fn perspectives(framework: Framework) -> &'static [Perspective] {
    match framework {
        Framework::BalancedScorecard => &BALANCED_SCORECARD,
        Framework::PerformancePyramid => &PERFORMANCE_PYRAMID,
        Framework::Own => &[],
    }
}

/// The title a framework gives a perspective.
pub(super) fn title(framework: Framework, id: &str) -> Option<Text> {
    let (_, zh, en) = perspectives(framework).iter().find(|(known, ..)| *known == id)?;
    Some(Text::new(Some((*zh).into()), Some((*en).into())))
}

/// Reports a perspective the framework does not have.
pub(super) fn check(checker: &mut Checker<'_>, framework: Framework, id: &str, span: Span) {
    let known: Vec<&str> = perspectives(framework).iter().map(|(id, ..)| *id).collect();
    if known.is_empty() || known.contains(&id) {
        return;
    }
    let finding = Diagnostic::error("unknown-perspective", format!("this framework has no perspective `{id}`"));
    let help = among(id, &known, "its perspectives");
    let own = "`framework: own` has whichever you name";
    checker.report(finding.at(span, "not known here").note(own).help(help));
}

/// Warns of perspectives that count for something else than the level above them: scores add up all the same, but the
/// pyramid cannot be drawn as one.
pub(super) fn levels(checker: &mut Checker<'_>, framework: Framework, perspectives: &[Spanned<raw::Perspective>]) {
    for perspective in perspectives {
        let raw::Perspective { id, weight, feeds, .. } = &perspective.value;
        let Some(id) = id.given() else { continue };
        let Some((level, _)) = framework.place(&id.value) else { continue };
        if let Some(weight) = weight.given().filter(|_| level != 1) {
            skipped(checker, &id.value, "the scorecard itself", weight.span);
        }
        for (fed, _) in feeds.given().into_iter().flat_map(|feeds| &feeds.value.0) {
            if framework.place(&fed.value).is_some_and(|(above, _)| above + 1 != level) {
                skipped(checker, &id.value, &format!("`{}`", fed.value), fed.span);
            }
        }
    }
}

fn skipped(checker: &mut Checker<'_>, id: &str, fed: &str, span: Span) {
    let message = format!("`{id}` counts for {fed}, which is not the level above it in a pyramid");
    let finding = Diagnostic::warning("pyramid-level", message).at(span, "not the level above");
    let note = "levels: market, financial; customer-satisfaction, flexibility, productivity; quality, delivery, \
                cycle-time, waste";
    let help = "feed a perspective of the level above; scores add up as written, but the map shows plain levels \
                in place of the pyramid";
    checker.report(finding.note(note).help(help));
}
