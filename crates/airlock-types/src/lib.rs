//! The words that every layer of Airlock shares: what a run may use ([`Limits`]) and how it ended ([`Outcome`], [`Report`]).

mod limits;
mod outcome;

pub use limits::Limits;
pub use outcome::{Denied, LimitKind, Outcome, Report};
