#!/usr/bin/env bash
# The example system of `sluice dev --systems`: etcd, PostgreSQL, four HAProxies, OpenSSH hosts, a Kubernetes control plane and Prometheus, and
# between them a shop that serves real requests (shop/README.md). usage: shop.sh install | start | stop | down SYSTEM | again SYSTEM | status
# A start begins anew, and says what came up as it does. Everything listens on loopback, on ports from SLUICE_SHOP_PORT (22000) on;
# shops 1,000 ports apart run side by side.
# Kubernetes is left out while its binaries are not built: kubernetes.sh install does that once (10 to 25 minutes).
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
. "$here/lib.sh"

if [ "${1:-}" = install ]; then
  for system in etcd postgresql haproxy openssh prometheus; do "$here/$system.sh" install; done
  debian curl python3 python3-psycopg2
  exit
fi

port=${SLUICE_SHOP_PORT:-22000}
export SLUICE_SHOP_PORT=$port
# Apart from the systems of tests, yet with what was built for those.
export SLUICE_BINARIES=${SLUICE_BINARIES:-$SYSTEMS/bin}
case $port in
  22000) export SLUICE_SYSTEMS=$SYSTEMS/shop ;;
  *) export SLUICE_SYSTEMS=$SYSTEMS/shop-$port ;;
esac
SYSTEMS=$SLUICE_SYSTEMS
mkdir -p "$SYSTEMS/bin" "$SYSTEMS/run" "$SYSTEMS/log" "$SYSTEMS/data"
export SHOP_FOLDER=$SYSTEMS/data/shop
export ETCD_PORT=$port POSTGRESQL_PORT=$((port + 20)) POSTGRESQL_NAME=$(basename "$SYSTEMS") SLUICE_OPENSSH_HOSTS=16 SLUICE_OPENSSH_PORT=$((port + 400))
export KUBERNETES_PORT=$((port + 500)) PROMETHEUS_PORT=$((port + 90)) PROMETHEUS_TARGET=127.0.0.1:$((port + 91))
export PATH=$PATH:/usr/sbin
# Debian's own: its packages of Python are for no other.
python=/usr/bin/python3
edges=(edge-1 edge-2 edge-3 edge-4)

built() { "$here/kubernetes.sh" built >/dev/null; }

# needs WHAT COMMAND...   a remedy where the command fails
needs() {
  local what=$1
  shift
  "$@" >/dev/null 2>&1 || fail "$what is missing: run $here/shop.sh install"
}

check() {
  needs etcd command -v etcd
  needs "PostgreSQL 15" test -x /usr/lib/postgresql/15/bin/postgres
  needs HAProxy command -v haproxy
  needs "the OpenSSH server" test -x /usr/sbin/sshd
  needs Prometheus command -v prometheus
  needs curl command -v curl
  needs "psycopg2 for $python" "$python" -c 'import psycopg2'
}

# up NAME COMMAND...   starts something and says how long it took
up() {
  local name=$1 begun=$SECONDS
  shift
  # In the background, where the first command that fails still ends it.
  "$@" >>"$SYSTEMS/log/start.log" 2>&1 &
  wait $! || fail "$name did not start: see $SYSTEMS/log/start.log and the other logs beside it"
  echo "$name: up in $((SECONDS - begun)) s"
}

part() { "$python" "$here/shop/setup.py" "$@"; }

start_etcd() { "$here/etcd.sh" start && part settings; }
start_databases() { "$here/postgresql.sh" start && part databases; }
start_hosts() { "$here/openssh.sh" start && part hosts; }
start_prometheus() { "$here/prometheus.sh" start; }
start_cluster() {
  "$here/kubernetes.sh" start 6
  PATH="$("$here/kubernetes.sh" built):$PATH" part cluster
  touch "$SHOP_FOLDER/with-cluster"
}

start_shop() {
  part proxies
  start shop-serve "$python" "$here/shop/serve.py"
  local i edge
  for ((i = 0; i < 6; i++)); do await 20 curl -fsS "http://127.0.0.1:$((port + 100 + i))/checkout?customer=$i&total=100"; done
  for edge in "${edges[@]}"; do start "$edge" haproxy -db -f "$SHOP_FOLDER/$edge.cfg"; done
  for ((i = 1; i <= 4; i++)); do await 20 curl -fsS "http://127.0.0.1:$((port + 30 + i))/checkout?customer=$i&total=100"; done
  start shop-load "$python" "$here/shop/load.py"
  await 20 curl -fsS "http://127.0.0.1:$((port + 91))/metrics"
}

