//! A small book that several tests build, change and build again.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::{said, scorebook};

/// One objective with two measures over one table.
pub(crate) const CARD: &str = "\
kind: scorecard
id: sales
title: Sales
period: month
perspectives:
  - id: customer
    title: Customer
    weight: 100
    objectives:
      - id: grow
        title: Grow
        weight: 100
        measures:
          - id: revenue
            title: Revenue
            unit: ¥
            better: higher
            weight: 50
            baseline: 0
            target: 100
            sql: SELECT month AS period, sum(amount) AS value FROM orders GROUP BY ALL
          - id: orders
            title: 订单|数
            unit: orders
            better: higher
            weight: 50
            baseline: 0
            target: 10
            sql: SELECT month AS period, count(*) AS value FROM orders GROUP BY ALL
";

/// Two orders: revenue 50, so 50 points; orders 2, so 20 points: 35 together.
pub(crate) const ORDERS: &str = "month,amount\n2026-10,30\n2026-10,20\n";

/// A book in a temporary folder.
pub(crate) struct Book {
    folder: tempfile::TempDir,
}

impl Book {
    pub(crate) fn new() -> Self {
        let book = Self { folder: tempfile::tempdir().expect("a temporary folder") };
        book.write("scorebook.yaml", "title: T\nlocales: [en]\n");
        book.write("scorecards/sales.yaml", CARD);
        book.write("data/orders.csv", ORDERS);
        book
    }

    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.root().join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
        std::fs::write(path, text).expect("writable");
    }

    pub(crate) fn change(&self, from: &str, to: &str) {
        assert!(CARD.contains(from), "{from}");
        self.write("scorecards/sales.yaml", &CARD.replace(from, to));
    }

    pub(crate) fn site(&self, name: &str) -> PathBuf {
        let out = self.root().join(name);
        let built = scorebook([Path::new("build"), self.root(), Path::new("--quiet"), Path::new("--out"), &out]);
        assert!(built.status.success(), "{}", said(&built));
        out
    }

    pub(crate) fn git(&self, arguments: &[&str]) {
        let identity = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"];
        let done = Command::new("git").arg("-C").arg(self.root()).args(identity).args(arguments).output();
        let done = done.expect("git runs");
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    }
}
