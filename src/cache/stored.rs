//! Answers of the engine as bytes and back.

use super::codec::{Stored, stored};
use crate::scorecard::{
    Amount, Answer, Column, ColumnQuality, Entity, EntityIndex, EntityTree, Listing, Locale, Observation, Panel,
    Period, Reading, Said, Series, SourceRows, TableDates, TableQuality, TestResult, Text,
};

stored! {
    Answer { period, entity, rater, factor, item, said }
    Column { name, data_type }
    ColumnQuality { name, data_type, missing, private, unused }
    Entity { id, title, parent, children }
    Listing { columns, rows, tables, private }
    Observation { period, entity, amount, target, baseline, n }
    Panel { answers, tables, models, readings, private }
    Reading { model, tables, models }
    Series { observations, tables, models, readings, private }
    SourceRows { table, columns, private, rows, total, of_period, of_entity, filtered }
    TableDates { column, behind, rows }
    TableQuality { table, columns, dates, tests }
    TestResult { passed, failed, tested }
}

impl Stored for Amount {
    fn store(&self, to: &mut Vec<u8>) {
        match *self {
            Self::Value(value) => (0_u8, value).store(to),
            Self::Ratio(numerator, denominator) => (1_u8, (numerator, denominator)).store(to),
        }
    }

    fn restore(from: &mut &[u8]) -> Option<Self> {
        match u8::restore(from)? {
            0 => Some(Self::Value(Stored::restore(from)?)),
            1 => Some(Self::Ratio(Stored::restore(from)?, Stored::restore(from)?)),
            _ => None,
        }
    }
}

impl Stored for Said {
    fn store(&self, to: &mut Vec<u8>) {
        match self {
            Self::Grade(grade) => (0_u8, grade.clone()).store(to),
            Self::Number(number) => (1_u8, *number).store(to),
            Self::Nothing => 2_u8.store(to),
        }
    }

    fn restore(from: &mut &[u8]) -> Option<Self> {
        match u8::restore(from)? {
            0 => Stored::restore(from).map(Self::Grade),
            1 => Stored::restore(from).map(Self::Number),
            2 => Some(Self::Nothing),
            _ => None,
        }
    }
}

impl Stored for Period {
    fn store(&self, to: &mut Vec<u8>) {
        self.to_string().store(to);
    }

    fn restore(from: &mut &[u8]) -> Option<Self> {
        let text = String::restore(from)?;
        Self::parse(&text).filter(|period| period.to_string() == text)
    }
}

impl Stored for Text {
    fn store(&self, to: &mut Vec<u8>) {
        let own = |locale| self.has(locale).then(|| self.get(locale).to_owned());
        (own(Locale::Zh), own(Locale::En)).store(to);
    }

    fn restore(from: &mut &[u8]) -> Option<Self> {
        Some(Self::new(Stored::restore(from)?, Stored::restore(from)?))
    }
}

impl Stored for EntityIndex {
    fn store(&self, to: &mut Vec<u8>) {
        self.0.store(to);
    }

    fn restore(from: &mut &[u8]) -> Option<Self> {
        usize::restore(from).map(Self)
    }
}

impl Stored for EntityTree {
    fn store(&self, to: &mut Vec<u8>) {
        self.indexed().map(|(_, entity)| entity.clone()).collect::<Vec<Entity>>().store(to);
    }

    fn restore(from: &mut &[u8]) -> Option<Self> {
        Self::of(Vec::restore(from)?)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::codec::{bytes, value};
    use super::*;

    #[test]
    fn answers_come_back_as_they_were() {
        let period = |text| Period::parse(text).expect("a period");
        let observation = |text, amount| Observation {
            period: period(text),
            entity: Some("north".into()),
            amount,
            target: Some(1e-300),
            baseline: None,
            n: Some(0.1 + 0.2),
        };
        let periods = ["2026", "2026-Q3", "2026-10", "2024-W52", "2024-02-29"];
        let series = Series {
            observations: periods
                .iter()
                .flat_map(|text| [Amount::Value(None), Amount::Ratio(Some(1.0), None)].map(|a| observation(text, a)))
                .collect(),
            tables: vec!["订单".into()],
            models: vec!["m".into()],
            readings: vec![Reading { model: None, tables: vec!["订单".into()], models: Vec::new() }],
            private: true,
        };
        assert_eq!(value::<Series>(&bytes(&series)), Some(series));
        let dates = TableDates { column: "d".into(), behind: -1, rows: BTreeMap::from([(period("2026-10"), 3)]) };
        let test = TestResult { passed: false, failed: 1, tested: 2 };
        let quality =
            TableQuality { table: "t".into(), columns: Vec::new(), dates: Some(dates), tests: vec![(0, test)] };
        assert_eq!(value::<TableQuality>(&bytes(&quality)), Some(quality));
    }

    #[test]
    fn what_people_said_comes_back_as_it_was() {
        let answer = |said| Answer {
            period: Period::parse("2026-Q3").expect("a period"),
            entity: None,
            rater: "甲".into(),
            factor: "f".into(),
            item: Some("q1".into()),
            said,
        };
        let said = [Said::Grade("好".into()), Said::Number(0.1 + 0.2), Said::Nothing];
        let reading = Reading { model: Some("m".into()), tables: vec!["t".into()], models: vec!["n".into()] };
        let panel = Panel {
            answers: said.map(answer).to_vec(),
            tables: vec!["t".into()],
            models: vec!["m".into()],
            readings: vec![reading],
            private: true,
        };
        assert_eq!(value::<Panel>(&bytes(&panel)), Some(panel));
        assert_eq!(value::<Said>(&[3]), None);
        let listing = Listing {
            columns: vec!["expert".into()],
            rows: vec![vec![None], vec![Some("甲".into())]],
            tables: vec!["t".into()],
            private: false,
        };
        assert_eq!(value::<Listing>(&bytes(&listing)), Some(listing));
    }

    #[test]
    fn a_hierarchy_comes_back_and_one_that_leads_nowhere_does_not() {
        let rows = [("a", None), ("b", Some("a")), ("c", Some("b"))];
        let rows =
            rows.map(|(id, parent)| (id.to_owned(), parent.map(str::to_owned), Text::new(None, Some(id.into()))));
        let tree = EntityTree::from_rows(rows.to_vec(), None).expect("a hierarchy");
        assert_eq!(value::<EntityTree>(&bytes(&tree)), Some(tree));
        let stray = Entity { id: None, title: Text::default(), parent: None, children: vec![EntityIndex(7)] };
        assert_eq!(value::<EntityTree>(&bytes(&vec![stray])), None);
        assert_eq!(value::<EntityTree>(&bytes(&Vec::<Entity>::new())), None);
    }
}
