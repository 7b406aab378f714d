//! Whether files are still what they were: by size, times and identity first, by content where those moved.
//!
//! What the system says of a file counts only when the file was last changed *before* the moment it was looked at, by
//! the clock of its own file system. A change in that very moment could leave size and times as they are. Git calls such
//! a file racily clean.

use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::path::Path;

use super::codec::stored;

/// What the system says of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    size: u64,
    /// When its content changed, in nanoseconds.
    modified: i128,
    /// When anything of it changed, on systems that tell.
    changed: i128,
    /// Which file it is, on which device, on systems that tell.
    identity: (u64, u64),
}

stored! { Stamp { size, modified, changed, identity } }

impl Stamp {
    /// What the system says of a file; `None` where it does not say when it changed.
    pub(super) fn of(metadata: &Metadata) -> Option<Self> {
        let since = metadata.modified().ok()?.duration_since(std::time::UNIX_EPOCH).ok()?;
        let modified = i128::try_from(since.as_nanos()).ok()?;
        let (changed, identity) = identity(metadata);
        Some(Self { size: metadata.len(), modified, changed: changed.unwrap_or(modified), identity })
    }

    /// Whether the file was last changed before a moment, by the clock of one file system.
    pub(super) fn is_before(&self, moment: &Self) -> bool {
        self.identity.1 == moment.identity.1 && self.modified.max(self.changed) < moment.modified.max(moment.changed)
    }
}

#[cfg(unix)]
fn identity(metadata: &Metadata) -> (Option<i128>, (u64, u64)) {
    use std::os::unix::fs::MetadataExt as _;
    let changed = i128::from(metadata.ctime()) * 1_000_000_000 + i128::from(metadata.ctime_nsec());
    (Some(changed), (metadata.ino(), metadata.dev()))
}

#[cfg(not(unix))]
fn identity(_: &Metadata) -> (Option<i128>, (u64, u64)) {
    (None, (0, 0))
}

/// Files by path with `/`; folders end in `/` and have no stamp.
pub(super) type Listing = BTreeMap<String, Option<Stamp>>;

/// Everything at `name` in a folder, and below it; nothing where there is nothing. `None` where something is neither
/// file nor folder, such as a link: what it leads to is not looked at.
pub(super) fn list(root: &Path, name: &str, into: &mut Listing) -> Option<()> {
    let Ok(metadata) = fs::symlink_metadata(root.join(name)) else { return Some(()) };
    if metadata.is_file() {
        into.insert(name.to_owned(), Some(Stamp::of(&metadata)?));
        return Some(());
    }
    if !metadata.is_dir() {
        return None;
    }
    into.insert(format!("{name}/"), None);
    for entry in fs::read_dir(root.join(name)).ok()? {
        let below = entry.ok()?.file_name().into_string().ok()?;
        list(root, &format!("{name}/{below}"), into)?;
    }
    Some(())
}

/// Every file and folder in a folder, by path relative to it; `None` as for [`list`], and where there is no folder.
pub(super) fn list_all(folder: &Path) -> Option<Listing> {
    let mut listing = Listing::new();
    for entry in fs::read_dir(folder).ok()? {
        list(folder, &entry.ok()?.file_name().into_string().ok()?, &mut listing)?;
    }
    Some(listing)
}

/// The BLAKE3 of a file's bytes.
pub(super) fn hash(path: &Path) -> Option<[u8; 32]> {
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(fs::File::open(path).ok()?).ok()?;
    Some(*hasher.finalize().as_bytes())
}

/// A file as it was: what the system said of it, where that counts, and its hash. A folder has neither.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Known {
    stamp: Option<Stamp>,
    hash: Option<[u8; 32]>,
}

stored! { Known { stamp, hash } }

/// Looks at every file of a listing that was made at or after `moment`; `None` where one cannot be read.
pub(super) fn known(root: &Path, listing: &Listing, moment: &Stamp) -> Option<BTreeMap<String, Known>> {
    let look = |(path, stamp): (&String, &Option<Stamp>)| {
        let hash = stamp.map(|_| hash(&root.join(path)));
        let hash = if let Some(hash) = hash { Some(hash?) } else { None };
        Some((path.clone(), Known { stamp: stamp.filter(|stamp| stamp.is_before(moment)), hash }))
    };
    listing.iter().map(look).collect()
}

