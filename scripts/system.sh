# shellcheck shell=bash
# Words to the person, and packages of the operating system.

say() { printf '\033[1m==>\033[0m %s\n' "$*" >&2; }
warn() { printf '\033[1m==>\033[0m warning: %s\n' "$*" >&2; }

# Exit 2 is kept for "this machine lacks something": CI can tell it from a failed test.
lack() {
  printf '==> missing: %s\n' "$1" >&2
  shift
  printf '    %s\n' "$@" >&2
  exit 2
}

has() { command -v "$1" >/dev/null 2>&1; }

can_apt() { has apt-get && { [ "$(id -u)" = 0 ] || { has sudo && sudo -n true 2>/dev/null; }; }; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

has_package() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

# apt_install WHAT PACKAGE...: install, or say which line a person with rights should type.
apt_install() {
  local what=$1 log=$CACHE/apt.log package wanted=()
  shift
  for package in "$@"; do has_package "$package" || wanted+=("$package"); done
  if [ "${#wanted[@]}" = 0 ]; then return; fi
  set -- "${wanted[@]}"
  can_apt || lack "$what" "On Debian or Ubuntu: sudo apt-get install -y --no-install-recommends $*" \
    "Elsewhere: install it by your system's own means, then run this again."
  say "installing $what: apt-get install $* (log: $log)"
  # apt may hold its lock for another process for a while: wait, do not fail.
  local apt=(env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 -q)
  if ! { as_root "${apt[@]}" update && as_root "${apt[@]}" install -y --no-install-recommends "$@"; } \
    </dev/null >"$log" 2>&1; then
    tail -n 15 "$log" >&2
    lack "$what" "apt-get could not install: $*" "The full log is in $log"
  fi
}

# locked NAME COMMAND...: two runs of dev must not install the same thing at once.
locked() {
  local lock=$CACHE/$1.lock
  shift
  if has flock; then
    (
      flock 8
      "$@"
    ) 8>"$lock"
  else
    "$@"
  fi
}
