//! How the firmness of scores is tried.

use super::super::decode::Spanned;
use super::super::raw;
use super::{Checker, number, quantity};
use crate::diagnostic::Diagnostic;
use crate::scorecard::Sensitivity;

/// The widest range of concentrations that draws anything of use.
const CONCENTRATIONS: std::ops::RangeInclusive<f64> = 1.0..=100_000.0;

/// The trial; `None` where the scorecard wants none.
pub(super) fn sensitivity(checker: &mut Checker<'_>, raw: Option<&raw::Sensitivity>) -> Option<Sensitivity> {
    match raw {
        Some(raw::Sensitivity::Boolean(false)) => None,
        None | Some(raw::Sensitivity::Boolean(true)) => Some(Sensitivity::default()),
        Some(raw::Sensitivity::Map(trial)) => Some(stated(checker, trial)),
    }
}

fn stated(checker: &mut Checker<'_>, raw: &raw::Trial) -> Sensitivity {
    let usual = Sensitivity::default();
    let close_call = raw.close_call.as_ref().and_then(|share| quantity::share(checker, share, "close_call"));
    Sensitivity {
        samples: raw.samples.as_ref().map_or(usual.samples, |samples| counted(checker, samples)),
        seed: raw.seed.map_or(usual.seed, u64::from),
        concentration: raw.concentration.as_ref().map_or(usual.concentration, |wanted| concentration(checker, wanted)),
        close_call: close_call.unwrap_or(usual.close_call),
    }
}

fn counted(checker: &mut Checker<'_>, samples: &Spanned<u32>) -> u32 {
    if !(1..=Sensitivity::MOST_SAMPLES).contains(&samples.value) {
        let message = format!("`samples` must be from 1 to {}, found {}", Sensitivity::MOST_SAMPLES, samples.value);
        let finding = Diagnostic::error("sensitivity-samples", message).at(samples.span, "");
        checker.report(finding.help("1000 tell a share to within 3 points; `sensitivity: false` tries nothing"));
    }
    samples.value
}

fn concentration(checker: &mut Checker<'_>, wanted: &Spanned<f64>) -> f64 {
    if !CONCENTRATIONS.contains(&wanted.value) {
        let message = format!("`concentration` must be from 1 to 100000, found {}", number(wanted.value));
        let finding = Diagnostic::error("sensitivity-concentration", message).at(wanted.span, "");
        let help = "100 moves a weight of 25% by 4 points two times in three; 400 moves it by 2";
        checker.report(finding.help(help));
    }
    wanted.value
}
