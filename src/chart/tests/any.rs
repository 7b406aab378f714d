//! Figures of every kind with values and words as they come, and worse.

mod documents;

use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::*;
use proptest::sample::select;

pub(super) use documents::{concentration, drivers, gaps, quadrants, shares, stack};

use crate::chart::Width;
use crate::report::figure::{
    Bridge, BridgePart, Bullet, Caption, Curve, DotRow, Dots, Figure, Gantt, GanttGroup, GanttRow, GanttStep,
    GanttTick, Lineage, LineageColumn, LineageNode, MapLane, MapNode, Multiples, Panel, ProcessLimits, Progress,
    Pyramid, PyramidLink, PyramidNode, Radar, RadarAxis, Slope, SlopeRow, Spark, Spend, Stability, StabilityRow,
    StrategyMap, Tornado, TornadoRow, Trend, TrendBand, TrendPoint, Variance, VarianceRow,
};
use crate::report::number::NumberFormat;
use crate::scorecard::{Bands, Locale, Status};

pub(super) fn width() -> impl Strategy<Value = Width> {
    prop_oneof![Just(Width::Wide), Just(Width::Narrow), (60..2400_u32).prop_map(Width::Pixels)]
}

/// Words in both languages, none, far too many, and some that mean harm.
fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => select(vec!["Retention rate", "October 2026", "客户保持率", "按时完成率（24 小时）", "2026", "9月"]).prop_map(str::to_owned),
        1 => select(vec!["", "<script>alert(1)</script>", "a\u{0}b\nc & \"d\"", "😀 e\u{301}", "Überlandleitungsmastaufsicht"]).prop_map(str::to_owned),
        1 => (1..40_usize).prop_map(|count| "Complaints solved within a day, ".repeat(count)),
        1 => (1..60_usize).prop_map(|count| "提高客户满意度，".repeat(count)),
        1 => "[a-zA-Z0-9 ,.;:%-]{0,30}",
    ]
}

fn value() -> impl Strategy<Value = f64> {
    prop_oneof![
        6 => 0.0..100.0_f64,
        2 => -50.0..50.0_f64,
        2 => 0.0..1e9_f64,
        1 => select(vec![0.0, -0.0, 1e-9, 100.0, 1e15, -1e12, f64::NAN, f64::INFINITY, f64::MIN, f64::MAX, 5e-324]),
    ]
}

fn score() -> impl Strategy<Value = f64> {
    prop_oneof![9 => 0.0..=100.0_f64, 1 => select(vec![-3.0, 120.0, f64::NAN])]
}

fn status() -> impl Strategy<Value = Status> {
    select(Status::ALL.to_vec())
}

fn bands() -> impl Strategy<Value = Bands> {
    prop_oneof![Just(Bands::default()), (score(), score()).prop_map(|(on_track, at_risk)| Bands { on_track, at_risk })]
}

fn format() -> impl Strategy<Value = NumberFormat> {
    let prefix = select(vec!["", "¥", "CN¥"]);
    let suffix = select(vec!["", "\u{a0}%", "\u{a0}小时"]);
    (select(Locale::ALL.to_vec()), 0..4_u8, prefix, suffix).prop_map(|(locale, decimals, prefix, suffix)| {
        NumberFormat { locale, decimals, prefix: prefix.into(), suffix: suffix.into() }
    })
}

fn caption() -> impl Strategy<Value = Caption> {
    (words(), words(), words(), words(), words()).prop_map(|(id, title, summary, no_data, withheld)| Caption {
        id,
        title,
        summary,
        no_data,
        withheld,
    })
}

pub(super) fn bullet() -> impl Strategy<Value = Figure> {
    let labels = vec((words(), words()), 0..4);
    let bounds = weighted(0.5, (score(), score()));
    (caption(), weighted(0.8, score()), bounds, weighted(0.7, score()), words(), status(), bands(), labels).prop_map(
        |(caption, score, bounds, previous, previous_label, status, bands, band_labels)| {
            Figure::Bullet(Bullet { caption, score, bounds, previous, previous_label, status, bands, band_labels })
        },
    )
}

