//! Waits until files of a book have changed and lie still.
//!
//! What decides is a look at the files. The operating system's word that something happened only makes the look come at
//! once; where it says nothing (network folders, containers, a limit that is reached), a look every few seconds finds
//! the change as well. Reading, our own writing and a file saved as it was change nothing and wake nobody.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::{Duration, Instant};

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::snapshot::{FOLDERS, Snapshot, identity};
use crate::diagnostic::Diagnostic;

/// How long nothing may change before a change counts as over.
const STILL: Duration = Duration::from_millis(150);
/// How long to let words about a change come in.
const BURST: Duration = Duration::from_millis(20);
/// When to stop waiting for files that never lie still.
const STORM: Duration = Duration::from_secs(10);
/// How often to look without being woken.
const LOOK: Duration = Duration::from_secs(2);
/// Looking takes no more than one part in so many of the time.
const SHARE: u32 = 50;

/// Watches the files a book is made of.
#[derive(Debug)]
pub struct Watch {
    root: PathBuf,
    further: BTreeSet<PathBuf>,
    seen: Snapshot,
    /// How long the last look took.
    cost: Duration,
    every: Duration,
    woken: Receiver<()>,
    /// Keeps `woken` open where there is no watcher.
    _wake: SyncSender<()>,
    watcher: Option<RecommendedWatcher>,
    /// Folder → which one it was when watching it began.
    watched: BTreeMap<PathBuf, u64>,
}

impl Watch {
    /// Begins to watch the book in `root`. With `every`, only looks, that often.
    ///
    /// Where the system cannot watch, the warning says so and looking goes on.
    pub fn begin(root: &Path, every: Option<Duration>) -> (Self, Option<Diagnostic>) {
        let (wake, woken) = sync_channel(1);
        let (watcher, warning) = match every {
            Some(_) => (None, None),
            None => match watcher(wake.clone()) {
                Ok(watcher) => (Some(watcher), None),
                Err(error) => (None, Some(deaf(&error))),
            },
        };
        let mut watch = Self {
            root: root.to_owned(),
            further: BTreeSet::new(),
            seen: Snapshot::default(),
            cost: Duration::ZERO,
            every: every.unwrap_or(LOOK),
            woken,
            _wake: wake,
            watcher,
            watched: BTreeMap::new(),
        };
        watch.listen();
        watch.seen = watch.look();
        (watch, warning)
    }

    /// Also looks at these files from now on; paths are relative to the book.
    pub fn also(&mut self, files: impl IntoIterator<Item = PathBuf>) {
        let before = self.further.len();
        let apart = |file: &PathBuf| {
            let mut parts = file.iter();
            let top = parts.next().unwrap_or_default();
            parts.next().is_some() && !FOLDERS.iter().any(|folder| top == *folder)
        };
        self.further.extend(files.into_iter().filter(apart));
        if self.further.len() > before {
            // They are part of what was built: only what happens to them from now on is a change.
            let now = Snapshot::take(&self.root, &self.further);
            self.seen.adopt(&now, &self.further);
        }
    }

    /// Waits for the next change, one during the last build included, and names the files in order.
    pub fn next_change(&mut self) -> Vec<PathBuf> {
        loop {
            self.listen();
            let now = self.look();
            if now != self.seen {
                let still = self.settled(now);
                let changed = self.seen.differences(&still);
                self.seen = still;
                // What came and went within the moment, such as an editor's trial file, is no change.
                if !changed.is_empty() {
                    return changed;
                }
            }
            if self.woken.recv_timeout(self.every.max(self.cost * SHARE)).is_ok() {
                // Words about one change come in bursts; one look does for all of them.
                std::thread::sleep(BURST.max(self.cost));
                let _ = self.woken.try_recv();
            }
        }
    }

    /// The files once they lie still, or go on changing for too long.
    fn settled(&mut self, mut last: Snapshot) -> Snapshot {
        let begin = Instant::now();
        while begin.elapsed() < STORM {
            std::thread::sleep(STILL.max(self.cost));
            let now = self.look();
            if now == last {
                return now;
            }
            last = now;
        }
        last
    }

    fn look(&mut self) -> Snapshot {
        let begin = Instant::now();
        let snapshot = Snapshot::take(&self.root, &self.further);
        self.cost = begin.elapsed();
        snapshot
    }

    /// Watches the folders there are: one that was moved away and came back, or was made anew, is another one.
    fn listen(&mut self) {
        let Some(watcher) = &mut self.watcher else { return };
        let below = FOLDERS.map(|folder| (self.root.join(folder), RecursiveMode::Recursive));
        for (folder, mode) in below.into_iter().chain([(self.root.clone(), RecursiveMode::NonRecursive)]) {
            let is = std::fs::metadata(&folder).ok().filter(std::fs::Metadata::is_dir).map(|meta| identity(&meta));
            if is.as_ref() == self.watched.get(&folder) {
                continue;
            }
            if self.watched.remove(&folder).is_some() {
                let _ = watcher.unwatch(&folder);
            }
            // Where that fails, the next look finds what changed there.
            if let Some(is) = is.filter(|_| watcher.watch(&folder, mode).is_ok()) {
                self.watched.insert(folder, is);
            }
        }
    }
}

/// A watcher that wakes whoever waits. That somebody read a file is no news: a build reads them all.
fn watcher(wake: SyncSender<()>) -> notify::Result<RecommendedWatcher> {
    notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        if !event.is_ok_and(|event| matches!(event.kind, EventKind::Access(_))) {
            // One that is already under way will do.
            let _ = wake.try_send(());
        }
    })
}

fn deaf(error: &notify::Error) -> Diagnostic {
    Diagnostic::warning("watch-unavailable", format!("the system does not tell when files change: {error}"))
        .note(format!("they are looked at every {} seconds instead", LOOK.as_secs()))
        .help("nothing needs to be done; `--poll SECONDS` looks more or less often")
}
