//! What follows from the factors.

use serde::Serialize;

use super::View;
use crate::report::rated::initiative_link;
use crate::report::view::Link;
use crate::scorecard::{self, SwotStrategy};

/// A field of strategies.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StrategyField {
    /// `so`.
    pub code: &'static str,
    /// `SO: use strengths to take opportunities`.
    pub title: String,
    /// Its strategies, in the order of the book.
    pub strategies: Vec<StrategyView>,
}

/// A strategy.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StrategyView {
    /// For its anchor.
    pub id: String,
    /// Its name.
    pub title: String,
    /// What is done.
    pub description: Option<String>,
    /// The factors it uses.
    pub uses: Vec<Link>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// The initiative that carries it out.
    pub initiative: Option<Link>,
}

impl View<'_> {
    /// What follows, field by field; none where the book states no strategies.
    pub(super) fn strategies(&self) -> Vec<StrategyField> {
        let all = &self.rated.own.strategies;
        if all.is_empty() {
            return Vec::new();
        }
        let field = |field: scorecard::StrategyField| StrategyField {
            code: field.word(),
            title: self.pen.say(&format!("swot.strategies.{}", field.word()), &[]),
            strategies: all.iter().filter(|own| own.field == field).map(|own| self.strategy(own)).collect(),
        };
        scorecard::StrategyField::ALL.into_iter().map(field).collect()
    }

    /// Where a strategy is told about.
    pub fn strategy_link(&self, own: &SwotStrategy) -> Link {
        Link { href: format!("{}#strategy-{}", self.link().href, own.id), title: self.pen.text(&own.title) }
    }

    fn strategy(&self, own: &SwotStrategy) -> StrategyView {
        StrategyView {
            id: own.id.clone(),
            title: self.pen.text(&own.title),
            description: self.pen.some_text(own.description.as_ref()),
            uses: own.uses.iter().map(|place| self.factor_link(*place)).collect(),
            owner: self.pen.some_text(own.owner.as_ref()),
            initiative: initiative_link(self.pen, self.material, own.initiative.as_ref()),
        }
    }
}
