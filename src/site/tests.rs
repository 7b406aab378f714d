//! The whole site of a small book, written and read again.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::{Published, publish};
use crate::diagnostic::Findings;
use crate::report::testing::made;

/// A book's folder with nothing but what a test puts there.
struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder") }
    }

    fn book(&self) -> &Path {
        self.folder.path()
    }

    fn site(&self) -> PathBuf {
        self.folder.path().join("site")
    }

    fn put(&self, path: &str, text: &str) {
        let path = self.folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    fn publish(&self) -> Result<Published, Findings> {
        publish(&made().material(), self.book(), &self.site(), 2, &|| true)
    }

    /// Everything in the site, by path.
    fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let mut found = BTreeMap::new();
        let mut open = vec![self.site()];
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    open.push(path);
                    continue;
                }
                let name = path.strip_prefix(self.site()).expect("inside").to_string_lossy().replace('\\', "/");
                found.insert(name, fs::read(&path).expect("a file"));
            }
        }
        found
    }

    fn text(&self, path: &str) -> String {
        fs::read_to_string(self.site().join(path)).expect("a file of the site")
    }

    /// What stands beside the site.
    fn beside(&self) -> BTreeSet<String> {
        let entries = fs::read_dir(self.folder.path()).expect("a folder");
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect()
    }
}

fn codes(findings: &Findings) -> Vec<&str> {
    findings.sorted().iter().map(|finding| finding.code).collect()
}

#[test]
fn the_same_book_gives_the_same_bytes_and_replaces_itself() {
    let place = Place::new();
    assert_eq!(place.publish().expect("a site").pages, 50);
    let first = place.files();
    place.publish().expect("a site");
    assert_eq!(place.files(), first);
    assert_eq!(place.beside(), BTreeSet::from(["site".to_owned()]));
}

#[test]
fn every_link_leads_to_a_file() {
    let place = Place::new();
    place.publish().expect("a site");
    let files = place.files();
    let mut links = 0;
    for (path, bytes) in files.iter().filter(|(path, _)| is_page(path)) {
        let html = String::from_utf8_lossy(bytes);
        for href in
            html.split(" href=\"").chain(html.split(" src=\"")).skip(1).filter_map(|rest| rest.split('"').next())
        {
            let file = href.split('#').next().unwrap_or_default();
            if file.is_empty() || file.starts_with('<') {
                continue;
            }
            assert!(files.contains_key(&resolve(path, file)), "{path}: {href}");
            links += 1;
        }
    }
    assert!(links > 500, "{links} links were looked at");
}

fn is_page(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|extension| extension == "html")
}

/// The file a relative link leads to.
fn resolve(from: &str, href: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in href.split('/') {
        match part {
            ".." => drop(parts.pop()),
            other => parts.push(other),
        }
    }
    parts.join("/")
}

#[test]
fn what_authors_and_data_say_is_escaped() {
    let place = Place::new();
    place.publish().expect("a site");
    let pages = place.files().into_iter().filter(|(path, _)| is_page(path));
    let html: String = pages.map(|(_, bytes)| String::from_utf8_lossy(&bytes).into_owned()).collect();
    assert!(html.contains("Training hours &lt;script&gt;"));
    assert!(html.contains("East &lt;b&gt;"));
    assert!(html.contains("a &lt; b"), "SQL");
    assert!(!html.contains("hours <script>") && !html.contains("East <b>"));
    assert!(!html.contains(" style="), "the content security policy forbids it");
}

#[test]
fn pages_say_that_data_are_made_up() {
    let place = Place::new();
    place.publish().expect("a site");
    let (zh, en) = (place.text("strategy/index.html"), place.text("en/strategy/index.html"));
    assert!(zh.contains(">虚构数据<") && zh.contains("<html lang=\"zh-Hans\""));
    assert!(en.contains(">made-up data<") && en.contains("<html lang=\"en\""));
}

