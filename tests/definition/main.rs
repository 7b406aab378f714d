//! What `definition::load` gives and finds, from whole books on disk.

mod any_input;
mod full;
mod reading;

use std::fs;
use std::path::Path;

use scorebook::definition::{Loaded, load};
use scorebook::diagnostic::{Renderer, Sources};
use scorebook::scorecard::Book;

/// A `scorebook.yaml` with every field.
const BOOK: &str = r##"
title: {zh: 示例乳业战略评分册, en: Example Dairy strategy book}
locales: [zh, en]
made_up: true
currency: "$"
accent: "#1F6f8b"
footer: 示例数据
direction_palette: cn
limits: {memory: 512MB, seconds: 30}
models:
  active: SELECT * FROM customers WHERE active
  recent: {file: sql/recent.sql}
"##;

/// A scorecard with every field and every way of scoring.
const CARD: &str = r#"
kind: scorecard
id: crm
title: {zh: 客户关系, en: CRM}
description: 说明
framework: balanced-scorecard
period: month
entities: {table: branches, id: branch, parent: region, title: {zh: name_zh, en: name_en}, top: {id: group, title: 集团}}
bands: {on_track: 75, at_risk: 50}
min_coverage: 70%
past_periods: 6
rollup: geometric
models:
  months: |
    SELECT month FROM recent
commentary: {2026-09: 九月平稳}
decisions:
  - id: more-vans
    period: 2026-08-12
    title: {zh: 增购两辆车, en: Two more vans}
    text: 东区路线过长
    by: 经营例会
    owner: 物流部
    about: [customer/keep/retention, customer]
    due: 2026
    status: done
    closed: 2026-09-30
    outcome: 已投运
  - {id: wait, period: 2026-09, title: 再等等}
perspectives:
  - id: customer
    weight: 100
    owner: 市场部
    critical: true
    rollup: worst
    objectives:
      - id: keep
        title: 留住
        weight: 60
        drives: [grow]
        description: 为什么
        commentary: {2026-09: {zh: 老客户回流, en: They came back}, 2026-08: 无变化}
        measures:
          - id: retention
            title: {zh: 客户保持率, en: Retention rate}
            unit: "%"
            decimals: 1
            better: higher
            weight: 60
            critical: true
            baseline: 72
            target: {2026-07: 84, 2025: 80}
            aggregate: ratio
            carry_forward: 2
            sql: |
              SELECT 月份 AS period, -- 客户
                     保持 AS numerator, 总数 AS denominator
              FROM months
            notes:
              2026-09: {zh: 促销后回落, en: Eased}
          - id: visits
            title: 走访
            weight: 40
            better: lower
            thresholds: {off_track: 700, on_track: 500}
            frequency: quarter
            value: {2026-Q3: 71.5, 2026-Q2: 70}
          - id: shown
            title: 展示
            weight: 0
            scoring: none
            sql: {file: sql/recent.sql}
        initiatives:
          - id: call-back
            title: 回访
            moves: retention
            start: 2026-03
            end: 2026
            budget: 120000
            spent: {2026-Q3: 50000, 2026-06: 40000}
            milestones:
              - {title: 试点, due: 2026-06-30, done: 2026-07-02}
              - {title: 推广, due: 2026-Q4}
      - id: grow
        title: 增长
        weight: 40
        weights: relative
        measures:
          - {id: a, title: 甲, weight: 3, within: [0, 10, 20, 30], value: {2026-09: 1}}
          - {id: b, title: 乙, weight: 1, curve: [[0, 0], [5.5, 40], [9, 100]], value: {2026-09: 1}, scale: 10}
          - {id: c, title: 丙, weight: 2, steps: [[0, 0], [80, 60]], sql: "SELECT 1 AS period"}
          - {id: d, title: 丁, weight: 2, scoring: yes-no, sql: SELECT 2 AS period}
"#;

/// Perspectives that feed each other, in no order.
const PYRAMID: &str = "
kind: scorecard
id: pyramid
title: 金字塔
framework: performance-pyramid
period: quarter
weights: relative
perspectives:
  - {id: delivery, feeds: {flexibility: 2, customer-satisfaction: 1}, objectives: [&one
      {id: o1, title: x, weight: 1, measures: [{id: m, title: x, weight: 1, scoring: yes-no, value: {2026-Q1: 1}}]}]}
  - {id: flexibility, feeds: {market: 1}}
  - {id: customer-satisfaction, feeds: {market: 1}}
  - {id: market, weight: 1, title: Our market}
";

fn write(root: &Path, files: &[(&str, &str)]) {
    for (path, text) in files {
        let path = root.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("writable");
        fs::write(path, text).expect("writable");
    }
}

fn load_files(files: &[(&str, &str)]) -> Loaded {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), files);
    load(folder.path())
}

/// The book of all of these, which must load.
fn full() -> (Book, Sources) {
    let loaded = load_files(&[
        ("scorebook.yaml", BOOK),
        ("scorecards/crm.yaml", CARD),
        ("scorecards/sub/pyramid.yml", PYRAMID),
        ("scorecards/sql/recent.sql", "SELECT 1 AS 月\nFROM t\n"),
    ]);
    let rendered = Renderer::default().render(&loaded.findings, &loaded.sources);
    (loaded.book.unwrap_or_else(|| panic!("{rendered}")), loaded.sources)
}
