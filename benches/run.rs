//! Runs of one relation with 1,000, 10,000 and 100,000 events under the terms of both suppliers, as far as the text of the JSON
//! report; what an event costs is the figure to compare: the items of a second. Reading the timeline is not measured.
//!
//! `cargo bench --bench run -- --sample-count 3`, or with a filter: `cargo bench --bench run -- krachtig`.

#![allow(
    clippy::disallowed_methods,
    reason = "a benchmark reads the clause files; only the tool itself keeps to `cli`"
)]

#[path = "../tests/rooms/lasting/mod.rs"]
mod lasting;

use std::sync::LazyLock;

use clausec::engine::Options;
use clausec::report::json;
use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use lasting::{Course, Terms, relation};

/// As in the program.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

const EVENTS: [usize; 3] = [1_000, 10_000, 100_000];
/// What happens in one year of a busy relation.
const IN_A_YEAR: [usize; 3] = [1_000, 10_000, 50_000];

static KLANTFOCUS: LazyLock<Terms> = LazyLock::new(|| Terms::read("clauses/klantfocus", &[]));

/// The ceiling on fines is taken for each violation, or it would soon leave no fine to reckon with.
static KRACHTIG_ONLINE: LazyLock<Terms> =
    LazyLock::new(|| Terms::read("clauses/krachtig-online", &[("R-5.2c", "per_violation")]));

fn main() {
    divan::main();
}

fn measure(
    bencher: Bencher<'_, '_>,
    terms: &Terms,
    provision: &str,
    course: Course,
    events: usize,
) {
    let timeline = terms.timeline(&relation(provision, course, events));
    bencher.counter(ItemsCount::new(events)).bench_local(|| {
        let options = Options {
            for_people: false,
            ..Options::default()
        };
        let report = terms.report(black_box(&timeline), &options);
        json(&report.expect("the relation can be reckoned"))
    });
}

#[divan::bench_group(sample_count = 1, sample_size = 1)]
mod klantfocus {
    use super::{Bencher, Course, EVENTS, IN_A_YEAR, KLANTFOCUS, measure};

    #[divan::bench(args = EVENTS)]
    fn settled_soon(bencher: Bencher<'_, '_>, events: usize) {
        measure(bencher, &KLANTFOCUS, "8.d", Course::SettledSoon, events);
    }

    #[divan::bench(args = EVENTS)]
    fn with_violations(bencher: Bencher<'_, '_>, events: usize) {
        measure(bencher, &KLANTFOCUS, "8.d", Course::WithViolations, events);
    }

    #[divan::bench(args = EVENTS)]
    fn many_open(bencher: Bencher<'_, '_>, events: usize) {
        measure(bencher, &KLANTFOCUS, "8.d", Course::ManyOpen, events);
    }

    #[divan::bench(args = &EVENTS[..2])]
    fn growing_arrears(bencher: Bencher<'_, '_>, events: usize) {
        measure(bencher, &KLANTFOCUS, "8.d", Course::GrowingArrears, events);
    }

    #[divan::bench(args = IN_A_YEAR)]
    fn busy_year(bencher: Bencher<'_, '_>, events: usize) {
        measure(bencher, &KLANTFOCUS, "8.d", Course::BusyYear, events);
    }

    #[divan::bench(args = IN_A_YEAR)]
    fn busy_late_year(bencher: Bencher<'_, '_>, events: usize) {
        measure(bencher, &KLANTFOCUS, "8.d", Course::BusyLateYear, events);
    }
}

#[divan::bench_group(sample_count = 1, sample_size = 1)]
mod krachtig_online {
    use super::{Bencher, Course, EVENTS, IN_A_YEAR, KRACHTIG_ONLINE, measure};

    #[divan::bench(args = EVENTS)]
    fn settled_soon(bencher: Bencher<'_, '_>, events: usize) {
        measure(
            bencher,
            &KRACHTIG_ONLINE,
            "3.1",
            Course::SettledSoon,
            events,
        );
    }

    #[divan::bench(args = EVENTS)]
    fn with_violations(bencher: Bencher<'_, '_>, events: usize) {
        measure(
            bencher,
            &KRACHTIG_ONLINE,
            "3.1",
            Course::WithViolations,
            events,
        );
    }

    #[divan::bench(args = EVENTS)]
    fn many_open(bencher: Bencher<'_, '_>, events: usize) {
        measure(bencher, &KRACHTIG_ONLINE, "3.1", Course::ManyOpen, events);
    }

    #[divan::bench(args = &EVENTS[..2])]
    fn growing_arrears(bencher: Bencher<'_, '_>, events: usize) {
        measure(
            bencher,
            &KRACHTIG_ONLINE,
            "3.1",
            Course::GrowingArrears,
            events,
        );
    }

    #[divan::bench(args = IN_A_YEAR)]
    fn busy_year(bencher: Bencher<'_, '_>, events: usize) {
        measure(bencher, &KRACHTIG_ONLINE, "3.1", Course::BusyYear, events);
    }

    #[divan::bench(args = IN_A_YEAR)]
    fn busy_late_year(bencher: Bencher<'_, '_>, events: usize) {
        measure(
            bencher,
            &KRACHTIG_ONLINE,
            "3.1",
            Course::BusyLateYear,
            events,
        );
    }
}
