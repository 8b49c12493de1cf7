//! Runs large jobs, each on a thread of its own.
//!
//! Typst uses rayon's pool. A thread of the pool that waits for a part of its job starts another job meanwhile, on the
//! same stack. If the jobs were whole documents, hundreds of them could pile up on one stack and overflow it. The
//! threads here do nothing while they wait, so each stack holds one document.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread::{self, Builder};

/// Stack size of a thread in bytes, the usual size of a main thread.
const STACK: usize = 8 << 20;

/// Runs two closures in parallel, if the system provides a second thread.
pub fn both<A: Send, B>(one: impl FnOnce() -> A + Send, other: impl FnOnce() -> B) -> (A, B) {
    let one = Mutex::new(Some(one));
    let work = || {
        let work = one.lock().unwrap_or_else(PoisonError::into_inner).take();
        work.map(|work| work())
    };
    thread::scope(|scope| {
        let thread = is_parallel().then(|| Builder::new().stack_size(STACK).spawn_scoped(scope, work));
        let done = other();
        let waited = match thread {
            Some(Ok(thread)) => thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
            Some(Err(_)) | None => None,
        };
        // The system may refuse a thread.
        (waited.or_else(work).expect("the work is done once"), done)
    })
}

/// Runs a function on each job in parallel. The results are in the order of the jobs.
pub fn each<T: Sync, R: Send>(jobs: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let worker = || {
        let mut done = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(job) = jobs.get(index) else { return done };
            done.push((index, work(job)));
        }
    };
    let more = rayon::current_num_threads().min(jobs.len()).saturating_sub(1);
    let mut done = thread::scope(|scope| {
        let threads: Vec<_> = (0..more)
            .filter_map(|_| Builder::new().stack_size(STACK).spawn_scoped(scope, worker).ok())
            .collect();
        let mut done = worker();
        for thread in threads {
            done.extend(thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        done
    });
    done.sort_unstable_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, result)| result).collect()
}

fn is_parallel() -> bool {
    rayon::current_num_threads() > 1
}
