//! Takes the edition of an evaluated scorecard.

use std::fmt::Write as _;

use super::edition::{Edition, EntityEdition, MeasureEdition, Names, NodeEdition};
use crate::evaluate::{Evaluation, Outcome, curve};
use crate::scorecard::{
    Aggregate, Book, Contract, DataDrop, DataType, Edge, EntityTree, Layout, Locale, Measure, Node, NodeIndex,
    Scorecard, Scoring, Series, Stated, Text, ValueSource,
};

/// What an edition is taken from.
pub struct Taken<'a> {
    /// For its models and contracts.
    pub book: &'a Book,
    /// The scorecard.
    pub scorecard: &'a Scorecard,
    /// Its entities.
    pub entities: &'a EntityTree,
    /// What each measure's query returned.
    pub series: &'a [(NodeIndex, Series)],
    /// What came of it.
    pub evaluation: &'a Evaluation,
    /// The data it is made from.
    pub drop: &'a DataDrop,
    /// The version of the tool.
    pub tool: &'a str,
}

impl Taken<'_> {
    /// The edition.
    pub fn edition(&self) -> Edition {
        let nodes = self.scorecard.indexed().filter_map(|(index, node)| self.node(index, node));
        let below = self.entities.indexed().filter(|(index, _)| *index != EntityTree::TOP);
        let entities = below.filter_map(|(index, entity)| {
            let outcome = self.evaluation.current(index, Scorecard::ROOT)?;
            Some(EntityEdition {
                id: entity.id.clone().unwrap_or_default(),
                title: names(&entity.title),
                score: outcome.score,
                status: outcome.status,
                coverage: outcome.coverage,
            })
        });
        Edition {
            scorecard: self.scorecard.id.clone(),
            title: names(&self.scorecard.title),
            period: self.evaluation.period.to_string(),
            tool: self.tool.to_owned(),
            bands: self.scorecard.bands,
            min_coverage: self.scorecard.min_coverage,
            nodes: nodes.collect(),
            entities: entities.collect(),
        }
    }

    fn node(&self, index: NodeIndex, node: &Node) -> Option<NodeEdition> {
        let outcome = self.evaluation.current(EntityTree::TOP, index)?;
        let child = |edge: &Edge| (self.scorecard.node(edge.child).path.clone(), edge.weight);
        let root = index == Scorecard::ROOT;
        Some(NodeEdition {
            id: node.path.clone(),
            kind: node.detail.kind().to_owned(),
            title: names(if root { &self.scorecard.title } else { &node.title }),
            rollup: node.rollup,
            critical: node.critical,
            children: node.edges.iter().map(child).collect(),
            measure: node.measure().map(|measure| self.measure(index, measure, outcome)),
            score: outcome.score,
            status: outcome.status,
            coverage: outcome.coverage,
        })
    }

    fn measure(&self, index: NodeIndex, measure: &Measure, outcome: &Outcome) -> MeasureEdition {
        let curve = curve::of(measure, self.scorecard.bands, outcome.baseline, outcome.target);
        let series = self.series.iter().find(|(node, _)| *node == index).map(|(_, series)| series);
        MeasureEdition {
            actual: outcome.actual,
            target: outcome.target,
            counts: measure.scoring != Scoring::Unscored && outcome.applies,
            steps: curve.as_ref().is_some_and(curve::Curve::is_stepped),
            anchors: curve.map(|curve| curve.anchors().to_vec()).unwrap_or_default(),
            scoring: scoring(measure, self.scorecard),
            query: self.query(measure, series),
            data: self.data(series),
            rules: self.rules(measure, series),
            min_group: measure.disclosure.min_group,
        }
    }

    /// A measure without a query is its stated values.
    fn query(&self, measure: &Measure, series: Option<&Series>) -> String {
        let mut hasher = blake3::Hasher::new();
        match &measure.source {
            ValueSource::Query(sql) => hasher.update(sql.text.as_bytes()),
            // What was asked and how it is evaluated, apart from what was answered.
            ValueSource::Result(from) => {
                let asked: Vec<&str> = self.book.statements_behind(from).iter().map(|sql| sql.text.as_str()).collect();
                hasher.update(format!("{from}\0{}", asked.join("\0")).as_bytes())
            }
            ValueSource::Stated(values) => {
                let said: Vec<String> = values.iter().map(|(period, value)| format!("{period} {value}")).collect();
                hasher.update(said.join("\n").as_bytes())
            }
        };
        for name in series.map_or(&[][..], |series| &series.models) {
            let model = self.book.models.iter().find(|model| model.name.eq_ignore_ascii_case(name));
            hasher.update(format!("\0{name}\0{}", model.map_or("", |model| &model.sql.text)).as_bytes());
        }
        hasher.finalize().to_hex().to_string()
    }

    fn data(&self, series: Option<&Series>) -> String {
        let mut hasher = blake3::Hasher::new();
        for table in series.map_or(&[][..], |series| &series.tables) {
            let table = self.drop.tables.iter().find(|known| known.name == *table);
            for file in table.iter().flat_map(|table| &table.files).filter_map(|file| self.drop.files.get(*file)) {
                hasher.update(file.hash.as_bytes());
            }
        }
        hasher.finalize().to_hex().to_string()
    }

    /// `aggregate ratio, carry_forward 2, scale 100, period month`, and how the contracts of its tables read columns.
    fn rules(&self, measure: &Measure, series: Option<&Series>) -> String {
        let aggregate = measure.aggregate.map_or("by its columns", aggregate_word);
        let frequency = measure.frequency.unwrap_or(self.scorecard.frequency);
        let mut rules = format!(
            "aggregate {aggregate}, carry_forward {}, scale {}, period {frequency:?}",
            measure.carry_forward, measure.ratio_scale
        );
        for table in series.map_or(&[][..], |series| &series.tables) {
            let of = |contract: &&Contract| contract.table.eq_ignore_ascii_case(table);
            if let Some(contract) = self.book.contracts.iter().find(of) {
                rules.push_str(&reading(contract));
            }
        }
        rules
    }
}

