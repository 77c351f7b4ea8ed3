#!/usr/bin/env bash
# Copies the language packs that build.rs made beside the data set: packs.sh PROFILE OUT
# Trunk calls it after each build (Trunk.toml), ./dev build before pkg/ is filled.
set -euo pipefail
profile=$1
out=$2
build=${CARGO_TARGET_DIR:-target}/wasm32-unknown-unknown/$profile/build

# Cargo keeps the folders of older builds: the newest pack tells which one counts.
newest=
if [ -d "$build" ]; then
  newest=$(find "$build" -path '*/conflict-timeline-*/out/*.ctp' -printf '%T@ %h\n' | sort -n | tail -n 1 | cut -d ' ' -f 2-)
fi
if [ -z "$newest" ]; then
  printf '==> warning: no language packs under %s\n' "$build" >&2
  exit
fi
mkdir -p "$out"
cp "$newest"/*.ctp "$out/"
