//! Which entries recent runs used, and the end of those none did.
//!
//! A run that uses the same as an earlier one takes its place: asking for the same a hundred times pushes nothing out.

use std::collections::BTreeSet;
use std::fs;
use std::sync::PoisonError;

use super::key::Key;
use super::store::{Cache, Place, UNFINISHED, entry};

/// How many different runs are remembered.
const REMEMBERED: usize = 6;

const KIND: &str = "recent";

/// Remembers what this run used, and deletes what no remembered run did.
pub(super) fn finish(cache: &Cache, place: &Place) {
    let used = place.used.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let key = Key::of(KIND).done();
    let own = entry(KIND, &key);
    let used: BTreeSet<String> = used.into_iter().filter(|name| *name != own).collect();
    if used.is_empty() {
        return;
    }
    let mut runs = read(&cache.get(KIND, &key).unwrap_or_default());
    runs.retain(|run| *run != used);
    runs.insert(0, used);
    runs.truncate(REMEMBERED);
    cache.put(KIND, &key, written(&runs).as_bytes());
    let kept: BTreeSet<&str> = runs.iter().flatten().map(String::as_str).chain([own.as_str()]).collect();
    sweep(place, &kept);
}

/// A line an entry, a blank line after each run.
fn written(runs: &[BTreeSet<String>]) -> String {
    let run = |run: &BTreeSet<String>| {
        run.iter().map(|name| format!("{name}\n")).chain(["\n".to_owned()]).collect::<String>()
    };
    runs.iter().map(run).collect()
}

fn read(bytes: &[u8]) -> Vec<BTreeSet<String>> {
    let text = String::from_utf8_lossy(bytes);
    let runs = text.split("\n\n").map(|run| run.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect());
    runs.filter(|run: &BTreeSet<String>| !run.is_empty()).collect()
}

/// Deletes entries that are not kept, and what a dead run was writing. Who is still writing loses no more than that.
fn sweep(place: &Place, kept: &BTreeSet<&str>) {
    for kind in fs::read_dir(&place.folder).into_iter().flatten().flatten() {
        let name = kind.file_name().to_string_lossy().into_owned();
        if name.starts_with(UNFINISHED) {
            let _ = fs::remove_file(kind.path());
        }
        if !kind.file_type().is_ok_and(|kind| kind.is_dir()) {
            continue;
        }
        for file in fs::read_dir(kind.path()).into_iter().flatten().flatten() {
            let file_name = file.file_name().to_string_lossy().into_owned();
            let ours = file_name.starts_with(UNFINISHED) || is_key(&file_name);
            if ours && !kept.contains(format!("{name}/{file_name}").as_str()) {
                let _ = fs::remove_file(file.path());
            }
        }
    }
}

/// Whether a file's name is one we give.
fn is_key(name: &str) -> bool {
    name.len() == 64 && name.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn run(root: &Path, names: &[&str]) {
        let cache = Cache::of(root);
        for name in names {
            let key = Key::of(name).done();
            if cache.get("page", &key).is_none() {
                cache.put("page", &key, name.as_bytes());
            }
        }
        cache.finish();
    }

    fn kept(root: &Path, name: &str) -> bool {
        Cache::of(root).get("page", &Key::of(name).done()).is_some()
    }

    #[test]
    fn what_recent_runs_did_not_use_is_dropped_and_strangers_are_left_alone() {
        let book = tempfile::tempdir().expect("a folder");
        let root = book.path();
        fs::write(root.join("scorebook.yaml"), "").expect("writable");
        run(root, &["old", "shared"]);
        let strange = root.join(".scorebook/page/notes.txt");
        let dead = root.join(".scorebook/page/.tmp-dead");
        fs::write(&strange, "mine").expect("writable");
        fs::write(&dead, "half").expect("writable");
        for _ in 0..3 * REMEMBERED {
            run(root, &["shared", "new"]);
        }
        assert!(kept(root, "old"), "the same run again pushes nothing out");
        assert!(!dead.exists() && strange.exists());
        for at in 0..REMEMBERED {
            run(root, &["shared", &format!("{at}")]);
        }
        assert!(!kept(root, "old") && !kept(root, "new"));
        assert!(kept(root, "shared") && kept(root, "0"));
    }
}
