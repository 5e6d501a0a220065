//! What clause files mean, and what is said of those that mean nothing.

mod cases;
mod near;
mod pages;
mod support;