fn point() -> impl Strategy<Value = TrendPoint> {
    let tick = prop_oneof![3 => Just(String::new()), 1 => words()];
    let flags = (any::<bool>(), any::<bool>(), weighted(0.2, (value(), value())));
    (words(), tick, weighted(0.8, value()), weighted(0.8, value()), status(), flags, weighted(0.2, words())).prop_map(
        |(label, tick, value, target, status, (stale, signal, interval), note)| TrendPoint {
            label,
            tick,
            value,
            target,
            status,
            stale,
            signal,
            interval,
            note,
        },
    )
}

pub(super) fn trend() -> impl Strategy<Value = Figure> {
    let band = (weighted(0.8, value()), weighted(0.8, value()), words()).prop_map(|(from, to, label)| TrendBand {
        from,
        to,
        label,
    });
    let current = prop_oneof![2 => Just(None), 1 => (0..130_usize).prop_map(Some)];
    let points = prop_oneof![vec(point(), 0..5), vec(point(), 5..40), vec(point(), 118..122)];
    let limit = || (value(), words());
    let limits = weighted(
        0.5,
        (0..125_usize, limit(), limit(), limit()).prop_map(|(from, low, mean, high)| ProcessLimits {
            from,
            low,
            mean,
            high,
        }),
    );
    (caption(), points, format(), words(), current, vec(band, 0..4), limits).prop_map(
        |(caption, points, format, target_label, current, bands, limits)| {
            let current = current.unwrap_or(points.len().saturating_sub(1));
            Figure::Trend(Trend { caption, points, format, target_label, current, bands, limits })
        },
    )
}

pub(super) fn spark() -> impl Strategy<Value = Figure> {
    let values = || vec(weighted(0.8, value()), 0..121);
    (caption(), values(), values())
        .prop_map(|(caption, values, targets)| Figure::Spark(Spark { caption, values, targets }))
}

pub(super) fn bridge() -> impl Strategy<Value = Figure> {
    let change = prop_oneof![5 => -5.0..5.0_f64, 1 => value(), 1 => Just(0.0)];
    let part = (words(), change).prop_map(|(label, change)| BridgePart { label, change });
    (caption(), (words(), score()), (words(), score()), vec(part, 0..12), format())
        .prop_map(|(caption, from, to, parts, format)| Figure::Bridge(Bridge { caption, from, to, parts, format }))
}

pub(super) fn curve() -> impl Strategy<Value = Figure> {
    let anchors = vec((value(), score()), 0..9);
    (caption(), anchors, any::<bool>(), weighted(0.8, (value(), score())), status(), bands(), format()).prop_map(
        |(caption, anchors, steps, point, status, bands, format)| {
            Figure::Curve(Curve { caption, anchors, steps, point, status, bands, format })
        },
    )
}

pub(super) fn dots() -> impl Strategy<Value = Figure> {
    let row = (words(), weighted(0.8, value()), weighted(0.7, value()), status())
        .prop_map(|(label, value, previous, status)| DotRow { label, value, previous, status });
    (caption(), vec(row, 0..30), weighted(0.7, value()), words(), format()).prop_map(
        |(caption, rows, target, target_label, format)| {
            Figure::Dots(Dots { caption, rows, target, target_label, format })
        },
    )
}

fn node() -> impl Strategy<Value = MapNode> {
    (words(), words(), status(), words(), words(), words()).prop_map(
        |(title, score, status, status_word, href, initiatives)| MapNode {
            path: String::new(),
            title,
            score,
            status,
            status_word,
            href,
            initiatives,
        },
    )
}

