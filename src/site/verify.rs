//! Whether a folder still is the site that was built: the hashes of its manifest against the files that are there.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use serde::Deserialize;

use super::manifest::{TOOL, hash};
use crate::compare::Since;
use crate::diagnostic::{Diagnostic, Findings};
use crate::scorecard::Period;

/// What vouches for all other files.
pub(super) const MANIFEST: &str = "manifest.json";

/// What a published manifest says, as far as it can be checked.
#[derive(Clone, Debug, Deserialize)]
pub struct Record {
    tool: String,
    /// The version of the tool that built the site.
    pub(super) version: String,
    periods: BTreeMap<String, String>,
    pub(super) inputs: Vec<Entry>,
    pub(super) outputs: Vec<Entry>,
}

/// A file with the BLAKE3 of its bytes.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub(super) struct Entry {
    pub(super) path: String,
    pub(super) hash: String,
}

impl Record {
    /// Reads the manifest of a site; a finding when there is none, or none of ours.
    pub fn read(site: &Path) -> Result<Self, Diagnostic> {
        let path = site.join(MANIFEST);
        let bytes = fs::read(&path).map_err(|error| no_site(site, &format!("`{MANIFEST}` cannot be read: {error}")))?;
        let record: Self = serde_json::from_slice(&bytes)
            .map_err(|error| no_site(site, &format!("`{MANIFEST}` is no manifest this version can read: {error}")))?;
        if record.tool == TOOL { Ok(record) } else { Err(no_site(site, "another tool wrote its manifest")) }
    }

    /// The period each scorecard reports on, by the id of the scorecard.
    pub fn periods(&self) -> BTreeMap<String, Period> {
        let read = |(id, text): (&String, &String)| Some((id.clone(), Period::parse(text)?));
        self.periods.iter().filter_map(read).collect()
    }

    /// Every file the build wrote but the manifest, with the BLAKE3 of its bytes in hexadecimal.
    pub fn outputs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.outputs.iter().map(|entry| (entry.path.as_str(), entry.hash.as_str()))
    }

    /// What each scorecard was compared with, by its id: kept in the site, as the earlier edition may be gone.
    pub fn since(&self, site: &Path) -> Result<BTreeMap<String, Since>, Diagnostic> {
        let is_since = |path: &&str| path.starts_with("data/") && path.ends_with("/since.json");
        let paths = self.outputs.iter().map(|entry| entry.path.as_str()).filter(is_since);
        let read = |path: &str| {
            let bytes = fs::read(site.join(path)).map_err(|error| no_site(site, &format!("`{path}`: {error}")))?;
            let since: Since = serde_json::from_slice(&bytes)
                .map_err(|error| no_site(site, &format!("`{path}` is not as this version writes it ({error})")))?;
            Ok((since.difference.scorecard.clone(), since))
        };
        paths.map(read).collect()
    }

    /// Everything in which the folder is not what the manifest says: files changed, missing, and added.
    ///
    /// The manifest itself has nothing to vouch for it but a second build.
    pub fn check(&self, site: &Path) -> Findings {
        let there = match files(site) {
            Ok(there) => there,
            Err(error) => return no_site(site, &error.to_string()).into(),
        };
        let wanted: BTreeMap<&str, &str> = self.outputs.iter().map(|e| (e.path.as_str(), e.hash.as_str())).collect();
        let changed =
            |(path, hash): (&&str, &&str)| there.get(*path).filter(|own| own != hash).map(|_| (*path).to_owned());
        let missing = wanted.keys().filter(|path| !there.contains_key(**path)).map(|path| (*path).to_owned());
        let added = there.keys().filter(|path| *path != MANIFEST && !wanted.contains_key(path.as_str())).cloned();
        let mut findings = Findings::default();
        let restore = "publish the site again from a build, or find out who wrote to the folder";
        let all = [
            ("site-changed", "not what the build wrote", wanted.iter().filter_map(changed).collect::<Vec<_>>()),
            ("site-missing", "missing from the site", missing.collect()),
            ("site-added", "in the site and not from the build", added.collect()),
        ];
        for (code, what, paths) in all {
            findings.extend(listed(code, what, &paths).map(|finding| finding.help(restore)));
        }
        findings
    }
}

/// A finding about some files, one a note; `None` about none.
pub(super) fn listed(code: &'static str, what: &str, paths: &[String]) -> Option<Diagnostic> {
    let message = match paths {
        [] => return None,
        [_] => format!("1 file is {what}"),
        several => format!("{} files are {what}", several.len()),
    };
    let finding = Diagnostic::error(code, message);
    Some(paths.iter().fold(finding, |finding, path| finding.note(format!("`{path}`"))))
}

/// Every file below a folder, by path with `/`, with its hash; what is neither file nor folder has the hash `no file`.
fn files(site: &Path) -> io::Result<BTreeMap<String, String>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![String::new()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(site.join(&folder))? {
            let entry = entry?;
            let path = format!("{folder}{}", entry.file_name().to_string_lossy());
            let kind = entry.file_type()?;
            if kind.is_dir() {
                folders.push(format!("{path}/"));
            } else if kind.is_file() {
                found.insert(path, hash(&fs::read(entry.path())?));
            } else {
                found.insert(path, "no file".to_owned());
            }
        }
    }
    Ok(found)
}

fn no_site(site: &Path, why: &str) -> Diagnostic {
    Diagnostic::error("no-site", format!("`{}` cannot be verified: {why}", site.display()))
        .help("name the folder a build wrote, with everything in it")
}
