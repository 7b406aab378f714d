//! A strategy map as a company would draw it, and one that is too large.

use scorebook::report::figure::{Figure, MapLane, MapNode, StrategyMap};
use scorebook::scorecard::{Bands, Locale, Status};

use crate::charts::{caption, say};

pub(crate) fn maps(locale: Locale) -> Vec<Figure> {
    vec![Figure::StrategyMap(dairy(locale)), Figure::StrategyMap(large(locale))]
}

fn node(locale: Locale, path: &str, title: String, score: Option<f64>) -> MapNode {
    let status = Bands::default().status(score);
    let word = match status {
        Status::OnTrack => say(locale, "on track", "正常"),
        Status::AtRisk => say(locale, "at risk", "有风险"),
        Status::OffTrack => say(locale, "off track", "落后"),
        Status::Withheld => say(locale, "withheld", "已隐去"),
        Status::NoData => say(locale, "no data", "无数据"),
    };
    let score = score.map_or("–".to_owned(), |score| format!("{score:.1}"));
    let initiatives = match status {
        Status::AtRisk => say(locale, "2 initiatives, 1 late", "2项行动方案，1项逾期"),
        _ => String::new(),
    };
    MapNode { path: path.into(), title, score, status, status_word: word, href: format!("{path}.html"), initiatives }
}

type Objective = (&'static str, &'static str, &'static str, Option<f64>);

const LANES: [((&str, &str), &[Objective]); 4] = [
    (("Financial", "财务"), &FINANCIAL),
    (("Customer", "客户"), &CUSTOMER),
    (("Internal process", "内部流程"), &PROCESS),
    (("Learning and growth", "学习与成长"), &LEARNING),
];
const FINANCIAL: [Objective; 2] = [
    ("margin", "Grow the margin", "提高毛利", Some(83.7)),
    ("cost", "Lower the cost to serve", "降低服务成本", Some(61.0)),
];
const CUSTOMER: [Objective; 3] = [
    ("keep", "Keep the customers we have", "留住老客户", Some(58.3)),
    ("win", "Win families in new districts", "赢得新区家庭客户", Some(72.0)),
    ("value", "Raise average customer value", "提升客户平均价值", Some(90.0)),
];
const PROCESS: [Objective; 3] = [
    ("deliver", "Deliver on time, cold and complete", "准时、冷链、足量送达", Some(76.2)),
    ("solve", "Solve complaints within one working day", "一个工作日内解决投诉", Some(41.2)),
    ("segment", "Know which customers are worth what", "客户价值细分", None),
];
const LEARNING: [Objective; 3] = [
    ("train", "Train the second line", "二线客服培训", Some(69.8)),
    ("data", "One customer record for every system", "全系统统一客户档案", Some(88.0)),
    ("crm", "CRM used every day", "CRM 每日使用率", Some(79.9)),
];
/// Cause and effect.
const EDGES: &str = "keep>margin win>margin value>margin solve>cost deliver>keep solve>keep segment>value segment>win \
                     train>solve data>segment crm>segment data>cost crm>data deliver>cost";

fn dairy(locale: Locale) -> StrategyMap {
    let lane = |((en, zh), nodes): &((&str, &str), &[Objective])| MapLane {
        title: say(locale, en, zh),
        nodes: nodes.iter().map(|(path, en, zh, score)| node(locale, path, say(locale, en, zh), *score)).collect(),
    };
    let edges = EDGES.split_whitespace().filter_map(|edge| edge.split_once('>'));
    StrategyMap {
        caption: caption(locale),
        lanes: LANES.iter().map(lane).collect(),
        edges: edges.map(|(from, to)| (from.into(), to.into())).collect(),
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
