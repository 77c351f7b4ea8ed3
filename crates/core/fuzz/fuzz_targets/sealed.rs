//! `cargo +nightly fuzz run sealed`, from `crates/core`: any bytes as the tables of a sealed set. Their checksum is made to
//! fit, or nothing behind it would ever be reached.
#![no_main]

#[path = "../../tests/packed/sealed.rs"]
mod sealed;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    sealed::read(data);
});
