//! Where names, numbers and advice stand on maps of quadrants.

use super::*;
use crate::report::figure::{Caption, Quadrant, QuadrantAxis};
use crate::report::number::NumberFormat;
use crate::scorecard::Locale;

fn map(points: &[(&str, f64, f64)]) -> Quadrants {
    let axis = |title: &str| QuadrantAxis {
        title: title.into(),
        cut: 4.0,
        format: NumberFormat::score(Locale::En),
        ends: None,
    };
    let quarter = |name: &str| Quadrant { name: name.into(), advice: format!("{name} means this.") };
    let point = |(label, across, up): &(&str, f64, f64)| QuadrantPoint {
        label: (*label).into(),
        across: Some(*across),
        up: Some(*up),
        status: None,
    };
    Quadrants {
        caption: Caption::default(),
        across: axis("Performance"),
        up: axis("Importance"),
        cuts: "Dashed: the means".into(),
        quadrants: ["Concentrate", "Keep up", "Low priority", "Overkill"].map(quarter),
        points: points.iter().map(point).collect(),
    }
}

/// The x and y of the last text that holds the words.
fn place(svg: &str, words: &str) -> (f64, f64) {
    let end = svg.rfind(words).expect("drawn");
    let tag = &svg[svg[..end].rfind("<text").expect("a text")..end];
    let value = |name: &str| {
        let start = tag.find(&format!(" {name}=\"")).expect("an attribute") + name.len() + 3;
        tag[start..].split('"').next().and_then(|number| number.parse().ok()).expect("a number")
    };
    (value("x"), value("y"))
}

#[test]
fn quarters_stand_around_the_lines_and_high_is_up_and_right() {
    let svg = draw(&map(&[("Price", 3.0, 5.0), ("Service", 5.0, 3.0)]), Width::Wide);
    let [upper_left, upper_right, lower_left, lower_right] =
        ["Concentrate<", "Keep up<", "Low priority<", "Overkill<"].map(|name| place(&svg, name));
    assert!(upper_left.0 < upper_right.0 && lower_left.0 < lower_right.0, "{svg}");
    assert!(upper_left.1 < lower_left.1 && upper_right.1 < lower_right.1, "{svg}");
    let (price, service) = (place(&svg, ">Price<"), place(&svg, ">Service<"));
    assert!(price.0 < service.0 && price.1 < service.1, "performance across, importance up: {svg}");
    assert!(svg.contains(">Dashed: the means<") && svg.contains("Overkill means this."), "{svg}");
}

#[test]
fn a_phone_has_numbers_and_says_below_what_they_are() {
    let svg = draw(&map(&[("Price", 3.0, 5.0), ("Service", 5.0, 3.0)]), Width::Narrow);
    let picture = &svg[..svg.find(">Performance<").expect("below the picture")];
    let (name, number) = (place(&svg, ">Service<"), place(picture, ">2<"));
    assert!(name.1 > number.1, "the name stands below: {svg}");
    assert!(svg.contains("Overkill: Overkill means this."), "advice stands below as well: {svg}");
}

#[test]
fn points_in_one_place_are_all_told_of() {
    let labels: Vec<String> = (1..=30).map(|at| format!("Item with a long name {at}")).collect();
    let points: Vec<(&str, f64, f64)> = labels.iter().map(|label| (label.as_str(), 4.5, 4.5)).collect();
    let svg = draw(&map(&points), Width::Wide);
    for label in &labels {
        assert!(
            svg.contains(&format!(">{label}<")) || svg.contains(&format!(">{label} (4.5, 4.5)<")),
            "{label}: {svg}"
        );
    }
}

#[test]
fn a_point_without_both_places_is_not_drawn() {
    let svg = draw(&map(&[("Price", f64::NAN, 5.0), ("Service", 5.0, 3.0)]), Width::Wide);
    assert!(!svg.contains(">Price<") && svg.contains(">Service<"), "{svg}");
    assert!(draw(&map(&[]), Width::Wide).contains("l-none"), "nothing to draw says so");
}

#[test]
fn no_point_is_under_the_name_of_its_quarter() {
    let svg = draw(&map(&[("Price", 3.0, 5.0), ("Service", 3.0, 3.0)]), Width::Wide);
    let lowest_name = place(&svg, ">Concentrate means this.<").1;
    let highest_dot: f64 =
        svg.split("cy=\"").skip(1).filter_map(|rest| rest.split('"').next()?.parse().ok()).fold(f64::MAX, f64::min);
    assert!(highest_dot > lowest_name + 3.0, "{highest_dot} {lowest_name}: {svg}");
}
