//! What measures of a scorecard can take from a firm's statements.

use super::FirmOutcome;
use crate::method::finance::firm::FirmYear;
use crate::method::finance::ratios::Ratio;
use crate::scorecard::{EntityIndex, EntityTree, Frequency, Period, ResultValue};

/// The values of a result by its name, of every entity and year: one of [`crate::scorecard::EVA_RESULTS`] or
/// [`crate::scorecard::RATIO_RESULTS`]. Rates and shares are in per cent; what is not defined is left out.
pub fn given(firm: &FirmOutcome, name: &str) -> Vec<ResultValue> {
    let all = firm.entities.indexed().flat_map(|(index, entity)| {
        in_years(firm, index, name).into_iter().filter_map(move |(year, value)| {
            let period = Period::containing(year.into(), 1, 1, Frequency::Year)?;
            Some(ResultValue { period, entity: entity.id.clone(), is_top: index == EntityTree::TOP, value, n: None })
        })
    });
    all.filter(|given| given.value.is_finite()).collect()
}

fn in_years(firm: &FirmOutcome, index: EntityIndex, name: &str) -> Vec<(i32, f64)> {
    if let Some(ratio) = Ratio::ALL.into_iter().find(|ratio| result_of(*ratio) == name) {
        let times = if ratio.is_share() { 100.0 } else { 1.0 };
        let years = firm.ratios.iter().flat_map(|own| own.of(index));
        return years.filter_map(|year| Some((year.year, year.value(ratio)? * times))).collect();
    }
    let Some(value) = &firm.value else { return Vec::new() };
    let years = value.of(index).iter();
    years.filter_map(|year| Some((year.year, of_year(year, value.rate, name)?))).collect()
}

fn of_year(year: &FirmYear, rate: f64, name: &str) -> Option<f64> {
    match name {
        "eva" => Some(year.eva.to_number()),
        "nopat" => Some(year.nopat.to_number()),
        "capital" => Some(year.capital.to_number()),
        "roic" => year.roic.map(|roic| roic * 100.0),
        "spread" => year.roic.map(|roic| (roic - rate) * 100.0),
        _ => None,
    }
}

/// What measures call a ratio: `roi` is what the case itself returns.
fn result_of(ratio: Ratio) -> &'static str {
    if ratio == Ratio::Roi { "firm-roi" } else { ratio.code() }
}

#[cfg(test)]
mod tests {
    use super::{Ratio, result_of};
    use crate::scorecard::{EVA_RESULTS, RATIO_RESULTS, business_case};

    #[test]
    fn every_ratio_has_a_name_of_its_own() {
        assert_eq!(Ratio::ALL.map(result_of), RATIO_RESULTS);
        let taken = business_case::RESULTS.iter().chain(&EVA_RESULTS).find(|name| RATIO_RESULTS.contains(name));
        assert_eq!(taken, None);
        assert!(EVA_RESULTS.iter().all(|name| !business_case::RESULTS.contains(name)));
    }
}
