#!/usr/bin/env bash
# The Leptos example as `trunk serve` in its folder shows it: scripts/leptos.sh OUT
set -euo pipefail
out=$(mkdir -p "$1" && cd "$1" && pwd -P)
cd "$(dirname "${BASH_SOURCE[0]}")/../examples/leptos-app"
# NO_COLOR=1, which some systems set, is no value that Trunk reads.
unset NO_COLOR
exec trunk build --offline --public-url ./ --dist "$out"
