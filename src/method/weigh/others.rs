//! What other methods make of the same judgements, so that a reader sees what the choice of one matters.

use super::basis::{Basis, History, Other, SurveyBasis};
use super::{Subject, by_history, by_ranks, equal};
use crate::method::ahp::{self, Comparisons};
use crate::method::rank::{First, positions};
use crate::method::{Undefined, combine};
use crate::scorecard::{Answers, Combination, EntropyPractice, GroupRule, PriorityRule, RankRule, WeightMethod};

/// ε where the book chooses none.
pub(super) const EPSILON: f64 = 0.002;

const RULES: [(&str, RankRule); 3] =
    [("rank-sum", RankRule::Sum), ("rank-reciprocal", RankRule::Reciprocal), ("rank-centroid", RankRule::Centroid)];

const PRIORITIES: [(&str, PriorityRule); 3] = [
    ("ahp-eigenvector", PriorityRule::Eigenvector),
    ("ahp-geometric-mean", PriorityRule::GeometricMean),
    ("ahp-column-mean", PriorityRule::ColumnMean),
];

const COMBINATIONS: [(&str, Combination); 4] = [
    ("combined-linear", Combination::Linear),
    ("combined-multiplicative", Combination::Multiplicative),
    ("combined-geometric", Combination::Geometric),
    ("combined-game", Combination::Game),
];

/// Every other way that the material allows; the chosen one is left out.
pub(super) fn others(method: &WeightMethod, basis: &Basis, subject: &Subject<'_>) -> Vec<Other> {
    let mut found = vec![Other { key: "equal", weights: Ok(equal(subject.items.len())) }];
    found.extend(of_basis(method, basis));
    found.extend(subject.history.into_iter().flat_map(of_history));
    let chosen = chosen(method);
    found.retain(|other| other.key != chosen);
    found
}

/// The key of the way that was chosen.
pub(super) fn chosen(method: &WeightMethod) -> &'static str {
    match method {
        WeightMethod::Equal => "equal",
        WeightMethod::Points => "points",
        WeightMethod::Ranks(rule) => by_rule(*rule),
        WeightMethod::Delphi(delphi) if delphi.answers == Answers::Ranks => by_rule(delphi.rule),
        WeightMethod::Delphi(_) => "mean-scores",
        WeightMethod::Ahp(ahp) if ahp.group == GroupRule::Priorities => "ahp-mean-of-experts",
        WeightMethod::Ahp(ahp) => {
            PRIORITIES.iter().find(|(_, rule)| *rule == ahp.priority).map_or("ahp-eigenvector", |(key, _)| key)
        }
        WeightMethod::Entropy(EntropyPractice::Sum) => "entropy-sum",
        WeightMethod::Entropy(EntropyPractice::MinMax { .. }) => "entropy-min-max",
        WeightMethod::Critic => "critic",
        WeightMethod::Variation => "variation",
        WeightMethod::Combined { rule, .. } => {
            COMBINATIONS.iter().find(|(_, own)| own == rule).map_or("combined-linear", |(key, _)| key)
        }
    }
}

fn by_rule(rule: RankRule) -> &'static str {
    match rule {
        RankRule::Sum => "rank-sum",
        RankRule::Reciprocal => "rank-reciprocal",
        RankRule::Exponent(_) => "rank-exponent",
        RankRule::Centroid => "rank-centroid",
        RankRule::Gap => "rank-gap",
        RankRule::InverseMean => "rank-inverse-mean",
    }
}

fn of_basis(method: &WeightMethod, basis: &Basis) -> Vec<Other> {
    match basis {
        Basis::None | Basis::History { .. } => Vec::new(),
        Basis::Survey(survey) => of_survey(method, survey),
        Basis::Pairs(pairs) => {
            let matrices: Vec<Comparisons> =
                pairs.experts.iter().filter_map(|one| Comparisons::full(one.rows.clone()).ok()).collect();
            let way = |(key, rule): &(&'static str, PriorityRule)| Other {
                key,
                weights: ahp::of_group(&matrices, *rule, GroupRule::Judgements),
            };
            let mut found: Vec<Other> = PRIORITIES.iter().map(way).collect();
            if matrices.len() > 1 {
                let weights = ahp::of_group(&matrices, PriorityRule::Eigenvector, GroupRule::Priorities);
                found.push(Other { key: "ahp-mean-of-experts", weights });
            }
            found
        }
        Basis::Combined(sets) => {
            let weights: Vec<Vec<f64>> = sets.iter().map(|set| set.weights.clone()).collect();
            let mixed =
                COMBINATIONS.iter().map(|(key, rule)| Other { key, weights: combine::weights(&weights, *rule, None) });
            let alone = sets.iter().map(|set| Other { key: chosen(&set.method), weights: Ok(set.weights.clone()) });
            alone.chain(mixed).collect()
        }
    }
}

/// Rank rules on the order the answers make, and the answers themselves where they have a size.
fn of_survey(method: &WeightMethod, survey: &SurveyBasis) -> Vec<Other> {
    let larger_first = match method {
        WeightMethod::Points => true,
        WeightMethod::Delphi(delphi) => delphi.answers != Answers::Ranks,
        _ => false,
    };
    let means = if larger_first { positions(&survey.means, First::Largest) } else { survey.means.clone() };
    RULES.iter().map(|(key, rule)| Other { key, weights: by_ranks(*rule, &means) }).collect()
}

fn of_history(history: &History) -> Vec<Other> {
    let way = |key, method: WeightMethod| {
        let weights: Result<Vec<f64>, Undefined> = by_history(&method, history).map(|(weights, _)| weights);
        Other { key, weights }
    };
    vec![
        way("entropy-sum", WeightMethod::Entropy(EntropyPractice::Sum)),
        way("entropy-min-max", WeightMethod::Entropy(EntropyPractice::MinMax { epsilon: EPSILON })),
        way("critic", WeightMethod::Critic),
        way("variation", WeightMethod::Variation),
    ]
}
