//! `build --timings`: what each stage did, what it reused, and how long it took. Never part of a site.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::console::Console;

/// The stages of a run so far.
pub(super) struct Timings {
    wanted: bool,
    begun: Instant,
    stages: Mutex<Vec<Stage>>,
}

struct Stage {
    name: &'static str,
    what: String,
    took: Duration,
}

impl Timings {
    /// Begins; without `wanted` nothing is printed.
    pub(super) fn new(wanted: bool) -> Self {
        Self { wanted, begun: Instant::now(), stages: Mutex::default() }
    }

    /// Runs a stage; `say` tells in a few words what it did.
    pub(super) fn stage<T>(&self, name: &'static str, run: impl FnOnce() -> T, say: impl FnOnce(&T) -> String) -> T {
        let begun = Instant::now();
        let done = run();
        let took = begun.elapsed();
        if self.wanted {
            let stage = Stage { name, what: say(&done), took };
            self.stages.lock().unwrap_or_else(PoisonError::into_inner).push(stage);
        }
        done
    }

    /// Prints a line a stage, and one for the whole run.
    pub(super) fn report(&self, console: &Console) {
        if !self.wanted {
            return;
        }
        for Stage { name, what, took } in self.stages.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
            console.note(&line(name, &what, took));
        }
        console.note(&line("all", "", self.begun.elapsed()));
    }
}

/// `query         35 ms  21 queries: 3 run, 18 reused`
fn line(name: &str, what: &str, took: Duration) -> String {
    format!("{name:<10} {:>8.1} ms  {what}", took.as_secs_f64() * 1000.0).trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stage_has_a_line_with_its_time() {
        assert_eq!(line("query", "3 run", Duration::from_micros(35_140)), "query          35.1 ms  3 run");
        assert_eq!(line("all", "", Duration::from_secs(2)), "all          2000.0 ms");
    }
}
