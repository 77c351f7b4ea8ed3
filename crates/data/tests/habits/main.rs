//! What exports, spreadsheets and people do to tables: each habit on a few rows of our own.

mod broken;
mod codes;
mod columns;
mod command;
mod dates;
mod desks;
mod differences;
mod dyads;
mod exits;
mod json;
mod licences;
mod odd;
mod outputs;
mod presets;
mod rows;
mod sets;
mod sources;
mod support;
mod timelines;