/// A map whose arrows also lead to objectives that are not there.
pub(super) fn map() -> impl Strategy<Value = Figure> {
    let lane = (words(), vec(node(), 0..9)).prop_map(|(title, nodes)| MapLane { title, nodes });
    let edges = vec(((0..5_usize, 0..9_usize), (0..5_usize, 0..9_usize)), 0..40);
    (caption(), vec(lane, 0..5), edges).prop_map(|(caption, mut lanes, edges)| {
        let path = |(lane, node): (usize, usize)| format!("{lane}/{node}");
        for (lane, node, at) in lanes
            .iter_mut()
            .enumerate()
            .flat_map(|(lane, nodes)| nodes.nodes.iter_mut().enumerate().map(move |(at, node)| (lane, node, at)))
        {
            node.path = path((lane, at));
        }
        let edges = edges.into_iter().map(|(from, to)| (path(from), path(to))).collect();
        Figure::StrategyMap(StrategyMap { caption, lanes, edges })
    })
}

/// Lines that also lead back, to nodes that are not there, and past columns.
pub(super) fn lineage() -> impl Strategy<Value = Figure> {
    let node = (words(), words());
    let column = (words(), vec(node, 0..7));
    let edges = vec(((0..8_usize, 0..7_usize), (0..8_usize, 0..7_usize)), 0..40);
    (caption(), vec(column, 0..8), edges).prop_map(|(caption, columns, edges)| {
        let id = |(column, node): (usize, usize)| format!("{column}/{node}");
        let columns = columns.into_iter().enumerate().map(|(at, (title, nodes))| LineageColumn {
            title,
            nodes: nodes
                .into_iter()
                .enumerate()
                .map(|(place, (title, note))| LineageNode { id: id((at, place)), title, note })
                .collect(),
        });
        let edges = edges.into_iter().map(|(from, to)| (id(from), id(to))).collect();
        Figure::Lineage(Lineage { caption, columns: columns.collect(), edges })
    })
}

/// A day, mostly of these decades.
fn day() -> impl Strategy<Value = f64> {
    prop_oneof![9 => 19_000.0..22_000.0_f64, 1 => value()]
}

fn progress() -> impl Strategy<Value = Progress> {
    select(vec![Progress::Done, Progress::Open, Progress::Late])
}

fn initiative() -> impl Strategy<Value = GanttRow> {
    let step = || {
        (words(), words(), day(), day(), progress()).prop_map(|(label, said, due, at, progress)| GanttStep {
            label,
            said,
            due,
            at,
            progress,
        })
    };
    let steps = prop_oneof![4 => vec(step(), 0..6), 1 => vec(step(), 30..120)];
    (words(), words(), progress(), weighted(0.9, (day(), day())), steps)
        .prop_map(|(label, note, progress, span, steps)| GanttRow { label, note, progress, span, steps })
}

/// Bars that end before they begin, steps outside them, and more marks than there is room for.
pub(super) fn gantt() -> impl Strategy<Value = Figure> {
    let group = (words(), vec(initiative(), 0..6)).prop_map(|(title, rows)| GanttGroup { title, rows });
    let tick = (day(), words(), any::<bool>()).prop_map(|(at, label, major)| GanttTick { at, label, major });
    (caption(), vec(group, 0..4), vec(tick, 0..30), day(), words()).prop_map(
        |(caption, groups, ticks, now, now_label)| Figure::Gantt(Gantt { caption, groups, ticks, now, now_label }),
    )
}

pub(super) fn spend() -> impl Strategy<Value = Figure> {
    let share = || weighted(0.8, prop_oneof![6 => 0.0..1.5_f64, 1 => value()]);
    (caption(), share(), share(), prop_oneof![Just(1.0), value()])
        .prop_map(|(caption, spent, elapsed, most)| Figure::Spend(Spend { caption, spent, elapsed, most }))
}

pub(super) fn variance() -> impl Strategy<Value = Figure> {
    let gap = || weighted(0.8, (value(), words()));
    let row =
        (
            words(),
            (weighted(0.8, value()), words(), weighted(0.7, value()), weighted(0.7, value())),
            gap(),
            gap(),
            status(),
            any::<bool>(),
        )
            .prop_map(|(label, (value, said, previous, target), absolute, relative, status, expected)| {
                VarianceRow { label, value, said, previous, target, absolute, relative, status, expected }
            });
    (caption(), (words(), words(), words()), vec(row, 0..30))
        .prop_map(|(caption, heads, rows)| Figure::Variance(Variance { caption, heads, rows }))
}

