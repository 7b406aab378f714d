//! What holds for every figure: no label covers another or leaves the drawing, and the SVG is well formed.

mod any;
mod reading;

use proptest::prelude::*;

use super::{Width, draw};
use crate::report::figure::Figure;
use reading::{Drawing, Label};

/// The labels that stand where they must not, in words.
fn misplaced(drawing: &Drawing) -> Vec<String> {
    let mut wrong = Vec::new();
    for (at, label) in drawing.labels.iter().enumerate() {
        if label.words.is_empty() {
            wrong.push(format!("empty: {label:?}"));
        }
        if !label.within(drawing.width, drawing.height) {
            wrong.push(format!("outside {}×{}: {label:?}", drawing.width, drawing.height));
        }
        let covered = drawing.labels[at + 1..].iter().filter(|other| label.covers(other));
        wrong.extend(covered.map(|other| format!("{label:?} covers {other:?}")));
    }
    wrong
}

/// Draws a figure twice and looks at it closely.
fn check(figure: &Figure, width: Width) -> Result<(), TestCaseError> {
    let svg = draw(figure, width);
    prop_assert_eq!(&svg, &draw(figure, width), "the same figure, other bytes");
    let drawing = Drawing::read(&svg).map_err(|wrong| TestCaseError::fail(format!("{wrong}\n{svg}")))?;
    let wrong = misplaced(&drawing);
    prop_assert!(wrong.is_empty(), "{width:?}\n{}\n{svg}", wrong.join("\n"));
    prop_assert!(drawing.strays.is_empty(), "{width:?} outside: {:?}\n{svg}", drawing.strays);
    let unknown: Vec<_> = drawing.classes.iter().filter(|class| !styled(class)).collect();
    prop_assert!(unknown.is_empty(), "no rule in templates/charts.css for {unknown:?}");
    Ok(())
}

/// Whether the default theme says how a class looks.
fn styled(class: &str) -> bool {
    let css = include_str!("../../../templates/charts.css");
    class.starts_with("chart") || css.contains(&format!(".{class} ")) || css.contains(&format!(".{class},"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_bullet_is_legible(figure in any::bullet(), width in any::width()) {
        check(&figure, width)?;
    }

    #[test]
    fn every_trend_is_legible(figure in any::trend(), width in any::width()) {
        check(&figure, width)?;
    }

    #[test]
    fn every_spark_is_legible(figure in any::spark(), width in any::width()) {
        check(&figure, width)?;
    }

    #[test]
    fn every_bridge_is_legible(figure in any::bridge(), width in any::width()) {
        check(&figure, width)?;
    }

    #[test]
    fn every_curve_is_legible(figure in any::curve(), width in any::width()) {
        check(&figure, width)?;
    }

    #[test]
    fn all_dots_are_legible(figure in any::dots(), width in any::width()) {
        check(&figure, width)?;
    }

    #[test]
    fn every_map_is_legible(figure in any::map(), width in any::width()) {
        check(&figure, width)?;
    }

    #[test]
    fn every_lineage_is_legible(figure in any::lineage(), width in any::width()) {
        check(&figure, width)?;
    }

    #[test]
    fn every_gantt_is_legible(figure in any::gantt(), width in any::width()) {
        check(&figure, width)?;
    }

    #[test]
    fn every_variance_is_legible(figure in any::variance(), width in any::width()) {
        check(&figure, width)?;
    }

    #[test]
    fn every_spend_is_legible(figure in any::spend(), width in any::width()) {
        check(&figure, width)?;
    }

    #[test]
    fn every_slope_is_legible(figure in any::slope(), width in any::width()) {
        check(&figure, width)?;
    }

    #[test]
    fn all_multiples_are_legible(figure in any::multiples(), width in any::width()) {
        check(&figure, width)?;
    }

    #[test]
    fn every_concentration_is_legible(figure in any::concentration(), width in any::width()) {
        check(&figure, width)?;
    }

    #[test]
    fn every_group_of_shares_is_legible(figure in any::shares(), width in any::width()) {
        check(&figure, width)?;
    }

    #[test]
    fn every_tornado_is_legible(figure in any::tornado(), width in any::width()) {
        check(&figure, width)?;
    }

    #[test]
    fn every_stability_is_legible(figure in any::stability(), width in any::width()) {
        check(&figure, width)?;
    }

    #[test]
    fn every_tree_of_drivers_is_legible(figure in any::drivers(), width in any::width()) {
        check(&figure, width)?;
    }

    #[test]
    fn every_pyramid_is_legible(figure in any::pyramid(), width in any::width()) {
        check(&figure, width)?;
    }

    #[test]
    fn every_map_of_quadrants_is_legible(figure in any::quadrants(), width in any::width()) {
        check(&figure, width)?;
    }

    #[test]
    fn all_gaps_are_legible(figure in any::gaps(), width in any::width()) {
        check(&figure, width)?;
    }

    #[test]
    fn every_stack_is_legible(figure in any::stack(), width in any::width()) {
        check(&figure, width)?;
    }

    #[test]
    fn every_radar_is_legible(figure in any::radar(), width in any::width()) {
        check(&figure, width)?;
    }
}

#[test]
fn the_check_itself_sees_what_is_wrong() {
    let svg = |body: &str| format!("<svg viewBox=\"0 0 100 50\">{body}</svg>");
    let wrong = |body: &str| misplaced(&Drawing::read(&svg(body)).expect("well formed")).len();
    assert_eq!(wrong("<text x=\"10\" y=\"20\">one</text><text x=\"20\" y=\"24\">two</text>"), 1);
    assert_eq!(wrong("<text x=\"10\" y=\"20\">one</text><text x=\"10\" y=\"36\">two</text>"), 0);
    assert_eq!(wrong("<text x=\"90\" y=\"20\">one</text>"), 1);
    assert!(Drawing::read(&svg("<g><text x=\"1\" y=\"2\">a</g></text>")).is_err());
    assert!(Drawing::read(&svg("<text x=\"1\" y=\"2\">a & b</text>")).is_err());
    assert!(Drawing::read(&svg("<rect x=\"NaN\" y=\"0\"/>")).is_err());
    assert_eq!(Drawing::read(&svg("<circle cx=\"120\" cy=\"0\" r=\"1\"/>")).expect("well formed").strays.len(), 1);
}

#[test]
fn a_label_is_measured_in_its_own_size() {
    let label = Label::new(10.0, 20.0, "t-name t-bold", "middle", "日本");
    assert!((label.right - label.left - 26.0 * 1.12).abs() < 1e-9);
    assert!((f64::midpoint(label.left, label.right) - 10.0).abs() < 1e-9);
}
