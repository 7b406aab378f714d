//! Expressions that read what people write in cells: numbers with separators, currency and 万, dates in many forms.
//!
//! Every expression is NULL where the text is not of the type, so that such cells can be found and told.

use super::super::literal;
use crate::scorecard::{ColumnRule, DataType, NumberStyle};

/// Wide characters, and what they are read as.
const WIDE: (&str, &str) = ("０１２３４５６７８９．，％－＋（）￥−　", "0123456789.,%-+()¥- ");

/// What may stand beside a number without changing it.
const BESIDE: &str = r"[¥$€£\s\x{00A0}\x{202F}]|CNY|RMB|USD|EUR|人民币|元";

/// A number as computers write large and small ones.
const SCIENTIFIC: &str = r"[+-]?\d+(\.\d+)?[eE][+-]?\d+";

/// Dates no two people read differently.
const DATES: [&str; 7] = ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y年%m月", "%d.%m.%Y", "%Y-%m"];

/// Times that may follow a date.
const TIMES: [&str; 3] = ["", " %H:%M", " %H:%M:%S"];

/// The value of a column's type that a text stands for; `text` is an expression without blanks around its value.
pub(super) fn value(rule: &ColumnRule, data_type: DataType, text: &str) -> String {
    match data_type {
        DataType::Text => text.to_owned(),
        DataType::Decimal => number(text, rule.numbers, false),
        DataType::Percent => number(text, rule.numbers, true),
        DataType::Integer => {
            let number = number(text, rule.numbers, false);
            format!("TRY_CAST(CASE WHEN {number} = trunc({number}) THEN {number} END AS BIGINT)")
        }
        DataType::Boolean => boolean(text),
        DataType::Date => format!("CAST({} AS DATE)", moment(text, rule.dates.as_deref())),
        DataType::Timestamp => moment(text, rule.dates.as_deref()),
        DataType::Period => period(text),
    }
}

/// A DECIMAL(38,8); a sign %, where allowed, divides by 100.
fn number(text: &str, style: NumberStyle, percent: bool) -> String {
    let plain = format!(
        "regexp_replace(translate({text}, {}, {}), {}, '', 'g')",
        literal(WIDE.0),
        literal(WIDE.1),
        literal(BESIDE)
    );
    let (group, point, digits) = match style {
        NumberStyle::PointDecimal => (",", ".", r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d*)?|\.\d+"),
        NumberStyle::CommaDecimal => (".", ",", r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d*)?|,\d+"),
    };
    let sign = if percent { "%?" } else { "" };
    let whole = literal(&format!(r"^\(?[+-]?({digits})[万亿]?{sign}-?\)?$"));
    let bare = format!("replace(replace(regexp_extract({plain}, {whole}, 1), '{group}', ''), '{point}', '.')");
    format!(
        "TRY(CAST(CASE WHEN regexp_full_match({plain}, {scientific}) THEN TRY_CAST(TRY_CAST({plain} AS DOUBLE) AS DECIMAL(38,8)) \
         WHEN regexp_matches({plain}, {whole}) AND starts_with({plain}, '(') = ends_with({plain}, ')') THEN \
         TRY_CAST({bare} AS DECIMAL(38,8)) \
         * CASE WHEN contains({plain}, '万') THEN 10000 WHEN contains({plain}, '亿') THEN 100000000 ELSE 1 END \
         * CASE WHEN contains({plain}, '-') OR contains({plain}, '(') THEN -1 ELSE 1 END \
         * CASE WHEN contains({plain}, '%') THEN 0.01 ELSE 1.00 END \
         END AS DECIMAL(38,8)))",
        scientific = literal(SCIENTIFIC),
    )
}

fn boolean(text: &str) -> String {
    format!(
        "CASE WHEN lower({text}) IN ('true', 'yes', 'y', 't', '1', '是', '有', '对', '√', '✓') THEN true \
         WHEN lower({text}) IN ('false', 'no', 'n', 'f', '0', '否', '无', '错', '×', '✗') THEN false END"
    )
}

/// A TIMESTAMP: in one pattern, or in any usual way, days of a spreadsheet's calendar included.
fn moment(text: &str, pattern: Option<&str>) -> String {
    let patterns = |dates: &[&str]| {
        let all = dates.iter().flat_map(|date| TIMES.iter().map(move |time| literal(&format!("{date}{time}"))));
        format!("[{}]", all.collect::<Vec<_>>().join(", "))
    };
    if let Some(pattern) = pattern {
        return format!("try_strptime({text}, {})", patterns(&[pattern]));
    }
    // Excel counts days from 1899-12-30, with the time as a fraction.
    format!(
        "CASE WHEN regexp_full_match({text}, '\\d{{8}}') THEN try_strptime({text}, '%Y%m%d') \
         WHEN regexp_full_match({text}, '\\d{{6}}') THEN try_strptime({text} || '01', '%Y%m%d') \
         WHEN regexp_full_match({text}, '\\d{{5}}(\\.\\d+)?') THEN \
         TIMESTAMP '1899-12-30' + to_seconds(CAST(round(TRY_CAST({text} AS DOUBLE) * 86400) AS BIGINT)) \
         ELSE coalesce(try_strptime({text}, {}), TRY_CAST({text} AS TIMESTAMP)) END",
        patterns(&DATES)
    )
}

/// A period as Scorebook writes it: `2026`, `2026-Q3`, `2026-10`, `2026-W44` or a day.
fn period(text: &str) -> String {
    let quarter = r"(\d{4})[-/ 年]*(?:[Qq第]*)([1-4一二三四])(?:季度?)?";
    let month = r"(\d{4})[-/.年]?(\d{1,2})月?";
    let of_month = format!("lpad(regexp_extract({text}, '^{month}$', 2), 2, '0')");
    format!(
        "CASE WHEN regexp_full_match({text}, '\\d{{4}}年?') THEN left({text}, 4) \
         WHEN regexp_full_match({text}, '{quarter}') AND regexp_matches({text}, '[Qq季]') THEN \
         left({text}, 4) || '-Q' || translate(regexp_extract({text}, '^{quarter}$', 2), '一二三四', '1234') \
         WHEN regexp_full_match({text}, '\\d{{4}}-W\\d{{2}}') THEN {text} \
         WHEN regexp_full_match({text}, '{month}') THEN \
         CASE WHEN {of_month} BETWEEN '01' AND '12' THEN left({text}, 4) || '-' || {of_month} END \
         ELSE strftime(CAST({} AS DATE), '%Y-%m-%d') END",
        moment(text, None)
    )
}