pub(super) fn slope() -> impl Strategy<Value = Figure> {
    let row = (words(), weighted(0.8, value()), weighted(0.8, value()), status())
        .prop_map(|(label, from, to, status)| SlopeRow { label, from, to, status });
    (caption(), words(), words(), vec(row, 0..40), format())
        .prop_map(|(caption, from, to, rows, format)| Figure::Slope(Slope { caption, from, to, rows, format }))
}

pub(super) fn multiples() -> impl Strategy<Value = Figure> {
    let values = prop_oneof![vec(weighted(0.8, value()), 0..4), vec(weighted(0.8, value()), 118..122)];
    let panel = (words(), values, words(), status()).prop_map(|(label, values, said, status)| Panel {
        label,
        values,
        said,
        status,
    });
    (caption(), vec(panel, 0..25), weighted(0.7, value()), (words(), words()), format()).prop_map(
        |(caption, panels, reference, ends, format)| {
            Figure::Multiples(Multiples { caption, panels, reference, ends, format })
        },
    )
}

pub(super) fn radar() -> impl Strategy<Value = Figure> {
    let axis = (words(), weighted(0.8, score()), words(), weighted(0.7, score()), status())
        .prop_map(|(label, value, said, previous, status)| RadarAxis { label, value, said, previous, status });
    (caption(), vec(axis, 0..14), bands())
        .prop_map(|(caption, axes, bands)| Figure::Radar(Radar { caption, axes, bands }))
}

pub(super) fn tornado() -> impl Strategy<Value = Figure> {
    let row = (words(), value(), value(), words()).prop_map(|(label, less, more, said)| TornadoRow {
        label,
        less,
        more,
        said,
    });
    (caption(), (value(), words()), weighted(0.6, (value(), words())), vec(row, 0..20))
        .prop_map(|(caption, score, limit, rows)| Figure::Tornado(Tornado { caption, score, limit, rows }))
}

pub(super) fn stability() -> impl Strategy<Value = Figure> {
    let rank = || prop_oneof![8 => 1.0..60.0_f64, 1 => value()];
    let row = (words(), rank(), (rank(), rank()), words(), status())
        .prop_map(|(label, rank, range, said, status)| StabilityRow { label, rank, range, said, status });
    (caption(), (words(), words()), rank(), vec(row, 0..40))
        .prop_map(|(caption, ends, ranks, rows)| Figure::Stability(Stability { caption, ends, ranks, rows }))
}

pub(super) fn pyramid() -> impl Strategy<Value = Figure> {
    let slots =
        [(0, 0.0), (1, -0.5), (1, 0.5), (2, -1.0), (2, 0.0), (2, 1.0), (3, -1.5), (3, -0.5), (3, 0.5), (3, 1.5)];
    let node = |at: usize| {
        let words = (words(), words(), status(), words(), words());
        words.prop_map(move |(title, score, status, status_word, initiatives)| {
            let (path, href) = (format!("n{at}"), format!("n{at}/index.html"));
            let node = MapNode { path, title, score, status, status_word, href, initiatives };
            PyramidNode { node, level: slots[at].0, across: slots[at].1 }
        })
    };
    let link = (0..10_usize, 0..10_usize, words()).prop_map(|(from, to, share)| PyramidLink {
        from: format!("n{from}"),
        to: format!("n{to}"),
        share,
    });
    let nodes: Vec<_> = (0..slots.len()).map(node).collect();
    (caption(), (words(), words()), nodes, 0..11_usize, vec(link, 0..16)).prop_map(
        |(caption, sides, mut nodes, keep, links)| {
            nodes.truncate(keep);
            Figure::Pyramid(Pyramid { caption, sides, nodes, links })
        },
    )
}
