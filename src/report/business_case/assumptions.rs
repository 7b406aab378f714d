//! What every amount rests on, and what is unusual about a case.

use serde::Serialize;

use super::Desk;
use crate::method::business_case::Concern;

/// What a cost or benefit rests on.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AssumptionRow {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: String,
    /// The line of a cost; `benefit`.
    pub kind: String,
    /// Who answers for it.
    pub owner: Option<String>,
    /// What it rests on.
    pub source: Option<String>,
}

/// Something unusual.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ConcernView {
    /// The code of the check.
    pub code: &'static str,
    /// What was found.
    pub said: String,
    /// Why it need not hold; none where nobody said so.
    pub reason: Option<String>,
}

impl Desk<'_> {
    /// What every amount rests on, costs first.
    pub fn assumptions(&self) -> Vec<AssumptionRow> {
        let case = self.own.case;
        let costs = case.costs.iter().map(|item| AssumptionRow {
            id: item.id.clone(),
            title: self.pen.text(&item.title),
            kind: self.line_title(item.line),
            owner: self.pen.some_text(item.owner.as_ref()),
            source: self.pen.some_text(item.source.as_ref()),
        });
        let benefits = case.benefits.iter().map(|item| AssumptionRow {
            id: item.id.clone(),
            title: self.pen.text(&item.title),
            kind: self.pen.say("case.benefit", &[]),
            owner: self.pen.some_text(item.owner.as_ref()),
            source: self.pen.some_text(item.source.as_ref()),
        });
        costs.chain(benefits).collect()
    }

    /// What is unusual about it.
    pub fn concerns(&self) -> Vec<ConcernView> {
        let one = |own: &Concern| {
            let code = own.check.code();
            let share = own.share.map(|share| self.percent(share)).unwrap_or_default();
            ConcernView {
                code,
                said: self.pen.say(&format!("case.check.{code}"), &[("share", &share)]),
                reason: self.pen.some_text(own.silenced.as_ref()),
            }
        };
        self.own.outcome.concerns.iter().map(one).collect()
    }
}
