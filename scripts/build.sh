# shellcheck shell=bash
# The release package: wasm, its glue, the element, the loader, style and language packs in pkg/.

readonly OUT_NAME=conflict-timeline

# What the wasm may use: the compiler's six default features, and SIMD for counting bits. Never --all-features: that lets
# wasm-opt write forms that no browser reads yet ("Invalid import kind 127").
WASM_FEATURES=(bulk-memory sign-ext nontrapping-float-to-int mutable-globals multivalue reference-types simd)
BINDGEN_FLAGS=(--target web --out-name "$OUT_NAME" --no-typescript)

# No --force-enable-abort-handler: it would let the page hear of an abort, and shut out the browsers without
# exnref and WebAssembly.JSTag, which are those before Chrome 137, Firefox 131 and Safari 18.4.

build_package() {
  need_wasm
  need_wasm_bindgen
  need_npm
  # All is made beside pkg/ first, so that a failed build leaves the last good one alone.
  local stage=$CARGO_TARGET_DIR/package started=$SECONDS
  rm -rf "$stage"
  mkdir -p "$stage/raw" "$stage/pkg"
  compile_wasm "$stage"
  bash scripts/reader.sh release "$stage/raw"
  optimise_wasm "$stage"
  minify_scripts "$stage"
  cp www/frame.html www/builder.html LICENSE-MIT LICENSE-APACHE "$stage/pkg/"
  bash scripts/packs.sh release "$stage/pkg/lang"
  # What was generated before goes; what is written by hand stays.
  mkdir -p pkg
  rm -rf pkg/*.{js,css,html,wasm,br,gz} pkg/lang pkg/size.json pkg/manifest.json
  cp -r "$stage/pkg/." pkg/
  node scripts/manifest.mjs pkg
  say "pkg/ made in $((SECONDS - started)) s"
  node scripts/sizes.mjs pkg
}

# The crate is an rlib in Cargo.toml: with "cdylib" written there cargo would drop LTO silently.
compile_wasm() {
  local stage=$1
  say "compiling for release"
  # Paths of the building machine are no one's business, and bytes.
  local registry flags="${RUSTFLAGS:-} -Ctarget-feature=+simd128 --remap-path-prefix=$ROOT="
  for registry in "${CARGO_HOME:-$HOME/.cargo}"/registry/src/*/; do
    flags+=" --remap-path-prefix=$registry="
  done
  export RUSTFLAGS=$flags
  cargo rustc --release --lib --crate-type cdylib --target "$WASM" -p conflict-timeline
  say "wasm-bindgen"
  wasm-bindgen "${BINDGEN_FLAGS[@]}" --out-dir "$stage/raw" "$CARGO_TARGET_DIR/$WASM/release/conflict_timeline.wasm"
}

optimise_wasm() {
  local stage=$1
  say "wasm-opt"
  # The linker puts the stack first (rustc's --stack-first): its last kilobyte is what lies under address 1,024, and no
  # pointer into it is ever reckoned from. With that said, and in two rounds, 2.3 kB less travel; with branches made anew
  # before, 1.1 kB; with what looks alike side by side, 4.7 kB, of the reader 3; without what a panic would say, 7 kB.
  shrink "$stage" "$OUT_NAME" --low-memory-unused --flatten --rereloop -Os -Oz
  shrink "$stage" reader -O3
}

shrink() {
  local stage=$1 name=$2
  local options=("${@:3}" "${WASM_FEATURES[@]/#/--enable-}")
  node scripts/wasm-cut.mjs "$stage/raw/${name}_bg.wasm" "$stage/cut.wasm"
  wasm-opt "${options[@]}" --debuginfo -o "$stage/draft.wasm" "$stage/cut.wasm"
  node scripts/wasm-glue.mjs "$stage/raw/$name.js" "$stage/cut.wasm" "$stage/draft.wasm"
  node scripts/wasm-order.mjs "$stage/cut.wasm" "$stage/draft.wasm" "$stage/ordered.wasm"
  wasm-opt "${options[@]}" --reorder-functions-by-name --strip-debug --strip-producers \
    -o "$stage/pkg/${name}_bg.wasm" "$stage/ordered.wasm"
}

minify_scripts() {
  local stage=$1 file
  say "esbuild"
  for file in "$stage/raw/$OUT_NAME.js" "$stage/raw/reader.js" www/*.js www/*.css; do
    if [ -f "$file" ]; then
      esbuild "$file" --minify --target=es2022,chrome100,firefox100,safari15.4 --legal-comments=none \
        --charset=utf8 --log-level=warning --outfile="$stage/pkg/$(basename "$file")"
    fi
  done
}

# True if pkg/ is newer than all that it is made of, and kept within its budget.
package_is_fresh() {
  [ -f pkg/size.json ] && grep -q '"within_budget": true' pkg/size.json &&
    [ -z "$(find src crates www data scripts Cargo.toml Cargo.lock build.rs tests/page/package-lock.json \
      -type f -newer pkg/size.json -print -quit 2>/dev/null)" ]
}
