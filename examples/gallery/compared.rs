//! Figures that set entities or periods beside each other.

use scorebook::report::figure::{Figure, Multiples, Panel, Radar, RadarAxis, Slope, SlopeRow, Variance, VarianceRow};
use scorebook::report::number::NumberFormat;
use scorebook::scorecard::{Bands, Locale};

use crate::charts::{caption, say};

const NAMES: [(&str, &str); 6] = [
    ("Riverside", "河畔分公司"),
    ("Old Town", "老城分公司"),
    ("Harbour", "港口分公司"),
    ("North Gate", "北门分公司"),
    ("Lakeside with a name that is much too long for its column", "湖滨路与人民中路交叉口东南角旗舰分公司"),
    ("East Park", "东园分公司"),
];

fn names(locale: Locale) -> impl Iterator<Item = String> {
    NAMES.into_iter().map(move |(en, zh)| say(locale, en, zh))
}

pub(crate) fn variances(locale: Locale) -> Vec<Figure> {
    let format = NumberFormat { decimals: 0, prefix: "¥".into(), ..NumberFormat::score(locale) };
    let numbers = |scale: f64| {
        let row = move |(at, label): (usize, String)| {
            let value = [4.4, 3.9, 3.2, -0.6, 1.9, 0.3][at] * scale;
            let target = [4.2, 4.2, 3.0, 0.5, 2.1, 0.3][at] * scale;
            (label, value, target)
        };
        names(locale).enumerate().map(row).collect::<Vec<_>>()
    };
    let bands = Bands::default();
    let drawn = |scale: f64| {
        let row = |(at, (label, value, target)): (usize, (String, f64, f64))| {
            let (gap, share) = (value - target, (value - target) / target * 100.0);
            VarianceRow {
                label,
                value: (at != 5).then_some(value),
                said: if at == 5 { say(locale, "no data", "无数据") } else { format.full(value) },
                previous: Some(value * 0.94),
                target: Some(target),
                absolute: (at != 5).then(|| (gap, format.change(gap))),
                relative: (at != 5).then(|| (share, format!("{share:+.1} %"))),
                status: bands.status(Some(100.0 + share * 4.0)),
                expected: at == 2,
            }
        };
        let heads = (
            say(locale, "Actual", "实际值"),
            say(locale, "Against target", "与目标差异"),
            say(locale, "In per cent", "差异率"),
        );
        let rows = numbers(scale).into_iter().enumerate().map(row).collect();
        Figure::Variance(Variance { caption: caption(locale), heads, rows })
    };
    vec![drawn(1.0e2), drawn(1.0e8)]
}

pub(crate) fn slopes(locale: Locale) -> Vec<Figure> {
    let row = |(at, label): (usize, String)| SlopeRow {
        label,
        from: [Some(94.4), Some(86.4), Some(84.0), Some(83.9), None, Some(48.2)][at],
        to: [Some(95.9), Some(64.0), Some(93.4), Some(93.0), Some(73.4), None][at],
        status: Bands::default().status([Some(95.9), Some(64.0), Some(93.4), Some(93.0), Some(73.4), None][at]),
    };
    let slope = Slope {
        caption: caption(locale),
        from: say(locale, "October 2025", "2025年10月"),
        to: say(locale, "October 2026", "2026年10月"),
        rows: names(locale).enumerate().map(row).collect(),
        format: NumberFormat::score(locale),
    };
    vec![Figure::Slope(slope)]
}

pub(crate) fn multiples(locale: Locale) -> Vec<Figure> {
    let panel = |(at, label): (usize, String)| {
        let value = |month: usize| 70.0 + 20.0 * ((month + at * 5) as f64 * 0.4).sin();
        let values: Vec<Option<f64>> = (0..24).map(|month| (month != 7).then(|| value(month))).collect();
        Panel { label, said: format!("{:.1}", value(23)), status: Bands::default().status(Some(value(23))), values }
    };
    let figure = Multiples {
        caption: caption(locale),
        panels: names(locale).enumerate().map(panel).collect(),
        reference: Some(80.0),
        ends: (say(locale, "November 2024", "2024年11月"), say(locale, "October 2026", "2026年10月")),
        format: NumberFormat::score(locale),
    };
    vec![Figure::Multiples(figure)]
}

pub(crate) fn radars(locale: Locale) -> Vec<Figure> {
    let axis = |(at, label): (usize, String)| {
        let value = [Some(83.4), Some(55.9), Some(83.4), Some(78.7), None, Some(41.0)][at];
        RadarAxis {
            label,
            value,
            said: value.map_or_else(|| say(locale, "no data", "无数据"), |value| format!("{value:.1}")),
            previous: Some(70.0),
            status: Bands::default().status(value),
        }
    };
    let radar = |count: usize| {
        let axes = names(locale).enumerate().take(count).map(axis).collect();
        Figure::Radar(Radar { caption: caption(locale), axes, bands: Bands::default() })
    };
    vec![radar(4), radar(6)]
}
