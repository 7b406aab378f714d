//! Compares two editions of a book: what moved, and how much of it each cause has.
//!
//! [`Taken`] makes an [`Edition`] of a scorecard from an evaluation; a site keeps it as `data/SCORECARD/edition.json`.
//! [`compare`] takes two of them. Scores of mixtures (new data, old weights …) come from the arithmetic of the
//! evaluation itself, and [`Cause`]s share a change out so that the parts sum to it; `docs/diff.md` has an example.

mod causes;
mod difference;
mod edition;
mod guard;
mod mixed;
mod since;
mod take;

#[cfg(test)]
mod tests;

pub use causes::Cause;
pub use difference::{CardDifference, Difference, EntityDifference, Named, NodeDifference, Share, Standing, compare};
pub use edition::{Edition, EntityEdition, MeasureEdition, Names, NodeEdition};
pub use mixed::{Rerun, Reruns, unclear};
pub use since::{Earlier, Origin, Since};
pub use take::Taken;

/// Compares all scorecards of two books; `reruns` by id of the scorecard.
pub fn compare_all(
    old: &[Edition],
    new: &[Edition],
    reruns: &std::collections::BTreeMap<String, Reruns>,
) -> Difference {
    let find = |all: &[Edition], id: &str| all.iter().find(|edition| edition.scorecard == id).cloned();
    let none = Reruns::new();
    let named = |edition: &Edition| Named { id: edition.scorecard.clone(), title: edition.title.clone() };
    let both = new.iter().filter_map(|is| {
        let was = find(old, &is.scorecard)?;
        Some(compare(&was, is, reruns.get(&is.scorecard).unwrap_or(&none)))
    });
    Difference {
        scorecards: both.collect(),
        added: new.iter().filter(|edition| find(old, &edition.scorecard).is_none()).map(named).collect(),
        removed: old.iter().filter(|edition| find(new, &edition.scorecard).is_none()).map(named).collect(),
    }
}
