# shellcheck shell=bash
# The compiler, the wasm32 standard library, and the tools that cargo installs.

readonly WASM=wasm32-unknown-unknown
readonly TRUNK_VERSION=0.21.14
readonly DEBIAN_RUST=(rustc-web cargo-web rust-web-src lld-22 gcc libc6-dev)
readonly DEBIAN_LLD=/usr/lib/llvm-22/bin/lld

has_wasm_std() {
  local libdir
  libdir=$("$1" --print target-libdir --target "$WASM" 2>/dev/null) || return 1
  compgen -G "$libdir/libstd-*.rlib" >/dev/null
}

# From here on every cargo, rustc and tool that calls them is Debian's, for host builds too.
use_debian_rust() {
  export PATH="/usr/bin:$PATH"
  unset RUSTC RUSTDOC RUSTUP_TOOLCHAIN CARGO
  hash -r
}

# Any compiler will do: core, the data tool and the markup tests need no wasm.
need_rust() {
  if ! { has cargo && has rustc; }; then
    apt_install "a Rust compiler" "${DEBIAN_RUST[@]}"
    use_debian_rust
  # One compiler for everything, or each dependency is built twice.
  elif ! has_wasm_std rustc && [ -x /usr/bin/rustc ] && has_wasm_std /usr/bin/rustc; then
    use_debian_rust
  fi
  if ! has cc; then apt_install "a C linker" gcc libc6-dev; fi
}

need_wasm() {
  need_rust
  if has_wasm_std rustc; then return; fi
  locked wasm-std find_wasm_std
  if ! has_wasm_std rustc; then use_debian_rust; fi
  has_wasm_std rustc || lack "the standard library for $WASM" "rustup target add $WASM"
}

find_wasm_std() {
  if has_wasm_std rustc || { [ -x /usr/bin/rustc ] && has_wasm_std /usr/bin/rustc; }; then return; fi
  if has rustup && [ "$(command -v rustc)" != /usr/bin/rustc ]; then
    say "the compiler has no $WASM library: trying rustup target add"
    if rustup target add "$WASM" </dev/null >&2 && has_wasm_std rustc; then
      say "the $WASM library came from rustup"
      return
    fi
  fi
  has apt-get || lack "the standard library for $WASM" "With rustup: rustup target add $WASM" \
    "Without: your system's package of the Rust standard library for $WASM"
  apt_install "Debian's Rust compiler with its source" "${DEBIAN_RUST[@]}"
  build_wasm_std
}

# Debian has no wasm32 library for its newest compiler, but the compiler's source builds one.
build_wasm_std() {
  can_apt || lack "the right to write to /usr/lib/rustlib" "Run this once as root: ./dev setup wasm"
  local stub=$CACHE/wasm-std host libdir hostbin started=$SECONDS
  say "building the $WASM standard library from Debian's Rust source (about 2 minutes)"
  rm -rf "$stub"
  mkdir -p "$stub/src"
  printf '[package]\nname = "stub"\nversion = "0.0.0"\nedition = "2021"\n[workspace]\n' >"$stub/Cargo.toml"
  printf '#![no_std]\n' >"$stub/src/lib.rs"
  # Without the bitcode a release build with LTO cannot link; without RUSTC_BOOTSTRAP there is no -Zbuild-std.
  (
    cd "$stub" && use_debian_rust && env -u RUSTC_WRAPPER CARGO_TARGET_DIR="$stub/target" RUSTFLAGS=-Cembed-bitcode=yes \
      RUSTC_BOOTSTRAP=1 CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER=wasm-ld-22 \
      /usr/bin/cargo build --release --target "$WASM" \
      -Zbuild-std=std,panic_abort,panic_unwind,test,proc_macro </dev/null >&2
  ) || lack "the standard library for $WASM" "Building it from Debian's source failed, see above."
  host=$(/usr/bin/rustc -vV | sed -n 's/^host: //p')
  libdir=$(/usr/bin/rustc --print sysroot)/lib/rustlib/$WASM/lib
  hostbin=$(/usr/bin/rustc --print sysroot)/lib/rustlib/$host/bin
  rm -f "$stub/target/$WASM/release/deps/"libstub-*
  as_root mkdir -p "$libdir" "$hostbin"
  as_root ln -sfn "$DEBIAN_LLD" "$hostbin/rust-lld"
  # libstd goes last: its presence is what says that the library is whole.
  find "$stub/target/$WASM/release/deps" -name '*.rlib' ! -name 'libstd-*' -print0 |
    as_root xargs -0 cp -t "$libdir"
  as_root cp "$stub/target/$WASM/release/deps/"libstd-*.rlib "$libdir/"
  rm -rf "$stub"
  say "the $WASM library was built from Debian's Rust source in $((SECONDS - started)) s"
}

# The command line tool must match the crate to the digit.
locked_version() {
  awk -v name="\"$1\"" '$1 == "name" { hit = $3 == name } hit && $1 == "version" { gsub(/"/, "", $3); print $3; exit }' \
    "$ROOT/Cargo.lock"
}

# need_cargo_tool CRATE VERSION BINARY [CARGO FLAG...]
need_cargo_tool() {
  local crate=$1 version=$2 binary=$3 home=$CACHE/tools/$1-$2
  export PATH="$home/bin:$PATH"
  if [ ! -x "$home/bin/$binary" ]; then locked "$crate" install_cargo_tool "$@"; fi
}

install_cargo_tool() {
  local crate=$1 version=$2 binary=$3 home=$CACHE/tools/$1-$2 started=$SECONDS
  shift 3
  if [ -x "$home/bin/$binary" ]; then return; fi
  say "installing $crate $version with cargo (some minutes, once)"
  # From the cache, so that the checkout's own cargo settings have no say. No LTO: it takes
  # minutes and the tools are quick enough without.
  (
    cd "$CACHE" && env -u RUSTFLAGS -u CARGO_BUILD_TARGET CARGO_TARGET_DIR="$CACHE/tools/build" \
      CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_DEBUG=0 \
      cargo install "$@" --root "$home" "$crate@$version" </dev/null >&2
  ) || lack "$crate $version" "cargo install $* $crate@$version"
  rm -rf "$CACHE/tools/build"
  say "$crate $version installed in $((SECONDS - started)) s"
}

need_wasm_bindgen() {
  local version
  version=$(locked_version wasm-bindgen)
  [ -n "$version" ] || lack "wasm-bindgen in Cargo.lock" "cargo generate-lockfile"
  need_cargo_tool wasm-bindgen-cli "$version" wasm-bindgen-test-runner
}

# Trunk waits for files and other programs: an unoptimised one serves as well.
need_trunk() { CARGO_PROFILE_RELEASE_OPT_LEVEL=1 need_cargo_tool trunk "$TRUNK_VERSION" trunk --locked; }

# clippy and rustfmt of the compiler in use.
need_lints() {
  if ! cargo clippy --version >/dev/null 2>&1 || ! cargo fmt --version >/dev/null 2>&1; then
    if [ "$(command -v cargo)" = /usr/bin/cargo ]; then
      apt_install "clippy and rustfmt" rust-web-clippy rustfmt-web
    else
      rustup component add clippy rustfmt </dev/null >&2 || lack "clippy and rustfmt" "rustup component add clippy rustfmt"
    fi
  fi
}
