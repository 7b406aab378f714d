//! The facts of a case, and the comparison with what was found.

use serde_json::Value;

/// One case.
pub(crate) struct Case(Value);

fn all() -> Vec<Value> {
    serde_json::from_str(include_str!("cases.json")).expect("JSON")
}

/// The ids of all cases.
pub(crate) fn ids() -> Vec<String> {
    all().iter().map(|case| case["id"].as_str().expect("an id").to_owned()).collect()
}

impl Case {
    /// The case with an id.
    pub(crate) fn of(id: &str) -> Self {
        Self(all().into_iter().find(|case| case["id"] == id).unwrap_or_else(|| panic!("no case {id}")))
    }

    /// What stands at a path such as `inputs/matrix`.
    pub(crate) fn at(&self, path: &str) -> &Value {
        self.0.pointer(&format!("/{path}")).unwrap_or_else(|| panic!("{}: nothing at {path}", self.0["id"]))
    }

    /// A number.
    pub(crate) fn number(&self, path: &str) -> f64 {
        self.at(path).as_f64().unwrap_or_else(|| panic!("no number at {path}"))
    }

    /// Numbers in a row; a number alone is a row of one.
    pub(crate) fn row(&self, path: &str) -> Vec<f64> {
        row(self.at(path))
    }

    /// Rows of numbers.
    pub(crate) fn rows(&self, path: &str) -> Vec<Vec<f64>> {
        self.at(path).as_array().expect("rows").iter().map(row).collect()
    }

    /// Compares what was found with what is expected at a path below `expected`, to the tolerance of the case; and with
    /// what was printed under the same path, to the digits printed.
    pub(crate) fn check(&self, path: &str, found: &[f64]) {
        self.near(path, found, &self.row(&format!("expected/{path}")), self.number("tolerance"));
        let Some(printed) = self.0.pointer(&format!("/published/{path}")).filter(|printed| !printed.is_string()) else {
            return;
        };
        let tolerance = &self.0["published_tolerance"];
        let tolerance =
            tolerance.as_f64().or_else(|| tolerance[path].as_f64()).expect("a tolerance of what was printed");
        self.near(path, found, &row(printed), tolerance);
    }

    fn near(&self, path: &str, found: &[f64], expected: &[f64], tolerance: f64) {
        let (id, source) = (&self.0["id"], &self.0["source"]);
        assert_eq!(found.len(), expected.len(), "{id} ({source}), {path}: {found:?}");
        for (found, expected) in found.iter().zip(expected) {
            assert!((found - expected).abs() <= tolerance, "{id} ({source}), {path}: {found} is not {expected}");
        }
    }
}

fn row(value: &Value) -> Vec<f64> {
    match value.as_array() {
        Some(numbers) => numbers.iter().map(|number| number.as_f64().expect("a number")).collect(),
        None => vec![value.as_f64().expect("a number")],
    }
}
