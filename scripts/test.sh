# shellcheck shell=bash
# The rings of tests, from the quickest to the slowest, and their counts.

readonly RINGS=(core data html web page)
readonly MORE_RINGS=(page-firefox webkit firefox)

PASSED=0
FAILED=0

run_tests() {
  local ring wanted=() is_all=no lacking=()
  case ${1:-} in
    '') wanted=("${RINGS[@]}") ;;
    --all) wanted=("${RINGS[@]}" "${MORE_RINGS[@]}") && is_all=yes && shift ;;
    *)
      [[ " ${RINGS[*]} ${MORE_RINGS[*]} " == *" $1 "* ]] ||
        lack "a ring of tests named $1" "one of: ${RINGS[*]} ${MORE_RINGS[*]}"
      wanted=("$1") && shift
      ;;
  esac
  local lines=()
  for ring in "${wanted[@]}"; do
    # Among all rings, one that this machine cannot run does not keep the others from running.
    if [ "$is_all" = yes ] && ! ("need_for_${ring//-/_}"); then
      lines+=("$(printf '%-12s NOT RUN: this machine lacks what it needs, see above' "$ring")")
      lacking+=("$ring")
      continue
    fi
    run_ring "$ring" "$@"
    lines+=("$(printf '%-12s %5d passed, %d failed' "$ring" "$RING_PASSED" "$RING_FAILED")")
    PASSED=$((PASSED + RING_PASSED))
    FAILED=$((FAILED + RING_FAILED))
  done
  printf '\n'
  printf '%s\n' "${lines[@]}"
  printf '%d passed, %d failed\n' "$PASSED" "$FAILED"
  [ "$FAILED" = 0 ] || return 1
  [ "${#lacking[@]}" = 0 ] || exit 2
}

# What a ring needs is got first and here: a tool that is missing ends the command, it fails no test.
run_ring() {
  local ring=$1 log=$CARGO_TARGET_DIR/test-$1.log code=0 started=$SECONDS
  shift
  "need_for_${ring//-/_}"
  say "ring $ring"
  "test_${ring//-/_}" "$@" </dev/null 2>&1 | tee "$log" || code=$?
  count_tests "$log"
  if [ "$code" != 0 ] && [ "$RING_FAILED" = 0 ]; then
    say "ring $ring ended with exit code $code and no failed test: counted as one failure"
    RING_FAILED=1
  elif [ "$((RING_PASSED + RING_FAILED))" = 0 ]; then
    say "ring $ring ran no test: counted as a failure"
    RING_FAILED=1
  fi
  say "ring $ring: $RING_PASSED passed, $RING_FAILED failed, $((SECONDS - started)) s"
}

# Adds up cargo's "test result:" lines and node's "# pass", "# fail", "# cancelled".
count_tests() {
  local counts
  counts=$(sed $'s/\033\\[[0-9;]*m//g' "$1" | awk '
    /^test result: / && match($0, /[0-9]+ passed; [0-9]+ failed/) {
      split(substr($0, RSTART, RLENGTH), part, " "); passed += part[1]; failed += part[3]
    }
    /^# pass [0-9]+$/ { passed += $3 }
    /^# (fail|cancelled) [0-9]+$/ { failed += $3 }
    END { print passed + 0, failed + 0 }')
  RING_PASSED=${counts% *}
  RING_FAILED=${counts#* }
}

need_for_core() { need_rust; }
need_for_data() { need_rust; }
need_for_html() { need_rust; }
need_for_web() {
  need_wasm
  need_wasm_bindgen
  need_browser
}
need_for_page() {
  need_wasm
  need_wasm_bindgen
  need_trunk
  need_npm
  need_browser
  want_php
}
need_for_page_firefox() {
  need_for_page
  need_firefox_itself
}
need_for_webkit() {
  need_for_page
  need_webkit
}
need_for_firefox() {
  need_wasm
  need_wasm_bindgen
  need_firefox
}

test_core() { cargo test --no-fail-fast -p conflict-timeline-core -p conflict-timeline-rows --all-features "$@"; }
test_data() { cargo test --no-fail-fast -p conflict-data "$@"; }
test_html() {
  local host=(-p conflict-timeline --no-default-features --features "ssr,files")
  cargo test --no-fail-fast "${host[@]}" --lib --test html "$@" && cargo test --doc "${host[@]}" "$@"
}
# Twenty seconds for all tests of a file, the runner's own limit, are too few on a busy machine.
export WASM_BINDGEN_TEST_TIMEOUT=${WASM_BINDGEN_TEST_TIMEOUT:-300}
test_web() { env -u GECKODRIVER cargo test "${WEB_TESTS[@]}" "$@"; }
test_firefox() { env -u CHROMEDRIVER cargo test "${WEB_TESTS[@]}" "$@"; }
# The mounted element; and counting, which is other code in Wasm than on a host.
WEB_TESTS=(--no-fail-fast --target wasm32-unknown-unknown -p conflict-timeline -p conflict-timeline-rows
  --features conflict-timeline/packs --test web --test counting)

# Real pages, loaded with the package as it ships. A package past its budget fails, and is tested all the same.
test_page() { test_pages "$@" -- tests/page/*.test.mjs; }

# The same pages in Firefox, but for what only Chromium can be asked.
test_page_firefox() {
  local file files=()
  for file in tests/page/*.test.mjs; do
    case $file in */npm.* | */wordpress.* | */layout.* | */looks.* | */surface.*) ;; *) files+=("$file") ;; esac
  done
  FIREFOX=$(command -v firefox || command -v firefox-esr) test_pages --require ./tests/page/firefox.cjs "$@" -- "${files[@]}"
}

test_webkit() { test_pages "$@" -- tests/page/webkit/*.test.mjs; }

# test_pages ARGS -- FILES: with the package built first.
test_pages() {
  local code=0 tap args=()
  while [ "$1" != -- ]; do args+=("$1") && shift; done
  shift
  if ! package_is_fresh; then
    "$ROOT/dev" build || code=1
    [ -f pkg/size.json ] || return 1
  fi
  # Two rings at once must not count each other's tests.
  tap=$(mktemp "$CARGO_TARGET_DIR/test-page.XXXXXX")
  node "${args[@]}" --test --test-reporter=spec --test-reporter-destination=stdout \
    --test-reporter=tap --test-reporter-destination="$tap" "$@" || code=1
  # The totals close the file; a test's own words may stand before them.
  tail -n 8 "$tap" | grep -E '^# (pass|fail|cancelled) [0-9]+$'
  rm -f "$tap"
  return "$code"
}
