//! From the files to a measure: what its query reads, and what that reads in turn, as a picture.

use std::collections::BTreeMap;

use super::Material;
use super::figure::{Figure, Lineage, LineageColumn, LineageNode};
use super::sheet::Sheet;
use super::sources::short_hash;
use crate::scorecard::{NodeIndex, Reading, Series, Table};

/// A table with more files than this shows them as one.
const FILES: usize = 3;
/// What the measure itself is called in edges.
const MEASURE: &str = "measure";

impl Sheet<'_> {
    /// The way of a measure's numbers; `None` where nothing is read.
    pub fn lineage(&self, node: NodeIndex, material: &Material) -> Option<Figure> {
        let series = self.card.series(node).filter(|series| !series.readings.is_empty())?;
        let say = |key: &str| self.pen.say(&format!("lineage.{key}"), &[]);
        let mut drawn = Drawn::default();
        let tables = material.drop.tables.iter().filter(|table| series.tables.contains(&table.name));
        let (files, tables) = self.files_and_tables(tables, material, &mut drawn);
        if tables.is_empty() {
            return None;
        }
        let mut columns = vec![
            LineageColumn { title: say("files"), nodes: files },
            LineageColumn { title: say("tables"), nodes: tables },
        ];
        for (at, models) in model_columns(series).into_iter().enumerate() {
            let title = if at == 0 { say("models") } else { String::new() };
            columns.push(LineageColumn { title, nodes: models.into_iter().map(model_node).collect() });
        }
        let own = LineageNode { id: MEASURE.into(), title: self.title(node), note: String::new() };
        columns.push(LineageColumn { title: say("measure"), nodes: vec![own] });
        drawn.edges.extend(series.readings.iter().flat_map(read_edges));
        let summary = [("files", drawn.files), ("tables", series.tables.len()), ("models", series.models.len())];
        let summary = summary.map(|(what, count)| self.pen.count(&format!("lineage.{what}.count"), count, &[]));
        let caption = self.pen.caption("lineage", say("title"), self.pen.facts(summary.map(Some)));
        Some(Figure::Lineage(Lineage { caption, columns, edges: drawn.edges }))
    }

    fn files_and_tables<'t>(
        &self,
        tables: impl Iterator<Item = &'t Table>,
        material: &Material,
        drawn: &mut Drawn,
    ) -> (Vec<LineageNode>, Vec<LineageNode>) {
        let mut files: BTreeMap<String, LineageNode> = BTreeMap::new();
        let mut nodes = Vec::new();
        for table in tables {
            let id = table_id(&table.name);
            for node in self.file_nodes(table, material) {
                drawn.edges.push((node.id.clone(), id.clone()));
                files.insert(node.id.clone(), node);
            }
            drawn.files += table.files.len();
            let rows = usize::try_from(table.rows).unwrap_or(usize::MAX);
            let note = self.pen.count("source.rows", rows, &[("rows", &self.pen.number(table.rows))]);
            nodes.push(LineageNode { id, title: table.name.clone(), note });
        }
        (files.into_values().collect(), nodes)
    }

    /// The files of a table, or one box for all of them.
    fn file_nodes(&self, table: &Table, material: &Material) -> Vec<LineageNode> {
        let files: Vec<_> = table.files.iter().filter_map(|file| material.drop.files.get(*file)).collect();
        if let (Some(first), true) = (files.first(), files.len() > FILES) {
            let folder = first.path.rsplit_once('/').map_or("", |(folder, _)| folder);
            let note = self.pen.count("lineage.files.count", files.len(), &[]);
            return vec![LineageNode { id: format!("file {folder}/"), title: format!("{folder}/"), note }];
        }
        let node = |path: &str, hash: &str| LineageNode {
            id: format!("file {path}"),
            title: path.to_owned(),
            note: short_hash(hash),
        };
        files.into_iter().map(|file| node(&file.path, &file.hash)).collect()
    }
}

/// What is gathered on the way.
#[derive(Default)]
struct Drawn {
    edges: Vec<(String, String)>,
    /// How many files the tables have.
    files: usize,
}

fn table_id(name: &str) -> String {
    format!("table {name}")
}

fn model_id(name: &str) -> String {
    format!("model {name}")
}

fn model_node(name: &str) -> LineageNode {
    LineageNode { id: model_id(name), title: name.to_owned(), note: String::new() }
}

/// From all that a statement names to it.
fn read_edges(reading: &Reading) -> Vec<(String, String)> {
    let to = reading.model.as_deref().map_or_else(|| MEASURE.to_owned(), model_id);
    let tables = reading.tables.iter().map(|name| table_id(name));
    tables.chain(reading.models.iter().map(|name| model_id(name))).map(|from| (from, to.clone())).collect()
}

/// The models by how many others they build on, one after another.
fn model_columns(series: &Series) -> Vec<Vec<&str>> {
    let mut depth: BTreeMap<&str, usize> = BTreeMap::new();
    let mut columns: Vec<Vec<&str>> = Vec::new();
    // Readings stand in the order in which models build on each other.
    for reading in &series.readings {
        let Some(name) = &reading.model else { continue };
        let below = reading.models.iter().filter_map(|model| depth.get(model.as_str()));
        let own = below.max().map_or(0, |deepest| deepest + 1);
        depth.insert(name, own);
        columns.resize(columns.len().max(own + 1), Vec::new());
        columns[own].push(name);
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::pen::Pen;
    use crate::report::testing::{Named, made, words};
    use crate::scorecard::Locale;

    fn reading(model: Option<&str>, tables: &[&str], models: &[&str]) -> Reading {
        let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        Reading { model: model.map(ToOwned::to_owned), tables: owned(tables), models: owned(models) }
    }

    #[test]
    fn columns_run_from_files_to_the_measure() {
        let mut made = made();
        let series = &mut made.series[0].1;
        series.models = vec!["a".into(), "b".into()];
        series.readings = vec![
            reading(None, &["orders"], &["b"]),
            reading(Some("a"), &["orders"], &[]),
            reading(Some("b"), &[], &["a"]),
        ];
        let node = made.series[0].0;
        let (material, words) = (made.material(), words(Locale::En));
        let sheet = Sheet::new(Pen { words: &words, links: &Named, book: &made.book }, &material, 0).expect("a sheet");
        let Some(Figure::Lineage(lineage)) = sheet.lineage(node, &material) else { panic!("a picture") };
        let names: Vec<Vec<&str>> = lineage
            .columns
            .iter()
            .map(|column| column.nodes.iter().map(|node| node.title.as_str()).collect())
            .collect();
        assert_eq!(names[1..], [vec!["orders"], vec!["a"], vec!["b"], vec!["Retention rate"]]);
        let edge = |from: &str, to: &str| (from.to_owned(), to.to_owned());
        let expected = [
            edge("table orders", "measure"),
            edge("model b", "measure"),
            edge("table orders", "model a"),
            edge("model a", "model b"),
        ];
        assert!(lineage.edges.ends_with(&expected), "{:?}", lineage.edges);
    }
}