#[test]
fn initiatives_and_decisions_have_pages_that_others_lead_to() {
    let place = Place::new();
    place.publish().expect("a site");
    let initiatives = place.text("en/strategy/initiatives/index.html");
    assert!(initiatives.contains("chart-gantt") && initiatives.contains("id=\"initiative-desk\""));
    let objective = place.text("en/strategy/customer/keep/index.html");
    assert!(objective.contains("href=\"../../initiatives/index.html#initiative-desk\""), "{objective}");
    assert!(objective.contains("href=\"../../decisions/index.html#decision-hire\""));
    assert!(objective.contains("The desk is not staffed"), "the commentary of the period");
    let decisions = place.text("en/strategy/decisions/index.html");
    assert!(decisions.contains("id=\"decision-hire\"") && decisions.contains("Train again &lt;b&gt;"));
    assert!(!decisions.contains("Not taken yet") && !decisions.contains("Not known yet"), "of a later period");
    assert!(place.text("en/strategy/index.html").contains("href=\"decisions/index.html\""));
}

#[test]
fn without_initiatives_and_decisions_there_are_no_such_pages() {
    let place = Place::new();
    let mut made = made();
    let card = &mut made.book.scorecards[0];
    card.initiatives.clear();
    card.decisions.clear();
    card.nodes[3].commentary.clear();
    publish(&made.material(), place.book(), &place.site(), 2, &|| true).expect("a site");
    let pages = place.files().into_keys().filter(|path| path.contains("initiatives/") || path.contains("decisions/"));
    assert_eq!(pages.collect::<Vec<_>>(), [""; 0]);
    assert!(!place.text("strategy/index.html").contains("initiatives/"));
}

#[test]
fn another_definition_is_another_version() {
    let place = Place::new();
    place.publish().expect("a site");
    let version = |place: &Place| -> String {
        let manifest: serde_json::Value = serde_json::from_str(&place.text("manifest.json")).expect("JSON");
        manifest["definitions"].as_str().expect("a hash").to_owned()
    };
    let first = version(&place);
    assert!(place.text("method/index.html").contains(&first));
    let mut made = made();
    made.sources.add("scorecards/other.yaml", "kind: scorecard\n");
    publish(&made.material(), place.book(), &place.site(), 2, &|| true).expect("a site");
    assert_ne!(version(&place), first);
}

#[test]
fn the_manifest_names_every_file_with_its_hash() {
    let place = Place::new();
    place.publish().expect("a site");
    let manifest: serde_json::Value = serde_json::from_str(&place.text("manifest.json")).expect("JSON");
    let outputs = manifest["outputs"].as_array().expect("outputs");
    let named: BTreeMap<&str, &str> =
        outputs.iter().map(|o| (o["path"].as_str().expect("a path"), o["hash"].as_str().expect("a hash"))).collect();
    let mut files = place.files();
    files.remove("manifest.json");
    assert_eq!(named.len(), files.len());
    for (path, bytes) in &files {
        assert_eq!(named[path.as_str()], blake3::hash(bytes).to_hex().as_str(), "{path}");
    }
    assert_eq!(manifest["inputs"][0]["path"], "data/orders.csv");
    assert_eq!(manifest["queries"][0]["tables"][0], "orders");
}

#[test]
fn scores_are_there_for_machines() {
    let place = Place::new();
    place.publish().expect("a site");
    let scores: serde_json::Value = serde_json::from_str(&place.text("data/strategy/scores.json")).expect("JSON");
    assert_eq!((&scores["scorecard"], &scores["period"]), (&"strategy".into(), &"2026-10".into()));
    let nodes = scores["nodes"].as_array().expect("nodes");
    assert_eq!(nodes.len(), 8 * 4);
    let retention = nodes.iter().find(|n| n["id"] == "customer/keep/retention" && n["entity"] == "group");
    let retention = retention.expect("retention of the group").as_object().expect("an object");
    let fields: Vec<&str> = retention.keys().map(String::as_str).collect();
    assert_eq!(
        fields,
        [
            "id",
            "kind",
            "entity",
            "period",
            "actual",
            "target",
            "score",
            "status",
            "coverage",
            "low",
            "high",
            "weight",
            "effective_weight",
            "stale",
            "status_changes",
            "close_call"
        ]
    );
    // (79.2 − 72) ÷ (84 − 72) × 100
    assert!((retention["score"].as_f64().expect("a score") - 60.0).abs() < 1e-9);
    let csv = place.text("data/strategy/scores.csv");
    assert_eq!(csv.lines().next().map(|head| head.split(',').count()), Some(16));
    assert_eq!(csv.lines().count(), 1 + 8 * 4 * 3);
    assert!(place.text("data/strategy/customer/keep/retention.csv").starts_with("\u{feff}period,entity,actual,"));
}

