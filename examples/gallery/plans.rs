//! Initiatives: usual ones, none with a date, and one with more steps than there is room for.

use scorebook::report::figure::{Figure, Gantt, GanttGroup, GanttRow, GanttStep, GanttTick, Progress, Spend};
use scorebook::scorecard::Locale;

use super::charts::{caption, say};

fn step(label: String, due: f64, at: f64, progress: Progress) -> GanttStep {
    GanttStep { said: label.clone(), label, due, at, progress }
}

fn row(label: String, note: String, progress: Progress, steps: Vec<GanttStep>) -> GanttRow {
    GanttRow { label, note, progress, span: Some((20.0, 640.0)), steps }
}

pub(crate) fn gantts(locale: Locale) -> Vec<Figure> {
    let desk = vec![
        step(say(locale, "Authority granted", "授权发布"), 120.0, 180.0, Progress::Done),
        step(say(locale, "Twelve people hired", "招聘到位"), 240.0, 400.0, Progress::Late),
        step(say(locale, "Trial in East", "东区试运行"), 250.0, 400.0, Progress::Late),
        step(say(locale, "Live everywhere", "全网上线"), 560.0, 560.0, Progress::Open),
    ];
    let many = (0..24).map(|n| {
        let progress = if n < 14 { Progress::Done } else { Progress::Open };
        let at = 30.0 + 25.0 * f64::from(n);
        step(say(locale, &format!("Step {n} of many"), &format!("第{n}步")), at, at, progress)
    });
    let rows = vec![
        row(
            say(locale, "Second-line desk", "二线客服台"),
            say(locale, "5 months late", "逾期5个月"),
            Progress::Late,
            desk,
        ),
        row(
            say(
                locale,
                "A name far longer than the room there is for names of initiatives",
                "名称长得超出为行动方案名称所留的全部空间",
            ),
            say(locale, "on schedule", "按计划推进"),
            Progress::Open,
            many.collect(),
        ),
        row(say(locale, "Coaching", "带教"), say(locale, "complete", "已完成"), Progress::Done, Vec::new()),
    ];
    let years = [(0.0, "2025"), (365.0, "2026")].map(|(at, label)| GanttTick { at, label: label.into(), major: true });
    let gantt = |rows: Vec<GanttRow>| {
        Figure::Gantt(Gantt {
            caption: caption(locale),
            groups: vec![GanttGroup { title: say(locale, "Internal process", "内部流程"), rows }],
            ticks: years.to_vec(),
            now: 400.0,
            now_label: say(locale, "end of February 2026", "2026年2月末"),
        })
    };
    let undated = rows.iter().map(|row| GanttRow { span: None, steps: Vec::new(), ..row.clone() }).collect();
    vec![gantt(rows), gantt(undated)]
}

pub(crate) fn spends(locale: Locale) -> Vec<Figure> {
    let cases =
        [(Some(0.4), Some(0.7)), (Some(1.1), Some(1.0)), (None, Some(0.2)), (Some(0.0), None), (Some(9.0), None)];
    let spend = |(spent, elapsed)| Figure::Spend(Spend { caption: caption(locale), spent, elapsed, most: 1.2 });
    cases.map(spend).into()
}
