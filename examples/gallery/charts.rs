//! Figures of every kind but the map: usual ones, and those that are hard to draw.

use scorebook::report::figure::{
    Bridge, BridgePart, Bullet, Caption, Curve, DotRow, Dots, Figure, ProcessLimits, Spark, Trend, TrendBand,
    TrendPoint,
};
use scorebook::report::number::NumberFormat;
use scorebook::scorecard::{Bands, Locale, Status};

/// English or Chinese words.
pub(crate) fn say(locale: Locale, en: &str, zh: &str) -> String {
    if locale == Locale::En { en } else { zh }.to_owned()
}

pub(crate) fn caption(locale: Locale) -> Caption {
    Caption {
        id: String::new(),
        title: "Figure".into(),
        summary: String::new(),
        no_data: say(locale, "no data", "无数据"),
        withheld: say(locale, "withheld", "已隐去"),
    }
}

fn percent(locale: Locale) -> NumberFormat {
    NumberFormat { suffix: "\u{a0}%".into(), ..NumberFormat::score(locale) }
}

pub(crate) fn bullets(locale: Locale, head: bool) -> Vec<Figure> {
    let bands = Bands::default();
    let word = |en, zh, from: f64| (say(locale, en, zh), say(locale, &format!("from {from}"), &format!("{from} 起")));
    let labels = vec![word("off track", "落后", 0.0), word("at risk", "有风险", 60.0), word("on track", "正常", 80.0)];
    let cases = [
        (Some(71.9), Some((67.3, 73.6)), Some(74.0)),
        (Some(83.7), None, Some(80.9)),
        (Some(41.2), None, Some(97.0)),
        (None, Some((20.0, 88.0)), None),
        (Some(0.0), None, None),
        (None, None, None),
    ];
    let bullet = |(score, bounds, previous): (Option<f64>, Option<(f64, f64)>, Option<f64>)| {
        let previous_label =
            previous.map(|score| say(locale, &format!("September {score:.1}"), &format!("9月 {score:.1}")));
        Figure::Bullet(Bullet {
            caption: caption(locale),
            score,
            bounds,
            previous,
            previous_label: previous_label.filter(|_| head).unwrap_or_default(),
            status: bands.status(score),
            bands,
            band_labels: if head { labels.clone() } else { Vec::new() },
        })
    };
    cases.map(bullet).to_vec()
}

fn wave(at: usize) -> f64 {
    86.0 + (at as f64 * 0.55).sin() * 2.6 + (at as f64 * 1.7).cos() * 1.2
        - if at > 30 { (at as f64 - 30.0) * 1.1 } else { 0.0 }
}

pub(crate) fn sparks(locale: Locale) -> Vec<Figure> {
    let spark = |values: Vec<Option<f64>>, target: Option<f64>| {
        let targets = vec![target; values.len()];
        Figure::Spark(Spark { caption: caption(locale), values, targets })
    };
    vec![
        spark((0..24).map(|at| Some(wave(at))).collect(), Some(84.0)),
        spark((0..12).map(|at| (at % 5 != 3).then(|| wave(at))).collect(), None),
        spark(vec![Some(5.0)], Some(5.0)),
        spark(vec![None; 5], None),
    ]
}

pub(crate) fn trends(locale: Locale) -> Vec<Figure> {
    let point = |at: usize| TrendPoint {
        label: say(locale, &format!("Month {}", at + 1), &format!("第{}月", at + 1)),
        tick: if at % 12 == 2 { format!("{}", 2024 + at / 12) } else { String::new() },
        value: (at != 9 && at != 10).then(|| wave(at)),
        target: Some(if at < 26 { 80.0 } else { 84.0 }),
        status: Status::OffTrack,
        stale: at == 20 || at == 21,
        signal: at > 31,
        interval: None,
        note: [4, 5, 34].contains(&at).then(|| say(locale, "Churn eased after the promotion", "促销后流失回落")),
    };
    let trend = |points: Vec<TrendPoint>| Trend {
        caption: caption(locale),
        current: points.len().saturating_sub(1),
        points,
        format: percent(locale),
        target_label: say(locale, "target 80, from 2026: 84", "目标 80，2026 年起 84"),
        bands: Vec::new(),
        limits: None,
    };
    let long = trend((0..36).map(point).collect());
    let mut limits = long.clone();
    limits.bands =
        vec![TrendBand {
            from: Some(82.9), to: Some(87.9), label: say(locale, "natural limits", "自然波动范围")
        }];
    limits.points.iter_mut().for_each(|point| point.note = None);
    let mut process = long.clone();
    process.limits = Some(ProcessLimits {
        from: 0,
        low: (82.9, say(locale, "lower limit 82.9", "下限82.9")),
        mean: (85.4, say(locale, "mean 85.4", "均值85.4")),
        high: (87.9, say(locale, "upper limit 87.9", "上限87.9")),
    });
    let mut past = long.clone();
    past.current = 16;
    let mut crowded = trend((0..120).map(point).collect());
    crowded.points.iter_mut().enumerate().for_each(|(at, point)| {
        point.value = Some(1.0e6 * (3.0 + (at as f64 * 0.2).sin()) + 2.0e4 * at as f64);
        point.target = Some(4.0e6);
        point.stale = false;
        point.status = Status::OnTrack;
    });
    crowded.format = NumberFormat { prefix: "¥".into(), decimals: 0, ..NumberFormat::score(locale) };
    let mut few = trend((0..3).map(point).collect());
    few.points[2].status = Status::AtRisk;
    let empty = trend(vec![TrendPoint { value: None, ..point(0) }]);
    let mut gone = trend((0..12).map(point).collect());
    gone.points[11].value = None;
    vec![long, limits, process, past, crowded, few, trend(vec![point(0)]), gone, empty]
        .into_iter()
        .map(Figure::Trend)
        .collect()
}