# What a worker has to know; keys as in docs/configuration.md.
configure() {
  {
    cat <<C
changeTypes: $root/change-types,$root/change-types/systems
services: $root/services
policies: $root/policies
fleet: {start: false}
temporal: {dev: {dataDir: $SHOP_FOLDER/temporal}}
prometheus: {address: "http://127.0.0.1:$PROMETHEUS_PORT", targetLabel: target, step: 1s}
subDomains:
  configuration: {endpoints: "http://127.0.0.1:$ETCD_PORT", requireAcknowledgement: true}
  schema: {inventory: $SHOP_FOLDER/databases.yaml, migrations: $here/shop/migrations}
  traffic: {config: $SHOP_FOLDER/traffic.yaml}
  host: {config: $SHOP_FOLDER/host.yaml}
C
    [ ! -e "$SHOP_FOLDER/with-cluster" ] || echo "  release: {kubeconfig: $SYSTEMS/data/kubernetes/sluice.conf, namespaces: shop}"
  } >"$SHOP_FOLDER/sluice.yaml"
}

stop_all() {
  local name
  # All at once: some take their time to say goodbye.
  for name in shop-load "${edges[@]}" shop-serve; do stop "$name" & done
  "$here/prometheus.sh" wipe &
  "$here/openssh.sh" stop &
  "$here/etcd.sh" stop &
  "$here/postgresql.sh" wipe &
  if built; then "$here/kubernetes.sh" wipe & fi
  wait
  rm -rf "$SHOP_FOLDER" "$SYSTEMS/data/etcd-$ETCD_PORT" "$SYSTEMS/data/openssh"
}

# down SYSTEM   ends one as a power cut would
down() {
  local name
  case $1 in
    etcd) cut "etcd-$ETCD_PORT" ;;
    postgresql) "$here/postgresql.sh" kill ;;
    kubernetes) "$here/kubernetes.sh" kill-api ;;
    edges) for name in "${edges[@]}"; do cut "$name"; done ;;
    *) fail "usage: shop.sh down etcd|postgresql|kubernetes|edges" ;;
  esac
}

# again SYSTEM   starts it with what it had
again() {
  local name
  case $1 in
    etcd | postgresql) "$here/$1.sh" start ;;
    kubernetes) "$here/kubernetes.sh" start 6 ;;
    edges) for name in "${edges[@]}"; do start "$name" haproxy -db -f "$SHOP_FOLDER/$name.cfg"; done ;;
    *) fail "usage: shop.sh again etcd|postgresql|kubernetes|edges" ;;
  esac
}

# cut NAME   ends a process without asking
cut() {
  kill -9 "$(cat "$SYSTEMS/run/$1.pid")"
  rm -f "$SYSTEMS/run/$1.pid"
}

case ${1:-} in
  start)
    check
    stop_all
    mkdir -p -m 700 "$SHOP_FOLDER"
    : >"$SYSTEMS/log/start.log"
    up etcd start_etcd
    up PostgreSQL start_databases
    up "OpenSSH hosts" start_hosts
    if built; then
      up Kubernetes start_cluster
    else
      echo "Kubernetes: left out, it is not built yet: $here/kubernetes.sh install builds it once, in 10 to 25 minutes"
    fi
    up "shop behind HAProxy" start_shop
    up Prometheus start_prometheus
    configure
    echo "$SHOP_FOLDER/sluice.yaml"
    ;;
  stop) stop_all ;;
  down) down "${2:-}" ;;
  again) again "${2:-}" ;;
  status)
    for name in "etcd-$ETCD_PORT" "postgresql-$POSTGRESQL_NAME" sshd-0 "${edges[@]}" shop-serve shop-load prometheus kube-apiserver; do
      running "$name" && echo "$name runs, process $(cat "$SYSTEMS/run/$name.pid")" || echo "$name does not run"
    done
    ;;
  *) fail "usage: shop.sh install | start | stop | down SYSTEM | again SYSTEM | status" ;;
esac
