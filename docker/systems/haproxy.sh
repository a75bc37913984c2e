#!/bin/bash
# HAProxy with two routes, checkout and search, each with versions v1 and v2. usage: haproxy.sh install|start|stop|status
# Ports from SLUICE_HAPROXY_PORT on: traffic, runtime API, v1, v2.
. "$(dirname "$0")/lib.sh"
PORT=${SLUICE_HAPROXY_PORT:-21400}
FOLDER=$SYSTEMS/data/haproxy
HERE=$(cd "$(dirname "$0")" && pwd)

configure() {
  local api=$((PORT + 1)) v1=$((PORT + 2)) v2=$((PORT + 3)) lanes=$FOLDER/x-lane.map
  mkdir -p "$FOLDER"
  : >"$lanes"
  cat >"$FOLDER/haproxy.cfg" <<C
global
  maxconn 2000
  nbthread 2
  stats socket ipv4@127.0.0.1:$api level admin
  stats socket $FOLDER/admin.sock mode 600 level admin
defaults
  mode http
  timeout connect 2s
  timeout client 30s
  timeout server 30s
frontend in
  bind 127.0.0.1:$PORT
  http-request set-var-fmt(txn.route) "%[path,field(2,/)]"
  http-request set-var-fmt(txn.lane) "%[path,field(2,/)]/%[req.hdr(x-lane)]"
  use_backend %[var(txn.route)].%[var(txn.lane),map($lanes)] if { var(txn.lane),map($lanes) -m found }
  use_backend %[var(txn.route)]
backend checkout
  balance roundrobin
  http-response set-header x-served-by %s
  server v1 127.0.0.1:$v1 weight 100 check inter 500ms
  server v2 127.0.0.1:$v2 weight 0 check inter 500ms
backend search
  balance roundrobin
  http-response set-header x-served-by %s
  server v1:a 127.0.0.1:$v1 weight 50 check inter 500ms
  server v1:b 127.0.0.1:$v1 weight 50 check inter 500ms
  server v2:a 127.0.0.1:$v2 weight 0 check inter 500ms
C
  for route in checkout search; do
    cat >>"$FOLDER/haproxy.cfg" <<C
backend $route.v1
  http-response set-header x-served-by %s
  server v1 127.0.0.1:$v1 check inter 500ms
backend $route.v2
  http-response set-header x-served-by %s
  server v2 127.0.0.1:$v2 check inter 500ms
C
  done
}

case ${1:-start} in
install) debian haproxy python3-minimal curl ;;
start)
  configure
  haproxy -c -q -f "$FOLDER/haproxy.cfg" || fail "its configuration is wrong: haproxy -c -f $FOLDER/haproxy.cfg"
  start haproxy-backends python3 "$HERE/backends.py" $((PORT + 2))=v1 $((PORT + 3))=v2
  start haproxy haproxy -db -f "$FOLDER/haproxy.cfg"
  for route in checkout search checkout.v2 search.v2; do await 10 curl -fsS "http://127.0.0.1:$PORT/$route"; done
  echo "127.0.0.1:$PORT"
  ;;
stop)
  stop haproxy
  stop haproxy-backends
  ;;
status) running haproxy && echo "127.0.0.1:$PORT" ;;
*) fail "usage: haproxy.sh install|start|stop|status" ;;
esac
