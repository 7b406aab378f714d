//! The figures of a survey for programs: every entity and period, with the definitions that numbers rest on.

use serde::Serialize;

use super::Surveyed;
use crate::method::survey::IntervalMethod;
use crate::scorecard::Period;

/// The content of `data/surveys/ID.json`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SurveyNumbers<'a> {
    survey: &'a str,
    period: Period,
    min_group: u32,
    cells: Vec<CellNumbers<'a>>,
}

/// What is known of an entity in a period.
#[derive(Clone, Debug, PartialEq, Serialize)]
struct CellNumbers<'a> {
    entity: Option<&'a str>,
    period: Period,
    /// Unknown where so few took part that figures are withheld.
    respondents: Option<u32>,
    invited: Option<f64>,
    response_rate: Option<f64>,
    figures: Vec<FigureNumbers<'a>>,
}

/// A figure. What is withheld has neither a value nor the number of people it rests on.
#[derive(Clone, Debug, PartialEq, Serialize)]
struct FigureNumbers<'a> {
    instrument: &'a str,
    figure: &'static str,
    of: &'a str,
    main: bool,
    value: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    interval: &'static str,
    n: Option<u32>,
    missing: Option<u32>,
    withheld: bool,
}

/// The figures of a survey.
pub fn numbers<'a>(own: &'a Surveyed<'a>) -> SurveyNumbers<'a> {
    let mut cells = Vec::new();
    for (index, entity) in own.entities.indexed() {
        for period in &own.surveyed.periods {
            let Some(cell) = own.surveyed.cell(index, *period) else { continue };
            if cell.respondents == 0 && cell.invited.is_none() {
                continue;
            }
            // How many took part would say how many stand behind what is withheld.
            let small = own.survey.min_group > cell.respondents;
            cells.push(CellNumbers {
                entity: entity.id.as_deref(),
                period: *period,
                respondents: Some(cell.respondents).filter(|_| !small),
                invited: cell.invited.filter(|_| !small),
                response_rate: cell.response_rate().filter(|_| !small),
                figures: cell.figures.iter().enumerate().map(|(at, _)| figure(own, cell, at)).collect(),
            });
        }
    }
    SurveyNumbers { survey: &own.survey.id, period: own.surveyed.period, min_group: own.survey.min_group, cells }
}

fn figure<'a>(own: &'a Surveyed<'a>, cell: &crate::method::survey::Cell, at: usize) -> FigureNumbers<'a> {
    let (part, figure) = (own.surveyed.parts[at], cell.figures[at]);
    let bounds = figure.estimate.and_then(|estimate| estimate.interval);
    FigureNumbers {
        instrument: &own.survey.instruments[part.instrument].id,
        figure: part.kind.code(),
        of: part.id(own.survey),
        main: part.main,
        value: figure.estimate.map(|estimate| estimate.value),
        low: bounds.map(|(low, _)| low),
        high: bounds.map(|(_, high)| high),
        interval: match part.interval(own.survey) {
            IntervalMethod::Wilson => "wilson",
            IntervalMethod::T => "t",
            IntervalMethod::Difference => "normal",
            IntervalMethod::Fisher => "fisher-z",
        },
        n: (!figure.withheld).then_some(figure.n),
        missing: (!figure.withheld).then_some(figure.missing),
        withheld: figure.withheld,
    }
}
