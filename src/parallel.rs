//! Large pieces of work, each on a thread of its own.
//!
//! Typst spreads its work over the threads of rayon's pool, and a thread of the pool that waits for such a part takes up any
//! other piece of work meanwhile, on the same stack. If whole documents were such pieces, they would pile up there: 200 PDFs
//! are too many. The threads here only wait while they wait, so a stack holds one document however many there are.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread::{self, Builder};

/// Bytes of stack of a thread: as much as the first thread of a process usually has.
const STACK: usize = 8 << 20;

/// Does two pieces of work at the same time, where the machine has two threads.
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
        // The system may give no thread.
        (waited.or_else(work).expect("the work is done once"), done)
    })
}

/// Does the same with each job, several at a time; the results are in the order of the jobs.
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
