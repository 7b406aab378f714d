//! The place a site is written to: where it really is, and whether what stands there may be replaced.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::manifest::TOOL;
use super::verify::MANIFEST;
use crate::diagnostic::Diagnostic;

/// Who keeps one of these in the folder of the site has a checkout there, which is more than a site.
const CHECKOUT: [&str; 4] = [".git", ".hg", ".svn", ".jj"];

/// The absolute path of a site; a link to a folder is followed, so that the link itself is not replaced.
pub(super) fn resolve(out: &Path) -> Result<PathBuf, Diagnostic> {
    match fs::canonicalize(out) {
        Ok(path) => Ok(path),
        Err(error) if error.kind() == io::ErrorKind::NotFound => match fs::read_link(out) {
            Ok(target) => Err(refused(out, &format!("it is a link to `{}`, which is not there", target.display()))
                .help("make the folder the link leads to, or remove the link")),
            Err(_) => std::path::absolute(out).map_err(|error| unwritable(out, &error)),
        },
        Err(error) => Err(unwritable(out, &error)),
    }
}

/// The folder a site stands in and its name there.
pub(super) fn parts(out: &Path) -> Result<(&Path, &OsStr), Diagnostic> {
    out.parent().zip(out.file_name()).ok_or_else(|| refused(out, "it is no folder a site can be put in").help(ANOTHER))
}

const ANOTHER: &str = "name an empty folder or an earlier site; a build replaces the whole folder";

/// Refuses a folder with files in it that is no site of ours, and one that cannot be swapped.
pub(super) fn check_replaceable(out: &Path) -> Result<(), Diagnostic> {
    if !out.exists() {
        return Ok(());
    }
    if !out.is_dir() {
        return Err(refused(out, "it is a file").help(ANOTHER));
    }
    let mut entries = fs::read_dir(out).map_err(|error| unwritable(out, &error))?;
    if is_read_only(out) {
        return Err(unwritable(out, &io::ErrorKind::PermissionDenied.into()));
    }
    if is_mount(out) {
        return Err(unwritable(out, &io::ErrorKind::ResourceBusy.into()));
    }
    if let Some(name) = CHECKOUT.iter().find(|name| out.join(name).exists()) {
        return Err(refused(out, &format!("it holds `{name}`, so it is a checkout"))
            .help("name a folder inside it; a build replaces the whole folder, and your history with it"));
    }
    if entries.next().is_none() || is_ours(out) {
        return Ok(());
    }
    Err(refused(out, &format!("it holds files, but no {MANIFEST} of a Scorebook site")).help(ANOTHER))
}

/// Whether a folder holds a site written by this tool.
fn is_ours(folder: &Path) -> bool {
    let manifest = fs::read(folder.join(MANIFEST)).ok();
    let manifest = manifest.and_then(|bytes| serde_json::from_slice::<serde_json::Value>(&bytes).ok());
    manifest.is_some_and(|manifest| manifest.get("tool").and_then(|tool| tool.as_str()) == Some(TOOL))
}

/// A folder nobody may write to is protected on purpose, although its name could be given to another.
#[cfg(unix)]
fn is_read_only(folder: &Path) -> bool {
    rustix::fs::access(folder, rustix::fs::Access::WRITE_OK).is_err()
}

#[cfg(not(unix))]
fn is_read_only(folder: &Path) -> bool {
    fs::metadata(folder).is_ok_and(|meta| meta.permissions().readonly())
}

/// Whether a folder is the root of another file system than the folder it stands in.
#[cfg(unix)]
fn is_mount(folder: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let device = |path: &Path| fs::metadata(path).ok().map(|meta| meta.dev());
    folder.parent().is_some_and(|parent| device(parent) != device(folder))
}

#[cfg(not(unix))]
fn is_mount(_folder: &Path) -> bool {
    false
}

fn refused(out: &Path, why: &str) -> Diagnostic {
    Diagnostic::error("site-not-ours", format!("the folder for the site is not replaced: {why}"))
        .in_file(out.display().to_string(), None)
}

/// A finding about a place that cannot be written to.
pub(super) fn unwritable(path: &Path, error: &io::Error) -> Diagnostic {
    Diagnostic::error("site-unwritable", format!("the site cannot be written: {error}"))
        .in_file(path.display().to_string(), None)
        .help(remedy(error.kind()))
}

fn remedy(kind: io::ErrorKind) -> &'static str {
    use io::ErrorKind as Kind;
    match kind {
        Kind::StorageFull | Kind::QuotaExceeded => {
            "make room on this disk: while it is built, a site takes its own size beside the one that is published"
        }
        Kind::FileTooLarge => "allow larger files (`ulimit -f`)",
        Kind::ReadOnlyFilesystem => "the disk can only be read; name another place with --out",
        Kind::ResourceBusy | Kind::CrossesDevices => {
            "a mounted volume cannot be replaced as a whole: name a folder inside it with --out"
        }
        Kind::NotFound => "something else deletes files here while the site is built; build again without it",
        _ => "check that the folder exists and that it, and the folder it is in, are yours to write to",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ours() -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join(MANIFEST), format!("{{\"tool\": \"{TOOL}\"}}")).expect("a file");
        folder
    }

    fn refusal(out: &Path) -> String {
        let finding = check_replaceable(out).expect_err("refused");
        format!("{}: {} | {}", finding.code, finding.message, finding.help.unwrap_or_default())
    }

    #[test]
    fn a_site_and_an_empty_folder_are_replaced() {
        assert!(check_replaceable(ours().path()).is_ok());
        assert!(check_replaceable(tempfile::tempdir().expect("a folder").path()).is_ok());
        assert!(check_replaceable(Path::new("/nowhere/at/all")).is_ok());
    }

    #[test]
    fn a_checkout_is_not_replaced_although_it_holds_a_site() {
        let folder = ours();
        fs::write(folder.path().join(".git"), "gitdir: elsewhere").expect("a file");
        assert!(refusal(folder.path()).contains("it holds `.git`, so it is a checkout | name a folder inside it"));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_followed_and_one_that_leads_nowhere_is_refused() {
        let folder = ours();
        let link = folder.path().join("link");
        std::os::unix::fs::symlink(folder.path().join("site"), &link).expect("a link");
        let finding = resolve(&link).expect_err("refused");
        assert!(finding.message.contains("which is not there"), "{}", finding.message);
        fs::create_dir(folder.path().join("site")).expect("a folder");
        assert!(resolve(&link).expect("a folder").ends_with("site"));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_mounted_volume_is_refused_before_anything_is_rendered() {
        assert!(is_mount(Path::new("/proc")), "else this test tells nothing");
        assert!(refusal(Path::new("/proc")).contains("name a folder inside it"));
    }

    #[test]
    fn every_reason_has_a_remedy_of_its_own() {
        let help = |kind: io::ErrorKind| unwritable(Path::new("x"), &kind.into()).help.unwrap_or_default();
        assert!(help(io::ErrorKind::StorageFull).contains("make room"));
        assert!(help(io::ErrorKind::FileTooLarge).contains("ulimit"));
        assert!(help(io::ErrorKind::PermissionDenied).contains("yours to write to"));
    }
}