impl Known {
    /// The hash in hexadecimal; `None` for a folder.
    pub(super) fn hex(&self) -> Option<String> {
        self.hash.map(|hash| blake3::Hash::from_bytes(hash).to_hex().to_string())
    }
}

/// Whether a folder's files are those that were known, neither more nor fewer.
pub(super) fn is_same(root: &Path, listing: &Listing, was: &BTreeMap<String, Known>) -> bool {
    let same = |(path, stamp): (&String, &Option<Stamp>)| {
        let Some(was) = was.get(path) else { return false };
        match stamp {
            None => was.hash.is_none(),
            Some(_) if was.hash.is_none() => false,
            Some(stamp) => was.stamp == Some(*stamp) || hash(&root.join(path)) == was.hash,
        }
    };
    listing.len() == was.len() && listing.iter().all(same)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stamp(path: &Path) -> Stamp {
        Stamp::of(&fs::metadata(path).expect("there")).expect("times")
    }

    fn later(than: &Stamp, by: i128) -> Stamp {
        Stamp { modified: than.modified + by, changed: than.changed + by, ..*than }
    }

    #[test]
    fn a_file_changed_in_the_moment_it_was_looked_at_is_hashed_again() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir(folder.path().join("data")).expect("a folder");
        let path = folder.path().join("data/a.csv");
        fs::write(&path, "a\n1\n").expect("writable");
        let mut listing = Listing::new();
        list(folder.path(), "data", &mut listing).expect("files");
        assert_eq!(listing.keys().collect::<Vec<_>>(), ["data/", "data/a.csv"]);
        let own = stamp(&path);
        // Another content under the same stamp: a change within one tick of the clock, as far as anybody can tell.
        let fake = |known: BTreeMap<String, Known>| -> BTreeMap<String, Known> {
            known
                .into_iter()
                .map(|(path, known)| (path, Known { hash: known.hash.map(|_| [7; 32]), ..known }))
                .collect()
        };
        let racy = known(folder.path(), &listing, &own).expect("readable");
        assert!(is_same(folder.path(), &listing, &racy), "by its hash");
        assert!(!is_same(folder.path(), &listing, &fake(racy)), "its stamp does not count");
        let settled = known(folder.path(), &listing, &later(&own, 1)).expect("readable");
        assert!(is_same(folder.path(), &listing, &fake(settled)), "its stamp counts, and nothing is read");
    }

    #[test]
    fn a_touched_file_is_the_same_and_changed_added_and_removed_ones_are_not() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path();
        fs::create_dir(root.join("data")).expect("a folder");
        for name in ["a", "b"] {
            fs::write(root.join("data").join(name), name).expect("writable");
        }
        let listing = || {
            let mut listing = Listing::new();
            list(root, "data", &mut listing).map(|()| listing)
        };
        let first = listing().expect("files");
        let was = known(root, &first, &later(&stamp(&root.join("data/b")), 1_000_000_000)).expect("readable");
        let same = || listing().is_some_and(|now| is_same(root, &now, &was));
        assert!(same());
        fs::write(root.join("data/a"), "a").expect("writable");
        assert!(same(), "written again with the same content");
        fs::write(root.join("data/a"), "x").expect("writable");
        assert!(!same(), "changed, of the same size");
        fs::write(root.join("data/a"), "a").expect("writable");
        fs::write(root.join("data/c"), "c").expect("writable");
        assert!(!same(), "added");
        fs::remove_file(root.join("data/c")).expect("removed");
        fs::rename(root.join("data/b"), root.join("data/d")).expect("renamed");
        assert!(!same(), "renamed");
        fs::remove_file(root.join("data/d")).expect("removed");
        fs::create_dir(root.join("data/b")).expect("a folder");
        assert!(!same(), "a folder in the place of a file");
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink("a", root.join("data/link")).expect("a link");
            assert!(listing().is_none(), "a link");
        }
    }
}
