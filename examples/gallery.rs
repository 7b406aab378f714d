//! Writes a page with every kind of chart in both widths and languages, for eyes.
//!
//! `cargo run --example gallery -- target/gallery` writes `light.html` and `dark.html` there. All names and numbers
//! are made up.

use std::fmt::Write as _;
use std::path::PathBuf;

use scorebook::chart::{self, Width};
use scorebook::report::figure::{
    Bridge, BridgePart, Bullet, Caption, Curve, DotRow, Dots, Figure, MapLane, MapNode, Spark, StrategyMap, Trend,
    TrendBand, TrendPoint,
};
use scorebook::report::number::NumberFormat;
use scorebook::scorecard::{Bands, Locale, Status};

const LIGHT: &str = "--paper:#fcfbf8;--ink:#16191d;--ink-2:#565d66;--rule:#dcd8cf;--accent:#1d4f7c;--band-1:#e4e1d9;\
    --band-2:#edebe5;--band-3:#f5f3ee;--on:#1a7a5a;--risk:#8f5a00;--off:#b8321f;--none:#666d76;--on-fill:#1a7a5a;\
    --risk-fill:#d99a1c;--off-fill:#c8402b;--none-fill:#868c93;";
const DARK: &str = "--paper:#14171a;--ink:#ece9e2;--ink-2:#aeb4ba;--rule:#363b41;--accent:#8dbbe6;--band-1:#33383e;\
    --band-2:#2a2f34;--band-3:#22262b;--on:#5cc79f;--risk:#e5b04a;--off:#f2826f;--none:#9aa1a8;--on-fill:#3ea67f;\
    --risk-fill:#d99a1c;--off-fill:#dd5a45;--none-fill:#7b828a;";
const FONTS: &str = "--serif:Georgia,'Times New Roman','Songti SC','Noto Serif CJK SC',serif;\
    --sans:system-ui,-apple-system,'Segoe UI',Roboto,'PingFang SC','Noto Sans CJK SC',sans-serif;";

fn main() -> std::io::Result<()> {
    let folder = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "target/gallery".into()));
    std::fs::create_dir_all(&folder)?;
    for (name, colours) in [("light", LIGHT), ("dark", DARK)] {
        std::fs::write(folder.join(format!("{name}.html")), page(colours))?;
    }
    Ok(())
}

fn page(colours: &str) -> String {
    let css = include_str!("../templates/charts.css");
    let mut html = format!(
        "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content='width=device-width,initial-scale=1'>\
         <title>Chart gallery, made-up data</title><style>:root{{{colours}{FONTS}}}{css}\
         body{{margin:0 auto;padding:16px;max-width:1168px;background:var(--paper);color:var(--ink);font:16px/1.5 var(--sans)}}\
         h2{{font:400 22px var(--serif);border-top:1px solid var(--rule);padding-top:16px;margin:40px 0 12px}}\
         .n{{display:none}}.row{{display:flex;gap:24px;margin:8px 0}}\
         @media(max-width:600px){{.n{{display:block}}.w{{display:none}}.row{{flex-wrap:wrap}}}}</style>"
    );
    let mut number = 0;
    for locale in [Locale::En, Locale::Zh] {
        for (title, figures) in figures(locale) {
            let _ = write!(html, "<h2>{title}</h2>");
            for figure in figures {
                number += 1;
                let figure = named(figure, number);
                for (class, width) in [("w", Width::Wide), ("n", Width::Narrow)] {
                    let _ =
                        write!(html, "<div class={class} style='margin:12px 0'>{}</div>", chart::draw(&figure, width));
                }
            }
        }
    }
    html
}

/// The figure with an id of its own.
fn named(mut figure: Figure, number: usize) -> Figure {
    let caption = match &mut figure {
        Figure::Bullet(figure) => &mut figure.caption,
        Figure::Trend(figure) => &mut figure.caption,
        Figure::Spark(figure) => &mut figure.caption,
        Figure::Bridge(figure) => &mut figure.caption,
        Figure::Curve(figure) => &mut figure.caption,
        Figure::Dots(figure) => &mut figure.caption,
        Figure::StrategyMap(figure) => &mut figure.caption,
    };
    caption.id = format!("figure-{number}");
    figure
}

/// English or Chinese words.
fn say(locale: Locale, en: &str, zh: &str) -> String {
    if locale == Locale::En { en } else { zh }.to_owned()
}

fn caption(locale: Locale) -> Caption {
    Caption {
        id: String::new(),
        title: "Figure".into(),
        summary: String::new(),
        no_data: say(locale, "no data", "无数据"),
    }
}

fn percent(locale: Locale) -> NumberFormat {
    NumberFormat { suffix: "\u{a0}%".into(), ..NumberFormat::score(locale) }
}

fn figures(locale: Locale) -> Vec<(&'static str, Vec<Figure>)> {
    vec![
        ("Bullet, head", bullets(locale, true)),
        ("Bullet, row", bullets(locale, false)),
        ("Spark", sparks(locale)),
        ("Trend", trends(locale)),
        ("Bridge", bridges(locale)),
        ("Dots", dots(locale)),
        ("Curve", curves(locale)),
        ("Strategy map", maps(locale)),
    ]
}

