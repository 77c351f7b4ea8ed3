//! Real files of UCDP, GDELT, TimelineJS and others, which lie beside the repository and never in it.
//! Where they are not there, each test says so and passes.

mod json;
mod rough;
mod support;
mod tables;
mod trip;
