//! Limits of the statuses.

use super::super::decode::Spanned;
use super::super::raw;
use super::{Checker, number};
use crate::diagnostic::Diagnostic;
use crate::scorecard::Bands;

/// The limits, the usual ones where one is not written.
pub(super) fn bands(checker: &mut Checker<'_>, raw: &Spanned<raw::Bands>) -> Bands {
    let usual = Bands::default();
    let limit = |limit: &Option<Spanned<f64>>, usual| limit.as_ref().map_or(usual, |limit| limit.value);
    let bands = Bands {
        on_track: limit(&raw.value.on_track, usual.on_track),
        at_risk: limit(&raw.value.at_risk, usual.at_risk),
    };
    if !(0.0 < bands.at_risk && bands.at_risk < bands.on_track && bands.on_track <= 100.0) {
        let (on_track, at_risk) = (number(bands.on_track), number(bands.at_risk));
        let message =
            format!("these bands overlap or leave the scale: on track from {on_track}, at risk from {at_risk}");
        let finding = Diagnostic::error("bands", message).at(raw.span, "");
        let help = "`at_risk` must be more than 0 and less than `on_track`, and `on_track` at most 100: \
                    `{on_track: 80, at_risk: 60}`";
        checker.report(finding.help(help));
    }
    bands
}
