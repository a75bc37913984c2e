#!/usr/bin/env bash
# One etcd server for tests and for `sluice dev --systems`; prints its address.
# usage: etcd.sh install|start|stop|status
#   ETCD_PORT   client port, 12379 if not given; its peers' port is one more; each port is a server of its own
#   ETCD_TLS    true: TLS, with a CA and certificates for server and client made in $SYSTEMS/data/etcd-PORT-tls
set -euo pipefail
. "$(dirname "$0")/lib.sh"

port=${ETCD_PORT:-12379}
name=etcd-$port
data=$SYSTEMS/data/$name
tls=$data-tls
scheme=http
[ "${ETCD_TLS:-false}" = true ] && scheme=https
address=$scheme://127.0.0.1:$port

# certificate NAME   of $tls/NAME.key, for loopback, signed by the CA
certificate() {
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj "/CN=$1" -keyout "$tls/$1.key" 2>/dev/null |
    openssl x509 -req -days 30 -CA "$tls/ca.crt" -CAkey "$tls/ca.key" -CAcreateserial -out "$tls/$1.crt" \
      -extfile <(printf 'subjectAltName=IP:127.0.0.1,DNS:localhost') 2>/dev/null
}

make_certificates() {
  [ -s "$tls/client.crt" ] && return 0
  mkdir -p -m 700 "$tls"
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 -subj /CN=sluice-test-ca \
    -keyout "$tls/ca.key" -out "$tls/ca.crt" 2>/dev/null
  certificate server
  certificate client
}

healthy() {
  local options=(--silent --fail --max-time 2)
  [ $scheme = https ] && options+=(--cacert "$tls/ca.crt" --cert "$tls/client.crt" --key "$tls/client.key")
  curl "${options[@]}" "$address/health"
}

case ${1:-} in
install)
  debian etcd-server etcd-client curl openssl
  ;;
start)
  command -v etcd >/dev/null || fail "etcd is not installed: run $0 install"
  mkdir -p -m 700 "$data"
  options=()
  if [ $scheme = https ]; then
    make_certificates
    options+=(--cert-file "$tls/server.crt" --key-file "$tls/server.key" --trusted-ca-file "$tls/ca.crt" --client-cert-auth)
  fi
  peer=http://127.0.0.1:$((port + 1))
  # Nothing here must outlive a crash of the machine, and no password is worth guessing.
  start "$name" etcd --name "$name" --data-dir "$data" --log-level warn --unsafe-no-fsync --bcrypt-cost 4 \
    --listen-client-urls "$address" --advertise-client-urls "$address" \
    --listen-peer-urls "$peer" --initial-advertise-peer-urls "$peer" --initial-cluster "$name=$peer" "${options[@]}"
  await 30 healthy
  echo "$address"
  ;;
stop)
  stop "$name"
  ;;
status)
  running "$name" && healthy >/dev/null || fail "not running on port $port"
  echo "$address"
  ;;
*)
  fail "usage: etcd.sh install|start|stop|status"
  ;;
esac
