//! Tiers of customers: all by share or all by value, the most valuable first.

use super::super::super::decode::Spanned;
use super::super::super::raw;
use super::super::id::{self, Taken};
use super::super::{Checker, number, quantity};
use crate::diagnostic::{Diagnostic, Span};
use crate::scorecard::{Tier, Tiered};

/// More tiers than this nobody can tell apart.
const MOST: usize = 10;

/// Tiers that have names of their own, with the shares of customers they take where the book says nothing.
const USUAL: [(&str, f64); 4] = [("vip", 0.01), ("major", 0.04), ("ordinary", 0.15), ("small", 0.8)];

type Tiers = Spanned<Vec<Spanned<raw::Tier>>>;

/// The tiers, checked; the usual ones where none are written.
pub(super) fn tiers(checker: &mut Checker<'_>, raw: Option<&Tiers>) -> (Tiered, Vec<Tier>) {
    let Some(raw) = raw else {
        let tier = |(id, bound): (&str, f64)| Tier { id: id.to_owned(), title: None, bound };
        return (Tiered::ByShare, USUAL.map(tier).to_vec());
    };
    if !(2..=MOST).contains(&raw.value.len()) && !checker.has_blamed(raw.span) {
        let message = format!("there must be 2 to {MOST} tiers, found {}", raw.value.len());
        let help = "a tier is `{id: vip, share: 1%}` or `{id: vip, from: 10000}`";
        checker.report(Diagnostic::error("tiers", message).at(raw.span, "").help(help));
    }
    let mut taken = Taken::default();
    let mut found: Vec<Tier> = raw.value.iter().map(|tier| named(checker, &mut taken, tier)).collect();
    let by_value = raw.value.iter().any(|tier| tier.value.from.is_some());
    let by_share = raw.value.iter().any(|tier| tier.value.share.is_some());
    if by_value && by_share {
        let finding = Diagnostic::error("tiers-mixed", "some tiers are by `share` and some by `from`").at(raw.span, "");
        checker.report(finding.help("write all of them by the share of customers, or all by the value they begin at"));
    } else if by_value {
        cuts(checker, raw, &mut found);
    } else {
        shared(checker, raw, &mut found);
    }
    (if by_value { Tiered::ByValue } else { Tiered::ByShare }, found)
}

/// A tier without its bound.
fn named(checker: &mut Checker<'_>, taken: &mut Taken, raw: &Spanned<raw::Tier>) -> Tier {
    let fields = &raw.value;
    let (id, span) = id::checked(checker, &fields.id, "tier", raw.span);
    if let Some(id) = &id {
        taken.take(checker, id, span, "tier");
    }
    let title = checker.optional_text(fields.title.as_ref(), "title");
    let known = id.as_ref().is_none_or(|id| USUAL.iter().any(|(usual, _)| usual == id));
    if title.is_none() && !known {
        let name = id::called("tier", id.as_ref());
        let finding = Diagnostic::error("missing-field", format!("{name} has no `title`")).at(span, "");
        checker.report(
            finding.help("add `title: …`; only `vip`, `major`, `ordinary` and `small` have names of their own"),
        );
    }
    Tier { id: id.unwrap_or_default(), title, bound: 0.0 }
}

fn lacks(checker: &mut Checker<'_>, tier: &Tier, field: &str, span: Span) {
    let name = id::called("tier", Some(&tier.id));
    let finding = Diagnostic::error("missing-field", format!("{name} has no `{field}`")).at(span, "");
    checker.report(finding.help(format!("add `{field}: …`")));
}

fn shared(checker: &mut Checker<'_>, raw: &Tiers, found: &mut [Tier]) {
    for (tier, written) in found.iter_mut().zip(&raw.value) {
        match &written.value.share {
            Some(share) => tier.bound = quantity::share(checker, share, "share").unwrap_or(0.0),
            None => lacks(checker, tier, "share", written.span),
        }
    }
    let sum: f64 = found.iter().map(|tier| tier.bound).sum();
    if (sum - 1.0).abs() > 1e-6 && !checker.has_blamed(raw.span) {
        let message = format!("the shares of the tiers make {}%, not 100%", number(sum * 100.0));
        let finding = Diagnostic::error("tiers-sum", message).at(raw.span, "");
        checker.report(finding.help("every customer is in one tier: give the last one the rest"));
    }
}

fn cuts(checker: &mut Checker<'_>, raw: &Tiers, found: &mut [Tier]) {
    let last = found.len().saturating_sub(1);
    let mut before = f64::INFINITY;
    for (at, (tier, written)) in found.iter_mut().zip(&raw.value).enumerate() {
        match &written.value.from {
            Some(from) if at == last => {
                let finding = Diagnostic::error("tiers-order", "the last tier takes the rest and begins nowhere");
                checker.report(finding.at(from.span, "").help("delete this `from`, or add a tier below"));
            }
            Some(from) => {
                if from.value >= before {
                    let message = format!("tiers begin at less and less, found {} here", number(from.value));
                    let finding =
                        Diagnostic::error("tiers-order", message).at(from.span, "not less than the one above");
                    checker.report(finding.help("put the most valuable tier first"));
                }
                before = from.value;
                tier.bound = from.value;
            }
            None if at < last => lacks(checker, tier, "from", written.span),
            None => {}
        }
    }
}
