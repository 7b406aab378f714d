//! The figures of a survey, each with what it is and how its interval comes about.

use super::estimate::IntervalMethod;
use crate::scorecard::{CesFigure, CsatFigure, Dimension, DimensionWeights, Instrument, InstrumentMethod, Survey};

/// One figure of an instrument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// The place of its instrument.
    pub instrument: usize,
    /// What it is.
    pub kind: PartKind,
    /// Whether it is the one the instrument stands for.
    pub main: bool,
}

/// What a figure is. Numbers are places of dimensions in their instrument, or of items in the survey.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartKind {
    /// Promoters less detractors, −100 to 100.
    Nps,
    /// 9 and 10, in per cent.
    Promoters,
    /// 7 and 8, in per cent.
    Passives,
    /// 0 to 6, in per cent.
    Detractors,
    /// The two best answers, in per cent.
    TopTwo,
    /// The mean answer.
    Mean,
    /// The mean from 0 to 100.
    Index,
    /// Those for whom it was easy, in per cent.
    Easy,
    /// 6 and 7 less 1 to 3, −100 to 100.
    Net,
    /// The mean of the dimensions' gaps, weighted by importance.
    Weighted,
    /// The mean of the dimensions' gaps.
    Unweighted,
    /// The mean of the gaps of a dimension's items.
    DimensionGap(usize),
    /// Perceived less expected.
    ItemGap(usize),
    /// What was expected of an item.
    Expected(usize),
    /// What was perceived of it.
    Perceived(usize),
    /// How well an item is done.
    Performance(usize),
    /// How much an item matters.
    Importance(usize),
    /// Total value less total cost.
    Delivered,
    /// Total value over total cost.
    Ratio,
    /// What a customer gets.
    TotalValue,
    /// What it costs him.
    TotalCost,
    /// One of the parts of either; the place among product, service, personnel, image, money, time, energy, mind.
    Component(usize, usize),
}

impl PartKind {
    /// A word for programs: `nps`, `item-gap`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Nps => "nps",
            Self::Promoters => "promoters",
            Self::Passives => "passives",
            Self::Detractors => "detractors",
            Self::TopTwo => "top-two",
            Self::Mean => "mean",
            Self::Index => "index",
            Self::Easy => "easy",
            Self::Net => "net",
            Self::Weighted => "weighted-gap",
            Self::Unweighted => "unweighted-gap",
            Self::DimensionGap(_) => "dimension-gap",
            Self::ItemGap(_) => "item-gap",
            Self::Expected(_) => "expected",
            Self::Perceived(_) => "perceived",
            Self::Performance(_) => "performance",
            Self::Importance(_) => "importance",
            Self::Delivered => "delivered-value",
            Self::Ratio => "value-to-cost",
            Self::TotalValue => "total-value",
            Self::TotalCost => "total-cost",
            Self::Component(..) => "component",
        }
    }

    /// Whether it is a share in per cent.
    pub fn is_share(self) -> bool {
        matches!(self, Self::Promoters | Self::Passives | Self::Detractors | Self::TopTwo | Self::Easy)
    }

    /// Whether its sign says something: a gap, a difference.
    pub fn is_signed(self) -> bool {
        matches!(
            self,
            Self::Nps | Self::Net | Self::Weighted | Self::Unweighted | Self::DimensionGap(_) | Self::ItemGap(_)
        )
    }

    /// The item it is about.
    pub fn item(self) -> Option<usize> {
        match self {
            Self::ItemGap(item)
            | Self::Expected(item)
            | Self::Perceived(item)
            | Self::Performance(item)
            | Self::Importance(item)
            | Self::Component(item, _) => Some(item),
            _ => None,
        }
    }
}

impl Part {
    /// How its interval comes about.
    pub fn interval(self, survey: &Survey) -> IntervalMethod {
        let derived = matches!(
            survey.instruments[self.instrument].method,
            InstrumentMethod::Map(_, crate::scorecard::Importance::Derived(_), _)
        );
        match self.kind {
            PartKind::Nps | PartKind::Net => IntervalMethod::Difference,
            PartKind::Importance(_) if derived => IntervalMethod::Fisher,
            kind if kind.is_share() => IntervalMethod::Wilson,
            _ => IntervalMethod::T,
        }
    }

    /// What programs call it: the instrument's id, or that of a dimension or item.
    pub fn id(self, survey: &Survey) -> &str {
        let instrument = &survey.instruments[self.instrument];
        match self.kind {
            PartKind::DimensionGap(at) => &instrument.dimensions()[at].id,
            kind => kind.item().map_or(&instrument.id, |item| &survey.items[item].id),
        }
    }
}

/// Every figure of a survey, in the order of its instruments.
pub(super) fn parts(survey: &Survey) -> Vec<Part> {
    let all = survey.instruments.iter().enumerate();
    all.flat_map(|(at, own)| {
        let (main, kinds) = kinds(own);
        kinds.into_iter().map(move |kind| Part { instrument: at, kind, main: main == Some(kind) })
    })
    .collect()
}

/// The figures of an instrument, and which of them it stands for.
fn kinds(instrument: &Instrument) -> (Option<PartKind>, Vec<PartKind>) {
    use PartKind as P;
    match &instrument.method {
        InstrumentMethod::Nps(_) => (Some(P::Nps), vec![P::Nps, P::Promoters, P::Passives, P::Detractors]),
        InstrumentMethod::Csat(_, CsatFigure::TopTwo) => (Some(P::TopTwo), vec![P::TopTwo, P::Mean, P::Index]),
        InstrumentMethod::Csat(_, CsatFigure::Mean) => (Some(P::Mean), vec![P::TopTwo, P::Mean, P::Index]),
        InstrumentMethod::Csat(_, CsatFigure::Index) => (Some(P::Index), vec![P::TopTwo, P::Mean, P::Index]),
        InstrumentMethod::Ces(_, figure) => {
            let (main, net) = match figure {
                CesFigure::EffortMean => (P::Mean, None),
                CesFigure::EaseMean => (P::Mean, Some(P::Net)),
                CesFigure::EaseTopThree => (P::Easy, Some(P::Net)),
                CesFigure::EaseIndex => (P::Net, Some(P::Net)),
            };
            (Some(main), [P::Mean, P::Easy].into_iter().chain(net).collect())
        }
        InstrumentMethod::Servqual(dimensions, weights) => {
            let weighted = *weights != DimensionWeights::None;
            (Some(if weighted { P::Weighted } else { P::Unweighted }), gaps(dimensions, weighted))
        }
        InstrumentMethod::DeliveredValue(value, cost) => {
            let components = value.iter().chain(cost).enumerate().map(|(place, item)| P::Component(*item, place));
            let totals = [P::Delivered, P::Ratio, P::TotalValue, P::TotalCost];
            (Some(P::Delivered), totals.into_iter().chain(components).collect())
        }
        InstrumentMethod::Map(items, ..) => {
            (None, items.iter().flat_map(|item| [P::Performance(*item), P::Importance(*item)]).collect())
        }
    }
}

/// The gaps of service quality: of the whole, then dimension by dimension with their items.
fn gaps(dimensions: &[Dimension], weighted: bool) -> Vec<PartKind> {
    use PartKind as P;
    let mut kinds: Vec<P> = weighted.then_some(P::Weighted).into_iter().chain([P::Unweighted]).collect();
    for (at, dimension) in dimensions.iter().enumerate() {
        kinds.push(P::DimensionGap(at));
        let items = dimension.items.iter();
        kinds.extend(items.flat_map(|item| [P::ItemGap(*item), P::Expected(*item), P::Perceived(*item)]));
    }
    kinds
}