#[test]
fn what_a_page_shows_can_be_taken_away() {
    let place = Place::new();
    place.publish().expect("a site");
    let numbers: serde_json::Value =
        serde_json::from_str(&place.text("en/strategy/customer/keep/retention/numbers.json")).expect("JSON");
    assert_eq!((&numbers["kind"], &numbers["scorecard"]), (&"measure".into(), &"strategy".into()));
    assert_eq!((&numbers["language"], &numbers["period"]), (&"en".into(), &"2026-10".into()));
    let tables = numbers["tables"].as_array().expect("tables");
    let ids: Vec<&str> = tables.iter().map(|table| table["id"].as_str().expect("an id")).collect();
    assert_eq!(ids, ["working", "entity-table", "periods"]);
    let keys: Vec<&str> =
        tables[2]["columns"].as_array().expect("columns").iter().map(|c| c["key"].as_str().expect("a key")).collect();
    assert_eq!(keys, ["period", "unit", "actual", "target", "score", "status", "remark"]);
    assert_eq!(tables[2]["rows"][0][0], "2026-10");
    assert_eq!((&tables[2]["rows"][0][2], &tables[2]["rows"][0][5]), (&79.2.into(), &"at-risk".into()));
    let csv = place.text("strategy/customer/keep/retention/periods.csv");
    assert_eq!(csv.lines().next(), Some("\u{feff}期间,计量单位,实际值,目标值,得分,状态,备注"));
    assert!(csv.lines().nth(1).is_some_and(|line| line.starts_with("2026-10,%,79.2,84,") && line.contains(",预警,")));
}

#[test]
fn every_table_of_every_page_has_its_csv() {
    let place = Place::new();
    place.publish().expect("a site");
    let mut seen = 0;
    for (path, bytes) in place.files().iter().filter(|(path, _)| is_page(path)) {
        let html = String::from_utf8_lossy(bytes);
        // A table that is folded away continues the one before it.
        let label = |table: &'_ str| {
            table.split_once(" aria-label").map(|(_, label)| label.split('>').next().map(str::to_owned))
        };
        let tables: BTreeSet<_> = html.split("<table ").skip(1).map(label).collect();
        let links = html.matches("<p class=\"download\"><a id=\"csv-").count();
        assert_eq!(links, tables.len(), "{path}: {tables:?}");
        seen += links;
    }
    assert!(seen > 60, "{seen} tables were looked at");
}

#[test]
fn a_briefing_stays_on_its_page() {
    let place = Place::new();
    place.publish().expect("a site");
    let html = place.text("en/strategy/briefing/index.html");
    let main = html.split("<main").nth(1).and_then(|rest| rest.split("</main>").next()).expect("contents");
    let away: Vec<&str> = main.split(" href=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let away: Vec<&str> = away.into_iter().filter(|href| !href.starts_with('#')).collect();
    assert!(away.iter().all(|href| is_csv(href)), "{away:?}");
    assert!(main.contains("<h4 id=\"n.customer.keep.retention\">"));
    assert_eq!(main.matches("<article class=\"brief\"").count(), 3);
    assert!(place.text("en/strategy/briefing/running.css").contains("October 2026"));
}

fn is_csv(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|extension| extension == "csv")
}

