//! Maps of quadrants: points with room for their names, and points that crowd.

use scorebook::report::figure::{Figure, Quadrant, QuadrantAxis, QuadrantPoint, Quadrants};
use scorebook::report::number::NumberFormat;
use scorebook::scorecard::{Locale, Status};

use crate::charts::{caption, say};

const ITEMS: [(&str, &str, f64, f64); 9] = [
    ("Delivery on the day promised", "按承诺日送达", 3.6, 4.8),
    ("Complaints solved at first contact", "投诉一次解决", 3.4, 4.6),
    ("Freshness on arrival", "到货新鲜", 4.5, 4.9),
    ("Friendly staff", "员工友好", 4.4, 4.3),
    ("App easy to use", "应用易用", 3.9, 3.6),
    ("Reach of shops", "门店覆盖", 4.6, 3.5),
    ("Packaging that can be returned", "可回收包装", 3.7, 3.2),
    ("Answers within an hour", "一小时内答复", 3.45, 4.55),
    ("Clear invoices", "账单清楚", 4.3, 3.4),
];

pub(crate) fn quadrants(locale: Locale) -> Vec<Figure> {
    let format = NumberFormat::score(locale);
    let axis = |en, zh, cut| QuadrantAxis { title: say(locale, en, zh), cut, format: format.clone(), ends: None };
    let quarter =
        |(en, zh, advice, zh_advice)| Quadrant { name: say(locale, en, zh), advice: say(locale, advice, zh_advice) };
    let quadrants = [
        ("Concentrate here", "重点改进", "Matters much, done badly: first in line.", "重要而表现差：最先改进。"),
        ("Keep it up", "继续保持", "Matters much, done well.", "重要且表现好。"),
        ("Low priority", "次要", "Matters little, done badly.", "不重要，表现也差。"),
        (
            "Possible overkill",
            "可能过度",
            "Matters little, done well: effort may be moved.",
            "不重要而表现好：可转移投入。",
        ),
    ]
    .map(quarter);
    let map = |crowd: f64, status: Option<Status>| {
        let point = |(en, zh, across, up): (&str, &str, f64, f64)| QuadrantPoint {
            label: say(locale, en, zh),
            across: Some(4.0 + (across - 4.0) * crowd),
            up: Some(4.0 + (up - 4.0) * crowd),
            status,
        };
        let mut points: Vec<QuadrantPoint> = ITEMS.map(point).to_vec();
        if crowd < 1.0 {
            points.push(QuadrantPoint { across: Some(5.0), up: Some(5.0), ..points[0].clone() });
        }
        Figure::Quadrants(Box::new(Quadrants {
            caption: caption(locale),
            across: axis("Performance", "表现", 4.0),
            up: axis("Importance", "重要性", 4.1),
            cuts: say(locale, "Dashed: the means, 4.0 and 4.1", "虚线：均值 4.0 与 4.1"),
            quadrants: quadrants.clone(),
            points,
        }))
    };
    vec![map(1.0, None), map(0.1, Some(Status::AtRisk))]
}
