//! What statements read, models resolved; remembered by their text, so that DuckDB need not start to tell.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::OnceLock;

use super::codec;
use super::key::{Key, KeyBuilder};
use super::store::Cache;
use crate::engine::{DuckDb, Named, Parser};
use crate::scorecard::{Model, Sql};

const KIND: &str = "reads";

/// Who knows what statements read.
pub(super) struct Reads {
    cache: Cache,
    /// Names of tables and models as the drop and the book spell them: what a word in a statement means depends on them.
    tables: Vec<String>,
    models: BTreeMap<String, (Model, Named)>,
    names: Key,
    scratch: PathBuf,
    parser: OnceLock<Option<Parser>>,
}

/// Everything a statement reads, models resolved, in lower case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Closure {
    pub(super) tables: BTreeSet<String>,
    pub(super) models: BTreeSet<String>,
}

impl Closure {
    /// What both read.
    pub(super) fn with(mut self, other: Self) -> Self {
        self.tables.extend(other.tables);
        self.models.extend(other.models);
        self
    }
}

impl Reads {
    /// `None` where it cannot be told what a model reads.
    pub(super) fn new(
        cache: &Cache,
        tables: Vec<String>,
        models: &[Model],
        scratch: PathBuf,
        engine: Option<&DuckDb>,
    ) -> Option<Self> {
        let names = Key::of("names").texts(&tables).texts(models.iter().map(|model| &model.name)).done();
        let (cache, parser) = (cache.clone(), OnceLock::new());
        let empty = models.iter().map(|model| (model.name.to_lowercase(), (model.clone(), Named::default())));
        let mut reads = Self { cache, tables, models: empty.collect(), names, scratch, parser };
        let own = models.iter().map(|model| Some((model, reads.named(&model.sql, engine)?)));
        let own: Vec<(&Model, Named)> = own.collect::<Option<_>>()?;
        reads.models =
            own.into_iter().map(|(model, named)| (model.name.to_lowercase(), (model.clone(), named))).collect();
        Some(reads)
    }

    /// What a statement itself names.
    fn named(&self, sql: &Sql, engine: Option<&DuckDb>) -> Option<Named> {
        let key = Key::of(KIND).key(&self.names).text(&sql.text).done();
        let kept = self.cache.get(KIND, &key).and_then(|bytes| codec::value::<(Vec<String>, Vec<String>)>(&bytes));
        if let Some((tables, models)) = kept {
            return Some(Named { tables: tables.into_iter().collect(), models: models.into_iter().collect() });
        }
        let named = match engine {
            Some(engine) => engine.reads(sql)?,
            None => self.parser()?.reads(sql)?,
        };
        let lists: (Vec<String>, Vec<String>) =
            (named.tables.iter().cloned().collect(), named.models.iter().cloned().collect());
        self.cache.put(KIND, &key, &codec::bytes(&lists));
        Some(named)
    }

    fn parser(&self) -> Option<&Parser> {
        let open = || {
            let models = self.models.values().map(|(model, _)| model.name.as_str());
            Parser::open(self.tables.iter().map(String::as_str), models, &self.scratch)
        };
        self.parser.get_or_init(open).as_ref()
    }

    /// Everything a statement reads; `None` where that cannot be told.
    pub(super) fn closure(&self, sql: &Sql, engine: Option<&DuckDb>) -> Option<Closure> {
        let named = self.named(sql, engine)?;
        let mut closure = Closure { tables: named.tables, models: BTreeSet::new() };
        let mut open: Vec<String> = named.models.into_iter().collect();
        self.resolve(&mut open, &mut closure)?;
        Some(closure)
    }

    /// Everything reading a table or model by its name means.
    pub(super) fn closure_of_name(&self, name: &str) -> Option<Closure> {
        let lower = name.to_lowercase();
        if self.tables.iter().any(|table| table.to_lowercase() == lower) {
            return Some(Closure { tables: BTreeSet::from([lower]), models: BTreeSet::new() });
        }
        let mut closure = Closure::default();
        self.resolve(&mut vec![lower], &mut closure)?;
        Some(closure)
    }

    /// Everything all models read.
    pub(super) fn closure_of_models(&self) -> Option<Closure> {
        let mut closure = Closure::default();
        self.resolve(&mut self.models.keys().cloned().collect(), &mut closure)?;
        Some(closure)
    }

    fn resolve(&self, open: &mut Vec<String>, closure: &mut Closure) -> Option<()> {
        while let Some(next) = open.pop() {
            let (_, named) = self.models.get(&next)?;
            if closure.models.insert(next) {
                closure.tables.extend(named.tables.iter().cloned());
                open.extend(named.models.iter().cloned());
            }
        }
        Some(())
    }

    /// Adds all that is read to a key: the content of tables, the statements of models.
    pub(super) fn add(&self, key: KeyBuilder, closure: &Closure, tables: &BTreeMap<String, Key>) -> Option<KeyBuilder> {
        let mut key = key.number(closure.tables.len() as u64).number(closure.models.len() as u64);
        for table in &closure.tables {
            key = key.key(tables.get(table)?);
        }
        for model in &closure.models {
            let (Model { name, sql, description: _, materialize }, _) = self.models.get(model)?;
            key = key.text(name).number(u64::from(*materialize)).text(&sql.text);
        }
        Some(key)
    }
}
