//! `cargo +nightly fuzz run ctl`, from `crates/core`: any bytes as a packed file. Sums are made to fit, or
//! nothing behind them would ever be reached.
#![no_main]

#[path = "../../tests/packed/damage.rs"]
mod damage;

use damage::{DIRECTORY, ENTRY, SECTIONS};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let mut bytes = data.to_vec();
    if bytes.len() >= DIRECTORY + SECTIONS * ENTRY {
        let length = (bytes.len() - 12) as u32;
        bytes[8..12].copy_from_slice(&length.to_le_bytes());
        damage::seal(&mut bytes);
    }
    damage::read(&bytes);
});
