# Sourced by the scripts beside it. Systems for tests and for `sluice dev --systems`: on loopback only, state in one folder,
# processes ended by their own id. SLUICE_SYSTEMS moves the folder.
set -euo pipefail

SYSTEMS=${SLUICE_SYSTEMS:-${XDG_CACHE_HOME:-$HOME/.cache}/sluice-systems}
mkdir -p "$SYSTEMS/bin" "$SYSTEMS/run" "$SYSTEMS/log" "$SYSTEMS/data"
export PATH="$SYSTEMS/bin:$PATH"

say() { printf '%s: %s\n' "$(basename "$0" .sh)" "$*" >&2; }

fail() {
  say "$*"
  exit 1
}

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

# debian PACKAGE...   installs what is missing; Debian would start servers it installs, so that is forbidden meanwhile.
debian() {
  local missing=() package policy=/usr/sbin/policy-rc.d ours=false
  for package in "$@"; do
    dpkg -s "$package" 2>/dev/null | grep -q '^Status: install ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  # One installation at a time, whoever asks.
  exec 9>"$SYSTEMS/run/apt.lock"
  flock 9
  if [ ! -e "$policy" ]; then
    ours=true
    printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null
    as_root chmod +x "$policy"
  fi
  as_root apt-get update -qq || true
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >"$SYSTEMS/log/apt.log" 2>&1 ||
    { $ours && as_root rm -f "$policy"; fail "could not install ${missing[*]}: see $SYSTEMS/log/apt.log"; }
  $ours && as_root rm -f "$policy"
  flock -u 9
}

# running NAME   whether the process that start began lives
running() { [ -s "$SYSTEMS/run/$1.pid" ] && kill -0 "$(cat "$SYSTEMS/run/$1.pid")" 2>/dev/null; }

# start NAME COMMAND...   in the background; a second time it does nothing
start() {
  local name=$1
  shift
  running "$name" && return 0
  setsid "$@" >"$SYSTEMS/log/$name.log" 2>&1 </dev/null 9>&- &
  echo $! >"$SYSTEMS/run/$name.pid"
}

# stop NAME   asks, waits up to 20 s, then kills
stop() {
  local name=$1 id i
  [ -s "$SYSTEMS/run/$name.pid" ] || return 0
  id=$(cat "$SYSTEMS/run/$name.pid")
  kill "$id" 2>/dev/null || true
  for i in $(seq 200); do
    # One that has ended and was not taken note of yet is gone too.
    kill -0 "$id" 2>/dev/null && ! grep -qs '^State:[[:space:]]*Z' "/proc/$id/status" || break
    sleep 0.1
  done
  kill -9 "$id" 2>/dev/null || true
  rm -f "$SYSTEMS/run/$name.pid"
}

# await SECONDS COMMAND...   until the command succeeds
await() {
  local seconds=$1 end
  shift
  end=$(($(date +%s) + seconds))
  until "$@" >/dev/null 2>&1; do
    [ "$(date +%s)" -lt "$end" ] || fail "not ready after $seconds s: $*; see $SYSTEMS/log"
    sleep 0.1
  done
}