/// Everything the book says about scoring; that it is written as Rust shows it matters to nobody, as only whether
/// it is the same counts.
fn scoring(measure: &Measure, scorecard: &Scorecard) -> String {
    let said = (&measure.scoring, measure.better, &measure.baseline, &measure.target, scorecard.bands);
    blake3::hash(format!("{said:?}").as_bytes()).to_hex().to_string()
}

fn reading(contract: &Contract) -> String {
    let mut said = format!("; {} {} null {:?}", contract.table, layout(&contract.layout), contract.null_values);
    for column in &contract.columns {
        let (rename, dates) = (column.rename.as_deref().unwrap_or(""), column.dates.as_deref().unwrap_or(""));
        let data_type = column.data_type.map_or("", DataType::word);
        // Writing into a string cannot fail.
        let _ = write!(said, ", {} {rename} {data_type} {:?} {dates}", column.name, column.numbers);
    }
    said
}

/// What a contract says of the files, without where it says so: moving a line changes no value.
fn layout(layout: &Layout) -> String {
    let Layout { files, encoding, delimiter, quote, sheet, begin, header } = layout;
    let files: Vec<&String> = files.iter().map(|pattern| &pattern.value).collect();
    let text = (encoding.as_ref().map(value), delimiter.as_ref().map(value), quote.as_ref().map(value));
    let place = (sheet.as_ref().map(value), begin.as_ref().map(value), header.as_ref().map(value));
    format!("{files:?} {text:?} {place:?}")
}

fn value<T>(stated: &Stated<T>) -> &T {
    &stated.value
}

fn aggregate_word(aggregate: Aggregate) -> &'static str {
    match aggregate {
        Aggregate::Ratio => "ratio",
        Aggregate::Sum => "sum",
        Aggregate::Mean => "mean",
        Aggregate::Last => "last",
        Aggregate::Sql => "sql",
    }
}

fn names(text: &Text) -> Names {
    let own = |locale| text.has(locale).then(|| text.get(locale).to_owned());
    Names { zh: own(Locale::Zh), en: own(Locale::En) }
}
