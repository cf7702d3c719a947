# Sourced by serve and test: numbered steps with their seconds, and what each needs from the package clients.
# shellcheck shell=bash

export CACHE="${XDG_CACHE_HOME:-$HOME/.cache}/giaoban"
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$CACHE/target}"
export GIAOBAN_MODELS="${GIAOBAN_MODELS:-$CACHE/models}"
export PIP_DISABLE_PIP_VERSION_CHECK=1
export NPM_CONFIG_UPDATE_NOTIFIER=false NPM_CONFIG_FUND=false NPM_CONFIG_AUDIT=false
GIAOBAN_BIN="$CARGO_TARGET_DIR/release/giaoban"
mkdir -p "$CACHE"

STEP=0
STEPS="${STEPS:-?}"
NAMES=()
SECONDS_OF=()
STATES=()

say() { printf '%s\n' "$@"; }

# part NAME MEND COMMAND...: runs the command as the next step; says its seconds, or what failed and how to mend it. Never stops the script.
part() {
  local name="$1" mend="$2" began status=0
  shift 2
  STEP=$((STEP + 1))
  say "" "[$STEP/$STEPS] $name"
  began=$SECONDS
  # A subshell of its own so that `set -e` works inside the step: bash switches it off in whatever is tested by `if` or `||`.
  set +e
  (set -euo pipefail; "$@")
  status=$?
  set -e
  NAMES+=("$name")
  SECONDS_OF+=($((SECONDS - began)))
  if [ "$status" -eq 0 ]; then
    STATES+=(ok)
    say "[$STEP/$STEPS] $name: $((SECONDS - began)) s"
  else
    STATES+=(FAILED)
    say "[$STEP/$STEPS] $name: FAILED (exit $status) after $((SECONDS - began)) s. $mend" >&2
  fi
  return 0
}

# step NAME MEND COMMAND...: as part, but the script stops when it fails.
step() {
  part "$@"
  if [ "${STATES[-1]}" = FAILED ]; then
    table
    exit 1
  fi
}

# Every step with its seconds, and the sum.
table() {
  local i sum=0
  say "" "Seconds per step"
  for i in "${!NAMES[@]}"; do
    printf '%6d  %-6s  %s\n' "${SECONDS_OF[$i]}" "${STATES[$i]}" "${NAMES[$i]}"
    sum=$((sum + SECONDS_OF[i]))
  done
  printf '%6d          all\n' "$sum"
}

any_failed() { [[ " ${STATES[*]} " == *" FAILED "* ]]; }

# What no package client can bring.
tools_present() {
  local missing=()
  command -v cargo >/dev/null || missing+=("Rust 1.95 or newer (cargo)")
  command -v cc >/dev/null || missing+=("a C compiler (gcc)")
  command -v python3 >/dev/null || missing+=("Python 3.11 or newer")
  command -v node >/dev/null && node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' \
    || missing+=("Node 20.19 or newer")
  command -v npm >/dev/null || missing+=("npm")
  if [ ${#missing[@]} -gt 0 ]; then
    printf 'missing: %s\n' "${missing[@]}" >&2
    return 1
  fi
  say "$(cargo --version), $(cc --version | head -n 1), $(python3 --version), node $(node --version), npm $(npm --version)"
}

# system_packages NAME...: installs by apt those that are not there; asks nothing and reaches for nothing when all are.
system_packages() {
  local missing=() package root=()
  for package in "$@"; do
    dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
  done
  if [ ${#missing[@]} -eq 0 ]; then
    say "all there: $*"
    return 0
  fi
  say "installing: ${missing[*]}"
  if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
      say "not root and no sudo: let the administrator run: apt-get install ${missing[*]}" >&2
      return 1
    fi
    root=(sudo)
  fi
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120 -qq update
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120 -qq install -y --no-install-recommends "${missing[@]}" >/dev/null
}

# hash_of PATH...: one hash over the names and contents of files and folders, build outputs left out.
hash_of() {
  find "$@" \( -name node_modules -o -name dist -o -name test-results -o -name __pycache__ \) -prune -o -type f -print0 \
    | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -d ' ' -f 1
}

# npm_packages FOLDER: what package-lock.json says, unless exactly that is there.
npm_packages() {
  local folder="$1" wanted stamp="$1/node_modules/.giaoban-installed"
  wanted="$(node --version) $(sha256sum <"$folder/package-lock.json")"
  if [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ]; then
    say "nothing changed"
    return 0
  fi
  (cd "$folder" && PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --no-progress)
  printf '%s\n' "$wanted" >"$stamp"
}

# The browser application, unless its sources are those of the last build.
app_built() {
  local wanted stamp=web/app/node_modules/.giaoban-built
  wanted="$(hash_of web/app)"
  if [ -f web/app/dist/index.html ] && [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ]; then
    say "nothing changed"
    return 0
  fi
  (cd web/app && npm run build)
  printf '%s\n' "$wanted" >"$stamp"
}

# python_tools NAME REQUIREMENTS [PIP OPTION...]: a virtual environment in the cache folder with exactly those packages.
python_tools() {
  local folder="$CACHE/$1" file="$2" wanted
  shift 2
  wanted="$(python3 --version) $(sha256sum <"$file")"
  if [ "$(cat "$folder/.giaoban-installed" 2>/dev/null)" = "$wanted" ]; then
    say "nothing changed"
    return 0
  fi
  rm -rf "$folder"
  python3 -m venv "$folder"
  "$folder/bin/python" -m pip install -q --no-deps "$@" -r "$file"
  printf '%s\n' "$wanted" >"$folder/.giaoban-installed"
}

# The speech models that are written with by default; those already there and right cost nothing.
speech_models() {
  "$GIAOBAN_BIN" models fetch conformer
  "$GIAOBAN_BIN" models fetch whisper-base
  # Better words, not needed to write any.
  "$GIAOBAN_BIN" models fetch vietnamese-words || say "the list of common words could not be fetched: captions are written without it"
}
