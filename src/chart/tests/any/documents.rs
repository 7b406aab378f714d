//! Figures of documents beside scorecards, with values and words as they come.

use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::*;
use proptest::sample::select;

use super::{caption, format, status, value, words};
use crate::report::figure::{
    Concentration, ConcentrationMark, Driver, Drivers, Figure, GapRow, Gaps, Join, Quadrant, QuadrantAxis,
    QuadrantPoint, Quadrants, ShareRow, Shares, Stack, StackRow,
};

pub(in crate::chart::tests) fn drivers() -> impl Strategy<Value = Figure> {
    let join = weighted(0.7, select(vec![Join::Plus, Join::Minus, Join::Times, Join::Over]));
    let node = (words(), words(), words(), weighted(0.8, 0..12_usize), join)
        .prop_map(|(title, value, change, parent, join)| Driver { title, value, change, parent, join });
    (caption(), vec(node, 0..12)).prop_map(|(caption, nodes)| Figure::Drivers(Drivers { caption, nodes }))
}

/// Lines that cut where no point is, points that crowd, and more than there is room for.
pub(in crate::chart::tests) fn quadrants() -> impl Strategy<Value = Figure> {
    let place = || prop_oneof![6 => 1.0..5.0_f64, 2 => select(vec![3.0, 4.2]), 1 => value()];
    let point = || {
        (words(), weighted(0.9, place()), weighted(0.9, place()), weighted(0.3, status()))
            .prop_map(|(label, across, up, status)| QuadrantPoint { label, across, up, status })
    };
    let axis = || {
        (words(), place(), format(), proptest::option::of((place(), place())))
            .prop_map(|(title, cut, format, ends)| QuadrantAxis { title, cut, format, ends })
    };
    let quadrant = || (words(), words()).prop_map(|(name, advice)| Quadrant { name, advice });
    let quadrants = (quadrant(), quadrant(), quadrant(), quadrant()).prop_map(<[Quadrant; 4]>::from);
    let points = prop_oneof![3 => vec(point(), 0..12), 1 => vec(point(), 30..60)];
    (caption(), axis(), axis(), words(), quadrants, points).prop_map(
        |(caption, across, up, cuts, quadrants, points)| {
            Figure::Quadrants(Box::new(Quadrants { caption, across, up, cuts, quadrants, points }))
        },
    )
}

pub(in crate::chart::tests) fn gaps() -> impl Strategy<Value = Figure> {
    let row = (words(), weighted(0.9, value()), weighted(0.9, value()), words())
        .prop_map(|(label, expected, perceived, said)| GapRow { label, expected, perceived, said });
    (caption(), (words(), words()), vec(row, 0..40), format())
        .prop_map(|(caption, heads, rows, format)| Figure::Gaps(Gaps { caption, heads, rows, format }))
}

pub(in crate::chart::tests) fn stack() -> impl Strategy<Value = Figure> {
    let share = || prop_oneof![8 => 0.0..1.0_f64, 1 => value()];
    let shares = weighted(0.9, (share(), share(), share()).prop_map(<[f64; 3]>::from));
    let row = (words(), shares, words()).prop_map(|(label, shares, said)| StackRow { label, shares, said });
    let heads = (words(), words(), words()).prop_map(<[String; 3]>::from);
    (caption(), heads, vec(row, 0..30), format())
        .prop_map(|(caption, heads, rows, format)| Figure::Stack(Stack { caption, heads, rows, format }))
}

/// Curves that rise, fall and pass the whole, with marks anywhere.
pub(in crate::chart::tests) fn concentration() -> impl Strategy<Value = Figure> {
    let share = || prop_oneof![8 => 0.0..100.0_f64, 1 => 0.0..300.0_f64, 1 => value()];
    let mark = (share(), share(), words()).prop_map(|(across, up, label)| ConcentrationMark { across, up, label });
    let words = (words(), words(), format());
    (caption(), words, vec((share(), share()), 0..60), vec(mark, 0..8)).prop_map(
        |(caption, (across, up, format), points, marks)| {
            Figure::Concentration(Concentration { caption, across, up, format, points, marks })
        },
    )
}

pub(in crate::chart::tests) fn shares() -> impl Strategy<Value = Figure> {
    let share = || weighted(0.9, prop_oneof![8 => 0.0..100.0_f64, 1 => -50.0..0.0_f64, 1 => value()]);
    let row = (words(), share(), share(), words()).prop_map(|(label, customers, value, said)| ShareRow {
        label,
        customers,
        value,
        said,
    });
    (caption(), (words(), words()), vec(row, 0..12))
        .prop_map(|(caption, keys, rows)| Figure::Shares(Shares { caption, keys, rows }))
}
