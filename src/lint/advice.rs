//! Why each check matters and what to do about a finding, in a sentence each.

use crate::scorecard::Check;

/// Why it matters, and what to do.
pub(super) fn on(check: Check) -> (&'static str, &'static str) {
    match check {
        Check::NoUnit | Check::NoTarget | Check::NoDirection | Check::NoOwner | Check::NoDescription => written(check),
        Check::TargetNeverMet
        | Check::TargetAlwaysMet
        | Check::NeverChanged
        | Check::SameMovement
        | Check::AgainstTitle
        | Check::StaleValue => observed(check),
        Check::InitiativeUnscored => (
            "its success will not show in any score",
            "give the measure a way of scoring, or name another one in `moves`",
        ),
        _ => balance(check),
    }
}

/// What a single measure should say of itself.
fn written(check: Check) -> (&'static str, &'static str) {
    match check {
        Check::NoUnit => (
            "a number without a unit is read in whatever unit the reader has in mind",
            "add `unit: \"%\"`, `unit: h` or what it counts, such as `unit: {zh: 件, en: cases}`",
        ),
        Check::NoTarget => (
            "without a goal nobody can tell whether a value is good news",
            "add `target: …`, or silence it with the reason why it is only watched",
        ),
        Check::NoDirection => (
            "it has no curve, so nothing says whether a rise is good",
            "add `better: higher`, `better: lower` or `better: within`",
        ),
        Check::NoOwner => {
            ("what nobody answers for nobody changes", "add `owner: …` to it, or to its objective or perspective")
        }
        _ => (
            "two people who work a number out differently will not agree on it",
            "add `description: …` that says how it is computed: what is divided by what, over which period",
        ),
    }
}

/// How measures and weights stand to each other.
fn balance(check: Check) -> (&'static str, &'static str) {
    match check {
        Check::PerspectiveWeight => (
            "a perspective under 10 % is decoration, one over 50 % is the scorecard by itself",
            "move weight between the perspectives until each has from 10 % to 50 %",
        ),
        Check::OnlyFinancial => (
            "money tells what happened, not what will: its causes lie with customers, processes and people",
            "add measures to the other perspectives",
        ),
        Check::NoFinancial => (
            "without money nobody sees whether the rest pays",
            "add the results it shall lead to: revenue, margin, cost",
        ),
        Check::NoLeading => {
            ("results alone come too late to act on", "add a measure that moves first and mark it `indicates: leading`")
        }
        Check::NoLagging => {
            ("activity alone does not show that it worked", "add the result it serves and mark it `indicates: lagging`")
        }
        Check::OneHorizon => (
            "short-term results can be had at the expense of the long term, and the other way round",
            "add measures of the other kind and mark them `horizon: short` or `horizon: long`",
        ),
        Check::WeightSmall => (
            "whatever happens to it, the whole hardly moves, and people notice",
            "give it 5 % of the scorecard or more, or fold it into another objective",
        ),
        Check::WeightLarge => {
            ("the score is then this measure under another name", "share its weight out, or add measures beside it")
        }
        _ => (
            "nobody steers by more than two dozen numbers",
            "keep those that decide something; show others with `scoring: none` in a scorecard of their own",
        ),
    }
}

/// What the values say.
fn observed(check: Check) -> (&'static str, &'static str) {
    match check {
        Check::TargetNeverMet => (
            "a goal out of reach is given up",
            "set targets by date on the way there, `target: {2025: 80, 2026: 84}`, or check the query",
        ),
        Check::TargetAlwaysMet => ("a goal that is always met moves nobody", "raise it, or retire the measure"),
        Check::NeverChanged => (
            "a number that cannot move tells nothing",
            "check the query, or choose a measure that responds to what you do",
        ),
        Check::SameMovement => (
            "two measures of the same thing count it twice",
            "keep one of them, or silence it with the reason why both are needed",
        ),
        Check::AgainstTitle => (
            "readers believe the title",
            "check the query's sign and the title; if both are right, name what is measured",
        ),
        _ => (
            "decisions are taken on a number that is no longer true",
            "ask its owner for the value, or state its true `frequency`",
        ),
    }
}
