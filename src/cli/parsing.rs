//! Parsing of several files at the same time.
//!
//! Reading the clause library is most of the work of a run on a small timeline, and no file needs another to be parsed.

use std::num::NonZero;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{available_parallelism, scope};

use crate::source::Source;
use crate::syntax::{Parsed, parse};

/// More threads than this cost more to start than they save.
const MOST_THREADS: usize = 4;
/// So few bytes are parsed sooner than a second thread starts.
const FEW_BYTES: usize = 8 * 1024;

/// The trees of these texts, in their order.
pub fn parse_all(sources: &[&Source]) -> Vec<Parsed> {
    let bytes: usize = sources.iter().map(|source| source.text.len()).sum();
    let threads = available_parallelism()
        .map_or(1, NonZero::get)
        .min(MOST_THREADS)
        .min(sources.len());
    if threads < 2 || bytes < FEW_BYTES {
        return sources.iter().map(|source| parse(source)).collect();
    }
    let done = Mutex::new(Vec::with_capacity(sources.len()));
    let queue = Queue::new(sources);
    scope(|scope| {
        for _ in 1..threads {
            scope.spawn(|| queue.work(sources, &done));
        }
        queue.work(sources, &done);
    });
    let mut done = done.into_inner().expect("parsing does not panic");
    done.sort_by_key(|(number, _)| *number);
    done.into_iter().map(|(_, parsed)| parsed).collect()
}

/// The numbers of the texts, the longest first, so that no thread is left alone with a long one at the end.
struct Queue {
    order: Vec<usize>,
    next: AtomicUsize,
}

impl Queue {
    fn new(sources: &[&Source]) -> Self {
        let mut order: Vec<usize> = (0..sources.len()).collect();
        order.sort_by_key(|number| std::cmp::Reverse(sources[*number].text.len()));
        Self {
            order,
            next: AtomicUsize::new(0),
        }
    }

    fn work(&self, sources: &[&Source], done: &Mutex<Vec<(usize, Parsed)>>) {
        while let Some(number) = self.order.get(self.next.fetch_add(1, Ordering::Relaxed)) {
            let parsed = parse(sources[*number]);
            done.lock()
                .expect("parsing does not panic")
                .push((*number, parsed));
        }
    }
}
