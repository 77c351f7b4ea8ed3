#!/usr/bin/env bash
# The Leptos example as a folder to be served: scripts/leptos.sh FORM OUT. FORM is csr, as `trunk serve` in the example's
# folder shows it, or hydrated, a page that a program prints and the script that takes it over.
set -euo pipefail
form=$1
out=$(mkdir -p "$2" && cd "$2" && pwd -P)
cd "$(dirname "${BASH_SOURCE[0]}")/../examples/leptos-app"
if [ "$form" = csr ]; then
  # NO_COLOR=1, which some systems set, is no value that Trunk reads.
  unset NO_COLOR
  exec trunk build --offline --public-url ./ --dist "$out"
fi
cargo run -q -p leptos-app --bin page --no-default-features --features ssr >"$out/index.html"
cargo rustc -q -p leptos-app --lib --crate-type cdylib --target wasm32-unknown-unknown --no-default-features --features hydrate
wasm-bindgen --target web --no-typescript --out-dir "$out" "$CARGO_TARGET_DIR/wasm32-unknown-unknown/debug/leptos_app.wasm"
