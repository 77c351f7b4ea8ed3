//! Checks, counts, exports and packs a conflict data set. The command `conflict-data` is a thin shell over this.
//!
//! | module | holds |
//! |---|---|
//! | [`folder`] | a folder of TOML files, read in sorted order |
//! | [`finding`] | what a check has to say, and how it is printed |
//! | [`check`] | what must hold within the set |
//! | [`against`] | what must hold between the set and the documents it is taken from |
//! | [`stats`] | counts |
//! | [`export`] | the set as JSON and CSV, and the JSON Schema |
//! | [`open`](mod@open) | any input as a set, by its content |
//! | [`gzip`] | packed input as far as it goes |
//! | [`report`] | what an import has to say |
//! | [`sheet`] | Excel and Parquet |
//! | [`licence`] | rows that must not be handed on |
//! | [`drawn`] | a complaint with its line, for a terminal |
//! | [`diff`](mod@diff), [`matching`] | the commands of those names |
//! | [`html`](mod@html) | what a reader has without JavaScript |
//! | [`commands`] | what the commands do |
//! | [`reading`], [`output`] | how inputs are read, and where results go |
//! | [`manual`] | the manual page, and completions |
//! | [`pack`] | packed files and language packs |

pub mod against;
pub mod check;
pub mod cli;
pub mod commands;
pub mod diff;
pub mod drawn;
pub mod export;
pub mod finding;
pub mod folder;
pub mod gzip;
pub mod html;
pub mod licence;
pub mod manual;
pub mod matching;
pub mod open;
pub mod output;
pub mod pack;
pub mod reading;
pub mod report;
pub mod sections;
pub mod sheet;
pub mod stats;
pub mod utf16;