#[test]
fn a_folder_that_is_no_site_is_left_alone() {
    let place = Place::new();
    place.put("site/letter.txt", "do not lose this");
    place.put("site/manifest.json", r#"{"name": "somebody else's"}"#);
    assert_eq!(codes(&place.publish().expect_err("refused")), ["site-not-ours"]);
    assert_eq!(place.text("letter.txt"), "do not lose this");
    assert_eq!(place.beside(), BTreeSet::from(["site".to_owned()]));
}

#[test]
fn a_file_in_the_way_is_a_finding() {
    let place = Place::new();
    place.put("site", "a file");
    assert_eq!(codes(&place.publish().expect_err("refused")), ["site-not-ours"]);
}

#[test]
fn a_dead_run_is_cleaned_up_and_its_old_site_comes_back() {
    let place = Place::new();
    place.publish().expect("a site");
    let files = place.files();
    // A run died after it moved the old site away and before the new one took its place.
    fs::rename(place.site(), place.book().join(".site.tmp-old")).expect("renamed");
    place.put(".site.tmp-new/half.html", "half a page");
    place.put("templates/overview.html", "{% broken");
    assert_eq!(codes(&place.publish().expect_err("a template error"))[0], "template");
    assert_eq!(place.files(), files);
    assert_eq!(place.beside(), BTreeSet::from(["site".to_owned(), "templates".to_owned()]));
}

#[test]
fn a_mistake_in_a_books_template_is_told_with_its_place() {
    let place = Place::new();
    place.put(
        "templates/map.html",
        "{% extends \"base.html\" %}\n{% block content %}\n{{ page.headlin }}\n{% endblock %}",
    );
    let findings = place.publish().expect_err("a template error");
    let finding = findings.sorted()[0].clone();
    assert_eq!(finding.file, Some(("templates/map.html".to_owned(), Some(3))));
    assert!(finding.message.contains("undefined"), "{}", finding.message);
    assert!(!place.site().exists());
}

#[test]
fn a_book_overrides_words_and_styles() {
    let place = Place::new();
    place.put("templates/words/en.json", r#"{"status.off-track": "in trouble"}"#);
    place.put("templates/css/own.css", ":root { --page: 60rem; }\n");
    place.publish().expect("a site");
    assert!(place.text("en/strategy/index.html").contains("in trouble"));
    assert!(place.text("assets/scorebook.css").ends_with(":root { --page: 60rem; }\n"));
    assert!(place.text("assets/documents.css").ends_with(":root { --page: 60rem; }\n"));
    let manifest = place.text("manifest.json");
    assert!(manifest.contains("\"templates/words/en.json\""));
}

#[test]
fn a_word_nobody_knows_is_a_finding() {
    let place = Place::new();
    place.put("templates/words/en.json", "{\n\"status.of-track\": \"in trouble\"\n}");
    let findings = place.publish().expect_err("refused");
    assert_eq!(codes(&findings), ["words"]);
    assert!(findings.sorted()[0].message.contains("did you mean `status.off-track`"));
    assert_eq!(findings.sorted()[0].file, Some(("templates/words/en.json".to_owned(), Some(2))));
}

#[test]
fn a_broken_words_file_is_pointed_at() {
    let place = Place::new();
    place.put("templates/words/en.json", "{\n\"status.off-track\": \"in trouble\",\n}");
    place.put("templates/words/zh.json", "{\"status.off-track\": [\"a\"],\n\"status.no-data\": 5}");
    let findings = place.publish().expect_err("refused");
    let told = |finding: &&crate::diagnostic::Diagnostic| {
        let (path, line) = finding.file.clone().expect("a file");
        assert!(finding.help.as_deref().is_some_and(|help| help.contains("{\"key\": \"sentence\"}")));
        (finding.code, path, line)
    };
    let (en, zh) = ("templates/words/en.json".to_owned(), "templates/words/zh.json".to_owned());
    let mut expected = vec![("words", en, Some(3)), ("words", zh.clone(), Some(1)), ("words", zh, Some(2))];
    let mut seen: Vec<_> = findings.sorted().iter().map(told).collect();
    expected.sort();
    seen.sort();
    assert_eq!(seen, expected);
    assert!(!place.site().exists());
}
