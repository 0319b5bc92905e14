#!/usr/bin/env bash
# The two commands on a fresh machine: a minimal root made by debootstrap, with the committed state of this checkout.
# Needs root, debootstrap, git and the network.
#
#   check.sh make SUITE ROOT              make ROOT (Debian suite: bookworm, trixie) and clone the checkout into it
#   check.sh enter ROOT USER COMMAND…     COMMAND in the clone, with an empty environment and without a display
#   check.sh interrupt ROOT USER SIGNAL PATTERN   ./run until its output has PATTERN, then Ctrl-C (INT) or power off (KILL)
#   check.sh setup ROOT USER              interruptions, ./run, ./run again, an installation elsewhere
#   check.sh all SUITE ROOT USER          make, setup and ./run test
#
# USER is root (a root without sudo) or tester (no root; a sudo that asks nothing).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
checkout=$(git -C "$here" rev-parse --show-toplevel)
inside=/src/headlight

say() { printf '== %s: %s\n' "$(date -u +%H:%M:%S)" "$*"; }

make_root() {  # SUITE ROOT USER
  local include=()
  [ "$3" = tester ] && include=(--include=sudo)
  [ -e "$2/bin/sh" ] || debootstrap --variant=minbase "${include[@]}" "$1" "$2" >"$2.log" 2>&1
  # What this machine's own administrator added to the trusted certificates holds for the root too.
  mkdir -p "$2/usr/local/share/ca-certificates" "$2/src"
  cp /usr/local/share/ca-certificates/*.crt "$2/usr/local/share/ca-certificates/" 2>/dev/null || true
  if [ "$3" = tester ]; then
    chroot "$2" useradd --create-home --shell /bin/bash tester
    echo 'tester ALL=(ALL) NOPASSWD: ALL' >"$2/etc/sudoers.d/tester"
  fi
  git clone -q "$checkout" "$2$inside"
  chroot "$2" chown -R "$3" /src
}

enter() {  # ROOT USER COMMAND…: in its own process and mount namespace, so that nothing outlives it
  local root=$1 user=$2 home
  shift 2
  home=/home/$user
  [ "$user" = root ] && home=/root
  cp /etc/resolv.conf "$root/etc/resolv.conf"
  echo "127.0.0.1 localhost $(hostname)" >"$root/etc/hosts"
  env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin unshare ${OFFLINE:+--net} --mount --pid --fork --kill-child bash -c '
    root=$1 home=$2 inside=$3 user=$4
    shift 4
    mount -t proc proc "$root/proc"
    mount --rbind /dev "$root/dev"
    exec chroot "$root" runuser -u "$user" -- env -i --default-signal=INT,QUIT HOME="$home" TERM=dumb PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin \
      bash -c "cd $inside && \"\$@\"" - "$@"' - "$root" "$home" "$inside" "$user" "$@"
}

interrupt() {  # ROOT USER SIGNAL PATTERN
  say "interrupt with $3 at \"$4\""
  enter "$1" "$2" bash -c '
    set -m
    ./run build >/tmp/interrupted.log 2>&1 </dev/null &
    until grep -q -e "$2" /tmp/interrupted.log; do kill -0 $! 2>/dev/null || break; sleep 0.1; done
    head -n 1 /tmp/interrupted.log; echo …; tail -n 1 /tmp/interrupted.log
    [ "$1" = KILL ] && kill -KILL -1
    kill -INT -- -$!; wait $!; echo "status $?"' - "$3" "$4" || true
}

timed() { local TIMEFORMAT='== %0R s, processor time %0U + %0S s'; time "$@"; }

set_up() {  # ROOT USER
  interrupt "$1" "$2" INT 'Get:.*qt6'
  interrupt "$1" "$2" KILL '^Unpacking .*qt6'
  interrupt "$1" "$2" INT '^Setting up'
  interrupt "$1" "$2" KILL 'fetching LibTorch'
  interrupt "$1" "$2" INT 'unpacking the parts'
  interrupt "$1" "$2" KILL 'configuring build'
  interrupt "$1" "$2" INT 'configuring build'
  interrupt "$1" "$2" KILL '^\[20/'
  interrupt "$1" "$2" INT '^\[9/'
  say "./run"
  timed enter "$1" "$2" ./run
  say "./run again, without a network"
  OFFLINE=1 timed enter "$1" "$2" ./run
  say "one source of the engine touched"
  enter "$1" "$2" touch engine/kernels/attention_tile.cpp
  timed enter "$1" "$2" ./run build
  say "installation elsewhere, empty environment"
  enter "$1" "$2" bash -c '
    rm -rf /tmp/elsewhere && cmake --install build/app --prefix /tmp/elsewhere >/dev/null && cd / && mv '$inside' '$inside'.away
    env -i QT_QPA_PLATFORM=offscreen /tmp/elsewhere/bin/headlight --version &&
    env -i /tmp/elsewhere/bin/headlight models list &&
    env -i /tmp/elsewhere/bin/headlight export --model translate-en-fr --text "The black cat" --view graph --out /tmp/elsewhere/cat.svg
    status=$?; mv '$inside'.away '$inside'; exit $status'
  figures=$(find "$1$inside/out/demo" -type f | wc -l)
  say "$figures demo figures"
  [ "$figures" -ge 8 ]
}

case "${1:-}" in
  make) make_root "$2" "$3" "${4:-root}" ;;
  enter) shift; enter "$@" ;;
  interrupt) shift; interrupt "$@" ;;
  setup) shift; set_up "$@" ;;
  all)
    make_root "$2" "$3" "$4"
    set_up "$3" "$4"
    say "./run test"
    timed enter "$3" "$4" ./run test
    ;;
  *) sed -n '2,11p' "$0"; exit 2 ;;
esac
