//! The query engine against a slow straight-line reference.

mod reference;
mod rows;
mod sequences;
mod sets;
