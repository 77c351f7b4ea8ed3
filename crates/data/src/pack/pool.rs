//! Work on several threads at once, with few jobs waiting.

use anyhow::{Result, bail};
use std::sync::mpsc::sync_channel;
use std::sync::{Mutex, PoisonError};
use std::thread;

/// Calls `work` for every job that `produce` sends, and gathers what comes of it in any order. The first failure ends
/// all.
///
/// # Errors
/// What the producer or a worker fails with.
pub(super) fn pool<J: Send, R: Send>(
    produce: impl FnOnce(&mut dyn FnMut(J) -> Result<()>) -> Result<()>,
    work: impl Fn(J) -> Result<R> + Sync,
) -> Result<Vec<R>> {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let (sender, receiver) = sync_channel::<J>(1);
    let receiver = Mutex::new(Some(receiver));
    let results = Mutex::new((Vec::new(), None));
    let worker = || {
        loop {
            let job = match &*receiver.lock().unwrap_or_else(PoisonError::into_inner) {
                Some(receiver) => receiver.recv(),
                None => return,
            };
            let Ok(job) = job else { return };
            let result = work(job);
            let mut all = results.lock().unwrap_or_else(PoisonError::into_inner);
            match result {
                Ok(result) => all.0.push(result),
                Err(error) => {
                    all.1.get_or_insert(error);
                    drop(all);
                    // Nobody listens any more: the producer stops.
                    *receiver.lock().unwrap_or_else(PoisonError::into_inner) = None;
                    return;
                }
            }
        }
    };
    let produced = thread::scope(|scope| {
        (0..threads).for_each(|_| drop(scope.spawn(worker)));
        let produced = produce(&mut |job| match sender.send(job) {
            Ok(()) => Ok(()),
            Err(_) => bail!("the work was given up"),
        });
        drop(sender);
        produced
    });
    let (all, error) = results.into_inner().unwrap_or_else(PoisonError::into_inner);
    if let Some(error) = error {
        return Err(error);
    }
    produced.map(|()| all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_jobs_are_done_or_the_first_failure_is_told() {
        let produce = |send: &mut dyn FnMut(u32) -> Result<()>| (0..500).try_for_each(send);
        let mut all = pool(produce, |job| Ok(job * 2)).expect("none fails");
        all.sort_unstable();
        assert_eq!(all, (0..500).map(|job| job * 2).collect::<Vec<_>>());
        let failed = pool(produce, |job| if job == 7 { bail!("seven") } else { Ok(job) });
        assert_eq!(failed.expect_err("seven fails").to_string(), "seven");
    }
}
