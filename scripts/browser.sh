# shellcheck shell=bash
# Chromium with its driver, Node, and the packages from npm.

readonly GECKODRIVER_VERSION=0.37.1

# The flags of the driver's Chromium are in webdriver.json, where wasm-bindgen-test-runner looks.
need_browser() {
  if ! { has chromium || has google-chrome; } || ! has chromedriver; then
    apt_install "Chromium with its driver" chromium chromium-driver
  fi
  has chromedriver || lack "chromedriver on PATH" "It comes with Debian's chromium-driver, or with Chrome's own downloads."
  CHROMEDRIVER=${CHROMEDRIVER:-$(command -v chromedriver)}
  CHROMIUM=${CHROMIUM:-$(command -v chromium || command -v google-chrome)}
  export CHROMEDRIVER CHROMIUM
}

need_firefox_itself() {
  if ! has firefox && ! has firefox-esr; then apt_install "Firefox" firefox-esr; fi
}

need_firefox() {
  need_firefox_itself
  need_cargo_tool geckodriver "$GECKODRIVER_VERSION" geckodriver
  GECKODRIVER=$(command -v geckodriver)
  export GECKODRIVER
}

# WebKitGTK's own small browser, and a display that needs no screen.
need_webkit() {
  if ! has WebKitWebDriver || ! has Xvfb; then apt_install "WebKit with its driver" webkit2gtk-driver xvfb; fi
}

# The tests of the WordPress plugin are skipped without it, and say so.
want_php() {
  if ! has php && can_apt; then (apt_install "PHP" php-cli) || say "PHP is not to be had: the plugin's tests are skipped"; fi
}

need_node() {
  if ! has node || ! has npm; then apt_install "Node" nodejs npm; fi
  local major
  major=$(node --version | sed 's/^v\([0-9]*\).*/\1/')
  [ "$major" -ge 20 ] || lack "Node 20 or newer (found $(node --version))" "Install it from your system or with a version manager."
}

# The folder is named after the lockfile's content, so another lockfile is another folder.
npm_home() { printf '%s/npm/%s' "$CACHE" "$(cksum <"$ROOT/tests/page/package-lock.json" | cut -d ' ' -f 1)"; }
npm_bin() { printf '%s/node_modules/.bin' "$(npm_home)"; }

need_npm() {
  need_node
  if [ ! -f "$(npm_home)/installed" ]; then locked npm install_npm_packages; fi
  local link=$ROOT/tests/page/node_modules
  if [ -L "$link" ] || [ ! -e "$link" ]; then ln -sfn "$(npm_home)/node_modules" "$link"; fi
  PATH=$(npm_bin):$PATH
  export PATH
}

install_npm_packages() {
  local home
  home=$(npm_home)
  if [ -f "$home/installed" ]; then return; fi
  say "installing esbuild, binaryen, playwright-core, vite and the like from npm"
  rm -rf "$home"
  mkdir -p "$home"
  cp "$ROOT/tests/page/package.json" "$ROOT/tests/page/package-lock.json" "$home/"
  # No package here needs its install script, and playwright's must not fetch browsers.
  (cd "$home" && npm ci --ignore-scripts --no-audit --no-fund </dev/null >&2) ||
    lack "the packages from npm" "cd tests/page && npm ci"
  touch "$home/installed"
}
