#!/usr/bin/env bash
# A Prometheus that reads one address every second and remembers two hours; prints its address.
# usage: prometheus.sh install|start|stop|wipe|status
#   PROMETHEUS_PORT     21090 if not given
#   PROMETHEUS_TARGET   host:port whose /metrics it reads
. "$(dirname "$0")/lib.sh"

port=${PROMETHEUS_PORT:-21090}
target=${PROMETHEUS_TARGET:-127.0.0.1:21091}
folder=$SYSTEMS/data/prometheus

case ${1:-} in
  install) debian prometheus curl ;;
  start)
    command -v prometheus >/dev/null || fail "prometheus is missing: run $0 install"
    mkdir -p "$folder"
    cat >"$folder/prometheus.yml" <<C
global: {scrape_interval: 1s, scrape_timeout: 900ms}
scrape_configs:
  - {job_name: shop, static_configs: [{targets: ["$target"]}]}
C
    start prometheus prometheus --config.file="$folder/prometheus.yml" --storage.tsdb.path="$folder/series" \
      --storage.tsdb.retention.time=2h --web.listen-address="127.0.0.1:$port" --log.level=warn
    await 30 curl -fsS "http://127.0.0.1:$port/-/ready"
    echo "http://127.0.0.1:$port"
    ;;
  stop) stop prometheus ;;
  wipe)
    stop prometheus
    rm -rf "$folder"
    ;;
  status)
    running prometheus && curl -fsS "http://127.0.0.1:$port/-/ready" >/dev/null || fail "not running on port $port"
    echo "http://127.0.0.1:$port"
    ;;
  *) fail "usage: prometheus.sh install|start|stop|wipe|status" ;;
esac
