#!/bin/bash
# PostgreSQL 15 with fsync off: for tests only. POSTGRESQL_PORT moves it, POSTGRESQL_NAME lets several live side by side;
# an unprivileged user runs it. POSTGRESQL_STANDBY_OF=PORT makes it a standby of another one.
# usage: postgresql.sh install | start | stop | kill | wipe | status
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

PORT=${POSTGRESQL_PORT:-15432}
NAME=postgresql-${POSTGRESQL_NAME:-main}
FOLDER=$SYSTEMS/data/$NAME
PROGRAMS=/usr/lib/postgresql/15/bin
PERSON=${POSTGRESQL_USER:-nobody}

# PostgreSQL refuses to run as root.
as_person() { if [ "$(id -u)" = 0 ]; then setpriv --reuid="$PERSON" --regid="$(id -g "$PERSON")" --clear-groups env HOME=/tmp "$@"; else "$@"; fi; }

# root's own folders are closed to that person.
as_person test -x "$SYSTEMS/data" || FOLDER=/var/tmp/sluice-$NAME

answers() { "$PROGRAMS/pg_isready" -q -h 127.0.0.1 -p "$PORT"; }

fill() {
  if [ -n "${POSTGRESQL_STANDBY_OF:-}" ]; then
    as_person "$PROGRAMS/pg_basebackup" -h 127.0.0.1 -p "$POSTGRESQL_STANDBY_OF" -U postgres -D . -R -X stream -c fast --no-sync
  else
    as_person "$PROGRAMS/initdb" -D . -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync
    # The owner comes in freely, everybody else needs a password.
    printf 'host all postgres 127.0.0.1/32 trust\nhost replication postgres 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 scram-sha-256\n' >pg_hba.conf
  fi
}

begin() {
  [ -x "$PROGRAMS/postgres" ] || fail "PostgreSQL 15 is missing: run $0 install"
  if [ ! -s "$FOLDER/PG_VERSION" ]; then
    mkdir -p "$FOLDER"
    [ "$(id -u)" != 0 ] || chown "$PERSON" "$FOLDER"
    chmod 700 "$FOLDER"
    (cd "$FOLDER" && fill) >"$SYSTEMS/log/$NAME-begin.log" 2>&1 ||
      fail "could not make a database cluster: see $SYSTEMS/log/$NAME-begin.log"
  fi
  # No shell in between: the process that is remembered is the server.
  local command=("$PROGRAMS/postgres" -D . -p "$PORT" -h 127.0.0.1 -k "" -c max_connections=200 -c fsync=off -c full_page_writes=off)
  cd "$FOLDER"
  if [ "$(id -u)" = 0 ]; then
    start "$NAME" setpriv --reuid="$PERSON" --regid="$(id -g "$PERSON")" --clear-groups env HOME=/tmp "${command[@]}"
  else
    start "$NAME" "${command[@]}"
  fi
  await 30 answers
}

case ${1:-} in
  install)
    # Debian would make and start a cluster of its own.
    as_root mkdir -p /etc/postgresql-common
    [ -e /etc/postgresql-common/createcluster.conf ] || echo "create_main_cluster = false" | as_root tee /etc/postgresql-common/createcluster.conf >/dev/null
    debian postgresql-15 postgresql-client-15
    ;;
  start)
    begin
    echo "127.0.0.1:$PORT"
    ;;
  stop)
    # INT: clients are sent away instead of waited for.
    running "$NAME" && kill -INT "$(cat "$SYSTEMS/run/$NAME.pid")" && for _ in $(seq 100); do running "$NAME" || break; sleep 0.1; done
    stop "$NAME"
    ;;
  kill)
    # QUIT: as after a crash, the log is recovered at the next start.
    running "$NAME" && kill -QUIT "$(cat "$SYSTEMS/run/$NAME.pid")" && for _ in $(seq 100); do running "$NAME" || break; sleep 0.1; done
    rm -f "$SYSTEMS/run/$NAME.pid"
    ;;
  wipe)
    "${BASH_SOURCE[0]}" stop
    rm -rf "$FOLDER"
    ;;
  status)
    if answers; then echo "127.0.0.1:$PORT"; else say "not running"; exit 1; fi
    ;;
  *) fail "usage: postgresql.sh install | start | stop | kill | wipe | status" ;;
esac
