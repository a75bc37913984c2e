#!/usr/bin/env bash
# A real Kubernetes control plane without machines: API server, controller manager, scheduler and etcd; the nodes and
# the life of pods are played by kubelets/main.go. Prints where it answers.
# Usage: kubernetes.sh install | built | start [NODES] | stop | kill-api | status | wipe
# Building the binaries takes 10 to 25 minutes once; SLUICE_BINARIES keeps them for every SLUICE_SYSTEMS folder.
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/lib.sh"

version=1.35.4
modules=0.${version#1.}
go_version=1.26.0
port=${KUBERNETES_PORT:-21500}
nodes=${2:-20}
binaries=${SLUICE_BINARIES:-$SYSTEMS/bin}/kubernetes-$version
state=$SYSTEMS/data/kubernetes
admin=$state/admin.conf
tools=(kube-apiserver kube-controller-manager kube-scheduler kubectl)
export PATH="$binaries:/usr/local/go/bin:$PATH" GOFLAGS=-mod=mod CGO_ENABLED=0

# Debian 12's Go is too old for Kubernetes, yet can fetch a newer one as a module.
find_go() {
  local home minor
  minor=$(go env GOVERSION 2>/dev/null | sed 's/^go1\.\([0-9]*\).*/\1/' || true)
  [ "${minor:-0}" -ge 25 ] && return 0
  command -v go >/dev/null || debian golang-go
  home=$(go env GOMODCACHE)/golang.org/toolchain@v0.0.1-go$go_version.linux-$(go env GOARCH)
  [ -d "$home" ] || (cd /tmp && GOFLAGS='' GOSUMDB=off go mod download "golang.org/toolchain@v0.0.1-go$go_version.linux-$(go env GOARCH)")
  chmod -R u+w "$home"
  chmod +x "$home"/bin/* "$home"/pkg/tool/*/*
  export PATH="$home/bin:$PATH" GOROOT="$home"
}

# The module of Kubernetes asks for its own parts by paths that only its repository has: each is replaced by what was published.
write_modules() {
  local sources
  go mod download "k8s.io/kubernetes@v$version"
  sources=$(go env GOMODCACHE)/cache/download/k8s.io/kubernetes/@v/v$version.mod
  {
    printf 'module dev.sluice/kubernetes\n\ngo %s\n\n' "$(awk '$1 == "go" {print $2}' "$sources")"
    printf 'require (\n\tk8s.io/kubernetes v%s\n' "$version"
    printf '\tk8s.io/%s v'"$modules"'\n' api apimachinery client-go
    printf ')\n\nreplace (\n'
    sed -n 's|^\s*\(k8s.io/[a-z0-9-]*\) => ./staging.*|\t\1 => \1 v'"$modules"'|p' "$sources" | sort -u
    printf ')\n\ntool (\n'
    printf '\tk8s.io/kubernetes/cmd/%s\n' "${tools[@]}"
    printf ')\n'
  } >go.mod
}

build() {
  local tool stamp
  stamp="-X k8s.io/component-base/version.gitVersion=v$version -X k8s.io/component-base/version.gitMajor=1"
  stamp+=" -X k8s.io/component-base/version.gitMinor=$(cut -d. -f2 <<<"$version") -X k8s.io/client-go/pkg/version.gitVersion=v$version"
  mkdir -p "$binaries" "$SYSTEMS/data/kubernetes-build"
  cd "$SYSTEMS/data/kubernetes-build"
  [ -s go.sum ] || write_modules
  for tool in "${tools[@]}"; do
    [ -x "$binaries/$tool" ] && continue
    say "building $tool"
    nice -n 15 go build -trimpath -ldflags "-s -w $stamp" -o "$binaries/$tool.part" "k8s.io/kubernetes/cmd/$tool"
    mv "$binaries/$tool.part" "$binaries/$tool"
  done
  mkdir -p kubelets
  cp "$here/kubelets/main.go" kubelets/
  nice -n 15 go build -trimpath -ldflags '-s -w' -o "$binaries/kubelets.part" ./kubelets
  mv "$binaries/kubelets.part" "$binaries/kubelets"
  sha256sum <"$here/kubelets/main.go" >"$binaries/kubelets.sum"
}

built() {
  local tool
  for tool in "${tools[@]}"; do [ -x "$binaries/$tool" ] || return 1; done
  [ "$(sha256sum <"$here/kubelets/main.go")" = "$(cat "$binaries/kubelets.sum" 2>/dev/null)" ]
}

install() {
  command -v etcd openssl curl >/dev/null || debian etcd-server openssl curl ca-certificates
  if ! built; then
    # One build at a time, whoever asks.
    exec 8>"$SYSTEMS/run/kubernetes-build.lock"
    flock 8
    find_go
    (build)
    flock -u 8
  fi
}

# config NAME TOKEN   a kubeconfig for that user
config() {
  cat >"$state/$1.conf" <<CONFIG
apiVersion: v1
kind: Config
clusters: [{name: sluice, cluster: {server: "https://127.0.0.1:$port", certificate-authority: "$state/certificates/apiserver.crt"}}]
users: [{name: $1, user: {token: "$2"}}]
contexts: [{name: sluice, context: {cluster: sluice, user: $1}}]
current-context: sluice
CONFIG
}

# The cluster's users: its operator, Sluice with the rights of docs/sub-domains/release.md, and one without any.
write_identities() {
  local user token
  [ -s "$state/tokens.csv" ] && return 0
  mkdir -p "$state/certificates"
  openssl genrsa -out "$state/accounts.key" 2048 2>/dev/null
  openssl rsa -in "$state/accounts.key" -pubout -out "$state/accounts.pub" 2>/dev/null
  for user in admin sluice nobody; do
    token=$(openssl rand -hex 16)
    config "$user" "$token"
    case $user in
      admin) echo "$token,admin,admin,system:masters" ;;
      *) echo "$token,$user,$user" ;;
    esac
  done >"$state/tokens.csv"
  chmod 600 "$state"/tokens.csv "$state"/*.conf "$state/accounts.key"
}

start_api() {
  start kube-apiserver kube-apiserver --etcd-servers="http://127.0.0.1:$((port + 1))" --etcd-prefix=/kubernetes \
    --bind-address=127.0.0.1 --secure-port="$port" --cert-dir="$state/certificates" --token-auth-file="$state/tokens.csv" \
    --authorization-mode=RBAC --service-cluster-ip-range=10.96.0.0/16 --service-account-issuer="https://127.0.0.1:$port" \
    --service-account-key-file="$state/accounts.pub" --service-account-signing-key-file="$state/accounts.key" \
    --disable-admission-plugins=ServiceAccount --endpoint-reconciler-type=none --profiling=false
  await 120 ready
}

ready() { [ "$(kubectl --kubeconfig "$admin" get --raw /readyz)" = ok ]; }

start_controllers() {
  local as=(--kubeconfig="$admin" --authentication-kubeconfig="$admin" --authorization-kubeconfig="$admin"
    --bind-address=127.0.0.1 --leader-elect=false --kube-api-qps=300 --kube-api-burst=600)
  start kube-controller-manager "$here/kept" kube-controller-manager "${as[@]}" --secure-port=$((port + 3)) \
    --cert-dir="$state/certificates-controllers" --service-account-private-key-file="$state/accounts.key" \
    --concurrent-replicaset-syncs=10 --controllers=deployment-controller,replicaset-controller,statefulset-controller,daemonset-controller,endpointslice-controller,namespace-controller,garbage-collector-controller,pod-garbage-collector-controller,disruption-controller,node-lifecycle-controller,resourcequota-controller
  start kube-scheduler "$here/kept" kube-scheduler "${as[@]}" --secure-port=$((port + 4)) --cert-dir="$state/certificates-scheduler"
  start kubelets env KUBECONFIG="$admin" kubelets -nodes "$nodes" -zones 3
  await 60 curl -fsSk "https://127.0.0.1:$((port + 3))/healthz"
  await 60 curl -fsSk "https://127.0.0.1:$((port + 4))/healthz"
  await 60 enough_nodes
}

enough_nodes() { [ "$(kubectl --kubeconfig "$admin" get nodes --no-headers | grep -cw Ready)" -ge "$nodes" ]; }

case ${1:-status} in
  install) install ;;
  # Where its binaries are; fails without them.
  built) built && echo "$binaries" ;;
  start)
    install
    mkdir -p "$state"
    write_identities
    start kubernetes-etcd etcd --data-dir "$state/etcd" --listen-client-urls "http://127.0.0.1:$((port + 1))" \
      --advertise-client-urls "http://127.0.0.1:$((port + 1))" --listen-peer-urls "http://127.0.0.1:$((port + 2))" \
      --initial-advertise-peer-urls "http://127.0.0.1:$((port + 2))" --initial-cluster "default=http://127.0.0.1:$((port + 2))" \
      --unsafe-no-fsync
    await 60 curl -fsS "http://127.0.0.1:$((port + 1))/health"
    start_api
    start_controllers
    printf 'kubeconfig %s\n' "$admin"
    ;;
  stop) for name in kubelets kube-scheduler kube-controller-manager kube-apiserver kubernetes-etcd; do stop "$name"; done ;;
  kill-api)
    running kube-apiserver && kill -9 "$(cat "$SYSTEMS/run/kube-apiserver.pid")"
    rm -f "$SYSTEMS/run/kube-apiserver.pid"
    ;;
  status)
    for name in kubernetes-etcd kube-apiserver kube-controller-manager kube-scheduler kubelets; do
      running "$name" && printf '%s runs, process %s\n' "$name" "$(cat "$SYSTEMS/run/$name.pid")" || printf '%s does not run\n' "$name"
    done
    [ -s "$admin" ] && printf 'kubeconfig %s\n' "$admin"
    ;;
  wipe)
    "$here/kubernetes.sh" stop
    rm -rf "$state"
    ;;
  *) fail "usage: kubernetes.sh install | built | start [NODES] | stop | kill-api | status | wipe" ;;
esac
