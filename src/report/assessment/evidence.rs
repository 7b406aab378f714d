//! What it rests on: judgements with their evidence, the panel's query and its answers without names.

use std::collections::BTreeMap;

use serde::Serialize;

use super::sight::Sight;
use crate::report::Material;
use crate::report::sources::{TableView, model_text, table_view};
use crate::report::view::Link;
use crate::scorecard::{Assessment, Rated, Said};

/// More answers than this are not handed out beside the page; their query is.
const MOST_ANSWERS: usize = 10_000;

/// A judgement in force.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EvidenceView {
    /// The factor.
    pub link: Link,
    /// When it was made.
    pub when: String,
    /// Who made it.
    pub by: Option<String>,
    /// The grade.
    pub grade: String,
    /// What it rests on.
    pub text: String,
}

/// One answer, with a number for the person.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AnswerRow {
    /// `2026-Q3`.
    pub period: String,
    /// The id of the entity; empty for the top.
    pub entity: String,
    /// A number for who answered, the same for all answers of a person.
    pub rater: usize,
    /// The id of the factor.
    pub factor: String,
    /// The question, where a factor has several.
    pub item: String,
    /// The grade or number; empty for none.
    pub said: String,
}

/// Query, its place, its models and its tables.
type Source = (Option<String>, String, Vec<(String, String)>, Vec<TableView>);

impl Sight<'_> {
    /// Judgements made up to the period reported on, the latest of each factor.
    pub fn evidence(&self) -> Vec<EvidenceView> {
        let leaves = self.own.assessment.leaves();
        leaves
            .filter_map(|(index, factor)| {
                let Rated::ByJudgement(list) = &factor.rated else { return None };
                let judgement = list.get(self.now(index)?.judgement?)?;
                Some(EvidenceView {
                    link: self.link(index),
                    when: self.pen.period(judgement.when),
                    by: self.pen.some_text(judgement.by.as_ref()),
                    grade: self.pen.text(&self.own.assessment.grades.get(judgement.grade)?.title),
                    text: self.pen.text(&judgement.evidence),
                })
            })
            .collect()
    }

    /// Where the panel's answers come from.
    pub fn source(&self, material: &Material) -> Source {
        let assessment: &Assessment = self.own.assessment;
        let span = assessment.panel.as_ref().map_or(assessment.span, |panel| panel.sql.span);
        let (line, _) = material.sources.line_column(span);
        let path = material.sources.path(span.file);
        let place = self.pen.say("source.place", &[("path", path), ("line", &line.to_string())]);
        let models = self.own.panel.models.iter();
        let models = models.filter_map(|name| Some((name.clone(), model_text(material, name)?))).collect();
        let tables = material.drop.tables.iter().filter(|table| self.own.panel.tables.contains(&table.name));
        let tables = tables.map(|table| table_view(self.pen, material, table)).collect();
        let sql = assessment.panel.as_ref().map(|panel| panel.sql.text.trim_end().to_owned());
        (sql, place, models, tables)
    }

    /// Every answer in the order of the rows, people numbered as they first appear; none where there are too many, or where
    /// small groups are withheld.
    pub fn answers(&self) -> Vec<AnswerRow> {
        let all = &self.own.panel.answers;
        if all.len() > MOST_ANSWERS || self.own.panel.private || self.own.assessment.min_group > 0 {
            return Vec::new();
        }
        let mut people: BTreeMap<(Option<&str>, &str), usize> = BTreeMap::new();
        let mut rows = Vec::with_capacity(all.len());
        for answer in all {
            let next = people.len() + 1;
            let rater = *people.entry((answer.entity.as_deref(), &answer.rater)).or_insert(next);
            rows.push(AnswerRow {
                period: answer.period.to_string(),
                entity: answer.entity.clone().unwrap_or_default(),
                rater,
                factor: answer.factor.clone(),
                item: answer.item.clone().unwrap_or_default(),
                said: match &answer.said {
                    Said::Grade(grade) => grade.clone(),
                    Said::Number(number) => number.to_string(),
                    Said::Nothing => String::new(),
                },
            });
        }
        rows
    }
}