fn bullets(locale: Locale, head: bool) -> Vec<Figure> {
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

fn sparks(locale: Locale) -> Vec<Figure> {
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

fn trends(locale: Locale) -> Vec<Figure> {
    let point = |at: usize| TrendPoint {
        label: say(locale, &format!("Month {}", at + 1), &format!("第{}月", at + 1)),
        tick: if at % 12 == 2 { format!("{}", 2024 + at / 12) } else { String::new() },
        value: (at != 9 && at != 10).then(|| wave(at)),
        target: Some(if at < 26 { 80.0 } else { 84.0 }),
        status: Status::OffTrack,
        stale: at == 20 || at == 21,
        note: [4, 5, 34].contains(&at).then(|| say(locale, "Churn eased after the promotion", "促销后流失回落")),
    };
    let trend = |points: Vec<TrendPoint>| Trend {
        caption: caption(locale),
        current: points.len().saturating_sub(1),
        points,
        format: percent(locale),
        target_label: say(locale, "target 80, from 2026: 84", "目标 80，2026 年起 84"),
        bands: Vec::new(),
    };
    let long = trend((0..36).map(point).collect());
    let mut limits = long.clone();
    limits.bands =
        vec![TrendBand {
            from: Some(82.9), to: Some(87.9), label: say(locale, "natural limits", "自然波动范围")
        }];
    limits.points.iter_mut().for_each(|point| point.note = None);
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
    vec![long, limits, past, crowded, few, trend(vec![point(0)]), gone, empty].into_iter().map(Figure::Trend).collect()
}

fn bridges(locale: Locale) -> Vec<Figure> {
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

fn dots(locale: Locale) -> Vec<Figure> {
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

fn curves(locale: Locale) -> Vec<Figure> {
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

fn maps(locale: Locale) -> Vec<Figure> {
    vec![Figure::StrategyMap(dairy(locale)), Figure::StrategyMap(large(locale))]
}

fn node(locale: Locale, path: &str, title: String, score: Option<f64>) -> MapNode {
    let status = Bands::default().status(score);
    let word = match status {
        Status::OnTrack => say(locale, "on track", "正常"),
        Status::AtRisk => say(locale, "at risk", "有风险"),
        Status::OffTrack => say(locale, "off track", "落后"),
        Status::NoData => say(locale, "no data", "无数据"),
    };
    let score = score.map_or("–".to_owned(), |score| format!("{score:.1}"));
    MapNode { path: path.into(), title, score, status, status_word: word, href: format!("{path}.html") }
}

type Objective = (&'static str, &'static str, &'static str, Option<f64>);

fn dairy(locale: Locale) -> StrategyMap {
    let lanes: [((&str, &str), &[Objective]); 4] = [
        (
            ("Financial", "财务"),
            &[
                ("margin", "Grow the margin", "提高毛利", Some(83.7)),
                ("cost", "Lower the cost to serve", "降低服务成本", Some(61.0)),
            ],
        ),
        (
            ("Customer", "客户"),
            &[
                ("keep", "Keep the customers we have", "留住老客户", Some(58.3)),
                ("win", "Win families in new districts", "赢得新区家庭客户", Some(72.0)),
                ("value", "Raise average customer value", "提升客户平均价值", Some(90.0)),
            ],
        ),
        (
            ("Internal process", "内部流程"),
            &[
                ("deliver", "Deliver on time, cold and complete", "准时、冷链、足量送达", Some(76.2)),
                ("solve", "Solve complaints within one working day", "一个工作日内解决投诉", Some(41.2)),
                ("segment", "Know which customers are worth what", "客户价值细分", None),
            ],
        ),
        (
            ("Learning and growth", "学习与成长"),
            &[
                ("train", "Train the second line", "二线客服培训", Some(69.8)),
                ("data", "One customer record for every system", "全系统统一客户档案", Some(88.0)),
                ("crm", "CRM used every day", "CRM 每日使用率", Some(79.9)),
            ],
        ),
    ];
    let edges = [
        ("keep", "margin"),
        ("win", "margin"),
        ("value", "margin"),
        ("solve", "cost"),
        ("deliver", "keep"),
        ("solve", "keep"),
        ("segment", "value"),
        ("segment", "win"),
        ("train", "solve"),
        ("data", "segment"),
        ("crm", "segment"),
        ("data", "cost"),
        ("crm", "data"),
        ("deliver", "cost"),
    ];
    let lane = |((en, zh), nodes): &((&str, &str), &[Objective])| MapLane {
        title: say(locale, en, zh),
        nodes: nodes.iter().map(|(path, en, zh, score)| node(locale, path, say(locale, en, zh), *score)).collect(),
    };
    StrategyMap {
        caption: caption(locale),
        lanes: lanes.iter().map(lane).collect(),
        edges: edges.map(|(from, to)| (from.into(), to.into())).to_vec(),
    }
}

fn large(locale: Locale) -> StrategyMap {
    let lane = |lane: usize| MapLane {
        title: say(locale, &format!("Perspective {lane} with a long name"), &format!("第 {lane} 个名字较长的维度")),
        nodes: (0..7 - lane)
            .map(|at| {
                node(
                    locale,
                    &format!("{lane}-{at}"),
                    say(
                        locale,
                        &format!(
                            "Objective {at} of perspective {lane}, described at length so that it must wrap and be cut"
                        ),
                        "一个描述得很长、需要换行甚至截断的战略目标，用来检验排版是否稳妥可靠",
                    ),
                    Some(40.0 + 9.0 * at as f64),
                )
            })
            .collect(),
    };
    let mut edges = Vec::new();
    for cause in 1..4_usize {
        for at in 0..7 - cause {
            edges.push((format!("{cause}-{at}"), format!("{}-{}", cause - 1, (at * 2 + cause) % 5)));
            if at % 2 == 0 && cause > 1 {
                edges.push((format!("{cause}-{at}"), format!("0-{at}")));
            }
        }
    }
    edges.push(("0-0".into(), "1-2".into()));
    StrategyMap { caption: caption(locale), lanes: (0..4).map(lane).collect(), edges }
}
