//! One test binary, one module for each room; the cases lie in `tests/cases/<room>/`.

mod diagnostic;
mod timeline;