pub(crate) fn bridges(locale: Locale) -> Vec<Figure> {
    let bridge = |parts: &[(&str, &str, f64)], from: f64| {
        let to = from + parts.iter().map(|(_, _, change)| change).sum::<f64>();
        Figure::Bridge(Bridge {
            caption: caption(locale),
            from: (say(locale, "September", "9月"), from),
            to: (say(locale, "October", "10月"), to),
            parts: parts
                .iter()
                .map(|(en, zh, change)| BridgePart { label: say(locale, en, zh), change: *change })
                .collect(),
            format: NumberFormat::score(locale),
        })
    };
    vec![
        bridge(
            &[
                ("Retention rate", "客户保持率", -2.6),
                ("Complaints solved in 24 h", "24 小时投诉解决率", -1.1),
                ("Renewal margin", "续约毛利", 0.9),
                ("Route punctuality", "送奶准点率", 0.7),
                ("22 others", "其他 22 项", -0.1),
                ("Data arriving late", "迟到数据", 0.1),
                ("No change", "没有变化", 0.0),
            ],
            74.0,
        ),
        bridge(
            &[(
                "Everything that fell at once and has a very long name indeed",
                "一次性全部下降而且名字非常非常长的一个指标说明",
                -40.0,
            )],
            60.0,
        ),
        bridge(&[], 60.0),
    ]
}

pub(crate) fn dots(locale: Locale) -> Vec<Figure> {
    let rows = [
        ("Riverside", "河畔店", Some(91.2), Some(90.1), Status::OnTrack),
        ("Old Town", "老城店", Some(88.9), Some(86.4), Status::OnTrack),
        ("Harbour", "港口店", Some(87.0), None, Status::OnTrack),
        ("West Hill", "西山店", Some(83.0), Some(83.4), Status::AtRisk),
        ("East Bridge with a rather long name", "东桥名字相当长的一家门店", Some(74.8), Some(82.2), Status::OffTrack),
        ("East Park", "东园店", Some(72.3), Some(82.9), Status::OffTrack),
        ("Lakeside", "湖畔店", None, Some(80.0), Status::NoData),
    ];
    let row = |(en, zh, value, previous, status): (&str, &str, Option<f64>, Option<f64>, Status)| DotRow {
        label: say(locale, en, zh),
        value,
        previous,
        status,
    };
    let dots = Dots {
        caption: caption(locale),
        rows: rows.map(row).to_vec(),
        target: Some(84.0),
        target_label: say(locale, "target 84", "目标 84"),
        format: percent(locale),
    };
    vec![Figure::Dots(dots)]
}

pub(crate) fn curves(locale: Locale) -> Vec<Figure> {
    let curve = |anchors: &[(f64, f64)], steps: bool, point: Option<(f64, f64)>| {
        Figure::Curve(Curve {
            caption: caption(locale),
            anchors: anchors.to_vec(),
            steps,
            point,
            status: Bands::default().status(point.map(|(_, score)| score)),
            bands: Bands::default(),
            format: percent(locale),
        })
    };
    vec![
        curve(&[(70.0, 0.0), (90.0, 100.0)], false, Some((81.7, 58.5))),
        curve(&[(2.0, 100.0), (5.0, 60.0), (9.0, 0.0)], false, Some((2.4, 94.7))),
        curve(&[(0.0, 0.0), (10.0, 40.0), (20.0, 70.0), (30.0, 100.0)], true, Some((24.0, 70.0))),
        curve(&[(70.0, 0.0), (90.0, 100.0)], false, Some((400.0, 100.0))),
        curve(&[], false, None),
    ]
}
