//! Works through a list on several threads, and hands the results over in the order of the list.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, SyncSender};
use std::thread;

/// Templates include each other; a thread of its own has less room for that than the first one, unless told.
const STACK: usize = 8 << 20;

/// How many results wait to be taken, for each thread: what is made ahead is held in memory.
const AHEAD: usize = 4;

/// Runs everything in `work` on up to `threads` threads, and takes the results on this one, in order. The first error of
/// `take` ends it.
pub(super) fn in_order<T: Sync, R: Send, E>(
    work: &[T],
    threads: usize,
    run: impl Fn(&T) -> R + Sync,
    mut take: impl FnMut(&T, R) -> Result<(), E>,
) -> Result<(), E> {
    let (next, run) = (AtomicUsize::new(0), &run);
    thread::scope(|scope| {
        let threads = threads.clamp(1, work.len().max(1));
        let (send, receive) = mpsc::sync_channel(threads * AHEAD);
        let mut started = 0;
        for _ in 0..threads {
            let (send, next) = (send.clone(), &next);
            let worker = thread::Builder::new().stack_size(STACK);
            started += usize::from(worker.spawn_scoped(scope, move || run_next(work, next, run, &send)).is_ok());
        }
        drop(send);
        if started == 0 {
            return work.iter().try_for_each(|item| take(item, run(item)));
        }
        let (mut early, mut due) = (BTreeMap::new(), 0);
        // Once this ends early nobody receives, and the threads end with their next result.
        for (at, result) in receive {
            early.insert(at, result);
            while let Some(result) = early.remove(&due) {
                take(&work[due], result)?;
                due += 1;
            }
        }
        Ok(())
    })
}

/// Takes one piece of work after another until none is left, or nobody wants the result.
fn run_next<T, R>(work: &[T], next: &AtomicUsize, run: &impl Fn(&T) -> R, send: &SyncSender<(usize, R)>) {
    loop {
        let at = next.fetch_add(1, Ordering::Relaxed);
        let Some(item) = work.get(at) else { return };
        if send.send((at, run(item))).is_err() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_work_whatever_is_done_first() {
        let work: Vec<u64> = (0..40).collect();
        for threads in [0, 1, 3, 100] {
            let mut taken = Vec::new();
            let run = |n: &u64| {
                thread::sleep(Duration::from_millis((40 - n) % 7));
                n * n
            };
            let done = in_order(&work, threads, run, |n, square| {
                taken.push((*n, square));
                Ok::<_, ()>(())
            });
            assert_eq!(done, Ok(()));
            assert_eq!(taken, work.iter().map(|n| (*n, n * n)).collect::<Vec<_>>(), "{threads} threads");
        }
        assert_eq!(in_order(&[], 2, |n: &u64| *n, |_, _| Err("nothing is taken")), Ok(()));
    }

    #[test]
    fn the_first_error_ends_it_and_little_is_done_ahead() {
        let done = AtomicUsize::new(0);
        let work: Vec<usize> = (0..1000).collect();
        let run = |n: &usize| {
            done.fetch_add(1, Ordering::Relaxed);
            *n
        };
        let ended = in_order(&work, 2, run, |_, n| if n == 3 { Err(n) } else { Ok(()) });
        assert_eq!(ended, Err(3));
        assert!(done.load(Ordering::Relaxed) < 3 + 2 * (AHEAD + 2) + 2, "{done:?}");
    }
}
