#!/usr/bin/env bash
# Makes the Wasm that reads foreign files, and its glue: reader.sh PROFILE OUT
# Trunk calls it after each build (Trunk.toml), ./dev build before pkg/ is filled.
set -euo pipefail
profile=$1
out=$2
target=wasm32-unknown-unknown
# A release has a profile of its own, in Cargo.toml.
if [ "$profile" = release ]; then args=(--profile reader) folder=reader; else args=() folder=debug; fi

# The crate is an rlib in Cargo.toml: with "cdylib" written there cargo would drop LTO silently.
cargo rustc "${args[@]}" --lib --crate-type cdylib --target "$target" -p conflict-timeline-reader
mkdir -p "$out"
wasm-bindgen --target web --out-name reader --no-typescript --out-dir "$out" \
  "${CARGO_TARGET_DIR:-target}/$target/$folder/conflict_timeline_reader.wasm"
