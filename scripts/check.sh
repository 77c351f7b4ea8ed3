# shellcheck shell=bash
# Everything that is asked of the sources before any test runs.

STEPS_PASSED=0
STEPS_FAILED=0

# step NAME COMMAND...: go on after a failure, so that one run shows all of them.
step() {
  local name=$1 started=$SECONDS
  shift
  say "check: $name"
  if "$@" </dev/null; then
    STEPS_PASSED=$((STEPS_PASSED + 1))
    say "check: $name is fine, $((SECONDS - started)) s"
  else
    STEPS_FAILED=$((STEPS_FAILED + 1))
    FAILED_NAMES+=("$name")
    say "check: $name FAILED"
  fi
}

run_checks() {
  FAILED_NAMES=()
  need_wasm
  need_wasm_bindgen
  need_trunk
  need_lints
  local host_args=(-p conflict-timeline --no-default-features --features ssr)
  local wasm_args=(-p conflict-timeline --target "$WASM" --features packs)
  step "format" cargo fmt --all --check
  step "clippy, core, data and benchmarks" cargo clippy -q -p conflict-timeline-rows -p conflict-timeline-core -p conflict-data -p conflict-timeline-bench --all-targets --all-features -- -D warnings
  step "clippy, package on the host" cargo clippy -q "${host_args[@]}" --lib --tests -- -D warnings
  step "clippy, package in wasm" cargo clippy -q "${wasm_args[@]}" --lib --bins --tests -- -D warnings
  step "clippy, counting in wasm" cargo clippy -q -p conflict-timeline-rows --target "$WASM" --lib --tests -- -D warnings
  step "clippy, reader in wasm" cargo clippy -q -p conflict-timeline-reader --target "$WASM" --lib -- -D warnings
  step "clippy, the Leptos example in wasm" cargo clippy -q -p leptos-app --target "$WASM" -- -D warnings
  step "clippy, the same on a server" cargo clippy -q -p leptos-app --no-default-features --features ssr -- -D warnings
  step "clippy, the same hydrated" cargo clippy -q -p leptos-app --no-default-features --features hydrate --target "$WASM" -- -D warnings
  step "the Leptos example, as Trunk builds it" bash scripts/leptos.sh csr "$CARGO_TARGET_DIR/leptos-page"
  step "documentation, core and data" env RUSTDOCFLAGS=-Dwarnings cargo doc -q --no-deps -p conflict-timeline-rows -p conflict-timeline-core -p conflict-data
  step "documentation, package" env RUSTDOCFLAGS=-Dwarnings cargo doc -q --no-deps --lib "${host_args[@]}"
  step "packages of the crates" cargo package --offline -q --no-verify --allow-dirty -p conflict-timeline-rows -p conflict-timeline-core -p conflict-timeline -p conflict-data
  step "architecture" check_architecture
  printf '\n'
  if [ "$STEPS_FAILED" != 0 ]; then printf 'failed check: %s\n' "${FAILED_NAMES[@]}"; fi
  printf 'checks: %d passed, %d failed\n' "$STEPS_PASSED" "$STEPS_FAILED"
  [ "$STEPS_FAILED" = 0 ]
}

# A filter that matches nothing passes in cargo's eyes, not in ours.
check_architecture() {
  cargo test -q -p conflict-timeline-core --all-features architecture 2>&1 |
    awk '{ print } /^test result: / { if ($3 != "ok.") bad = 1; ran += $4 } END { exit bad || !ran }'
}
