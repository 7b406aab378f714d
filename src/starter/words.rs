//! What the names of columns tell, in English and Chinese.

/// Whether a name holds one of these words; English ones as whole words, so that `count` is not in `country`.
fn holds(name: &str, words: &[&str]) -> bool {
    let parts = parts(name);
    words.iter().any(|word| if word.is_ascii() { parts.iter().any(|part| part == word) } else { name.contains(word) })
}

/// `deal_closeDate` → `deal`, `close`, `date`.
fn parts(name: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut after_small = false;
    for letter in name.chars() {
        let begins = !letter.is_alphanumeric() || (letter.is_uppercase() && after_small);
        if begins {
            parts.push(String::new());
        }
        if let (true, Some(part)) = (letter.is_alphanumeric(), parts.last_mut()) {
            part.extend(letter.to_lowercase());
        }
        after_small = letter.is_lowercase();
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// Money or an amount that can be summed up.
pub(super) fn is_amount(name: &str) -> bool {
    let english = ["amount", "amt", "revenue", "sales", "value", "turnover", "charges", "income", "total", "freight"];
    let chinese = ["金额", "销售额", "收入", "营业额", "总价", "费用", "销量"];
    holds(name, &english) || holds(name, &["totalcharges", "monthlycharges"]) || holds(name, &chinese)
}

/// What one piece costs.
pub(super) fn is_price(name: &str) -> bool {
    holds(name, &["price", "单价", "价格"])
}

/// How many pieces.
pub(super) fn is_quantity(name: &str) -> bool {
    holds(name, &["quantity", "qty", "销量", "数量"])
}

/// A number that only names something.
pub(super) fn is_id(name: &str) -> bool {
    holds(name, &["id", "no", "number", "code", "key", "index", "编号", "号码", "代码", "phone", "zip", "postal"])
        || name.to_lowercase().ends_with("id")
        || name.to_lowercase().ends_with("number")
}

/// Somebody or something that occurs in several rows and is worth counting once.
pub(super) fn is_counted(name: &str) -> bool {
    let english = ["customer", "client", "user", "member", "account", "order", "invoice", "case", "cust", "orderid"];
    holds(name, &english) || holds(name, &["客户", "用户", "会员", "订单", "顾客"])
}

/// A part of the organisation.
pub(super) fn is_entity(name: &str) -> bool {
    let english = ["region", "branch", "store", "office", "department", "dept", "team", "division", "workgroup"];
    holds(name, &english) || holds(name, &["门店", "区域", "地区", "部门", "分公司", "大区", "店铺"])
}

/// How far something came.
pub(super) fn is_status(name: &str) -> bool {
    holds(name, &["status", "stage", "state", "outcome", "result", "transition", "状态", "阶段", "结果"])
}

/// A value of a status that says it came to a good end.
pub(super) fn is_done(value: &str) -> bool {
    holds(value, &["won", "done", "completed", "complete", "closed", "delivered", "success", "resolved"])
        || holds(value, &["完成", "成功", "成交", "已结"])
}

/// The value of a two-valued text column that says yes.
pub(super) fn is_yes(value: &str) -> bool {
    matches!(value.to_lowercase().as_str(), "y" | "yes" | "true" | "是" | "有")
}

/// Whether less of it is better.
pub(super) fn is_bad(name: &str) -> bool {
    let english = ["churn", "attrition", "complaint", "complaints", "cost", "return", "returns", "returned", "loss"];
    let more = ["cancelled", "defect", "defects", "late", "delay", "discontinued", "overtime", "discount", "freight"];
    let chinese = ["流失", "投诉", "成本", "退货", "取消", "逾期", "费用", "离职", "缺陷"];
    holds(name, &english) || holds(name, &more) || holds(name, &chinese)
}

/// A date about somebody rather than about what happened.
pub(super) fn is_personal_date(name: &str) -> bool {
    holds(name, &["birth", "birthday", "born", "dob", "生日", "出生日期"])
}

/// A date that says when something was to happen, or happened to a part of the rows.
pub(super) fn is_later_date(name: &str) -> bool {
    holds(name, &["due", "required", "shipped", "close", "closed", "end", "updated", "截止", "结束", "到期"])
}

/// A text that may hold a day.
pub(super) fn is_date(name: &str) -> bool {
    holds(name, &["date", "day", "time", "timestamp", "日期", "时间"])
}

/// A number or text that names a month.
pub(super) fn is_month(name: &str) -> bool {
    holds(name, &["month", "yearmonth", "ym", "period", "年月", "月份", "期间"])
}

/// A number that names a year.
pub(super) fn is_year(name: &str) -> bool {
    holds(name, &["year", "yr"]) || name == "年" || name == "年份" || name == "年度"
}

/// An id made of a name; `None` where letters outside ASCII would be lost.
pub(super) fn slug(name: &str) -> Option<String> {
    if !name.is_ascii() {
        return None;
    }
    let lower = name.to_ascii_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    if words.is_empty() { None } else { Some(words.join("-")) }
}

/// Whether a text holds Chinese characters.
pub(super) fn is_chinese(text: &str) -> bool {
    text.chars().any(|letter| ('\u{4e00}'..='\u{9fff}').contains(&letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_taken_apart_into_words() {
        assert_eq!(parts("deal_closeDate"), ["deal", "close", "date"]);
        assert_eq!(parts("case:concept:name"), ["case", "concept", "name"]);
        assert!(is_amount("close_value") && is_amount("TotalCharges") && is_amount("销售额（元）"));
        assert!(!is_amount("valuation") && !is_entity("estate") && is_entity("门店编号"));
        assert!(is_id("CustomerID") && is_id("订单编号") && !is_id("noise"));
        assert!(is_price("UnitPrice") && is_price("单价") && is_quantity("Quantity"));
        assert!(is_done("Won") && !is_done("Engaging") && is_yes("是"));
    }
}
