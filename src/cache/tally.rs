//! How often something was worked out, and how often taken over.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// What a question to the engine is about, as far as `--timings` tells questions apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    /// The values of a measure.
    Measures,
    /// What people said: panels, tables of judgements.
    Judgements,
    /// Hierarchies of entities, and tests of tables.
    Tables,
    /// Rows behind a measure.
    Rows,
    /// Tables whose rows were needed: read from their files, or as they were read before.
    Loads,
}

/// How many answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Worked out.
    pub run: usize,
    /// Taken over.
    pub reused: usize,
}

impl Tally {
    /// What came after an earlier count.
    #[must_use]
    pub fn since(self, earlier: Self) -> Self {
        Self { run: self.run.saturating_sub(earlier.run), reused: self.reused.saturating_sub(earlier.reused) }
    }
}

/// All counts of a run.
#[derive(Debug, Default)]
pub(super) struct Counts(Mutex<BTreeMap<About, Tally>>);

impl Counts {
    pub(super) fn run(&self, about: About) {
        self.change(about, |tally| tally.run += 1);
    }

    pub(super) fn reused(&self, about: About) {
        self.change(about, |tally| tally.reused += 1);
    }

    pub(super) fn of(&self, about: About) -> Tally {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&about).copied().unwrap_or_default()
    }

    fn change(&self, about: About, change: impl FnOnce(&mut Tally)) {
        change(self.0.lock().unwrap_or_else(PoisonError::into_inner).entry(about).or_default());
    }
}
