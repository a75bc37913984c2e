#!/usr/bin/env bash
# OpenSSH servers that play many hosts:  openssh.sh install|start|stop|status|restart
# Every address 127.21.0.1, 127.21.0.2, … is a host with a home folder of its own ($SYSTEMS/data/openssh/hosts/ADDRESS). One sshd serves 16 of
# them, for it listens on no more. SLUICE_OPENSSH_HOSTS (1,000) and SLUICE_OPENSSH_PORT (21300) say how many and where. Beside them lie
# what a client needs: known_hosts, userkey, inventory.yaml.
. "$(dirname "$0")/lib.sh"

hosts=${SLUICE_OPENSSH_HOSTS:-1000}
port=${SLUICE_OPENSSH_PORT:-21300}
home=$SYSTEMS/data/openssh
servers=$(((hosts + 15) / 16))

# address NUMBER   sets host_address: a thousand subshells would take long
address() { host_address=127.21.$(($1 / 250)).$(($1 % 250 + 1)); }

configure() {
  mkdir -p "$home/hosts"
  [ -s "$home/hostkey" ] || ssh-keygen -q -t ed25519 -N '' -C sluice-test-host -f "$home/hostkey"
  [ -s "$home/userkey" ] || ssh-keygen -q -t ed25519 -N '' -C sluice-test-user -f "$home/userkey"
  install -m 600 "$home/userkey.pub" "$home/authorized_keys"
  # A session sees which address it came in by; that is the host it is on.
  cat >"$home/session" <<SESSION
#!/bin/sh
set -- \$SSH_CONNECTION
HOME=$home/hosts/\$3
export HOME
cd || exit 1
# A host with a file of this name plays one whose disk is full.
[ ! -e disk-full ] || { trap '' XFSZ; ulimit -f 0; }
exec /bin/sh -c "\${SSH_ORIGINAL_COMMAND:-/bin/sh}"
SESSION
  chmod +x "$home/session"
  local i server key
  key=$(cut -d' ' -f1,2 "$home/hostkey.pub")
  : >"$home/known_hosts.new"
  {
    echo "defaults: {user: $(id -un), port: $port}"
    echo "bastions: [{name: jump, address: 127.21.0.1}]"
    echo "hosts:"
  } >"$home/inventory.yaml.new"
  for ((server = 0; server < servers; server++)); do
    {
      for ((i = server * 16; i < server * 16 + 16; i++)); do
        address $i
        echo "ListenAddress $host_address:$port"
      done
      # The home keeps this machine's own shell settings out of the sessions.
      cat <<SSHD
HostKey $home/hostkey
AuthorizedKeysFile $home/authorized_keys
ForceCommand $home/session
SetEnv HOME=$home/hosts
Subsystem sftp internal-sftp
PidFile none
UsePAM no
StrictModes no
PasswordAuthentication no
KbdInteractiveAuthentication no
UseDNS no
MaxStartups 1000
MaxSessions 50
SSHD
    } >"$home/sshd-$server.conf"
  done
  local roles=(web batch) folders=()
  for ((i = 0; i < hosts; i++)); do
    address $i
    echo "[$host_address]:$port $key" >>"$home/known_hosts.new"
    printf -- '- {name: host-%04d, address: %s, zone: zone-%d, labels: {role: %s}}\n' \
      "$i" "$host_address" $((i % 4)) "${roles[i % 2]}" >>"$home/inventory.yaml.new"
    [ -s "$home/hosts/$host_address/boot_id" ] || folders+=("$home/hosts/$host_address")
  done
  if [ ${#folders[@]} -gt 0 ]; then
    printf '%s\0' "${folders[@]}" | xargs -0 mkdir -p
    local folder
    for folder in "${folders[@]}"; do echo "first-boot-of-${folder##*/}" >"$folder/boot_id"; done
  fi
  mv "$home/known_hosts.new" "$home/known_hosts"
  mv "$home/inventory.yaml.new" "$home/inventory.yaml"
}

listening() { (exec 3<>"/dev/tcp/$1/$port") 2>/dev/null; }

start_servers() {
  local server
  # sshd wants the folder of its privilege separation; a reboot empties /run.
  [ "$(id -u)" != 0 ] || mkdir -p /run/sshd
  for ((server = 0; server < servers; server++)); do
    start "sshd-$server" /usr/sbin/sshd -D -e -f "$home/sshd-$server.conf"
  done
  for ((server = 0; server < servers; server++)); do
    address $((server * 16))
    await 30 listening "$host_address"
  done
}

# Connections end too, as they do when a machine goes down.
stop_servers() {
  local file id status
  for file in "$SYSTEMS"/run/sshd-*.pid; do
    [ -s "$file" ] || continue
    id=$(cat "$file")
    for status in $(grep -ls "^PPid:[[:space:]]*$id\$" /proc/[0-9]*/status); do
      status=${status#/proc/}
      kill "${status%/status}" 2>/dev/null || true
    done
    kill "$id" 2>/dev/null || true
  done
  for file in "$SYSTEMS"/run/sshd-*.pid; do [ ! -e "$file" ] || stop "$(basename "$file" .pid)"; done
}

case ${1:-} in
  install) debian openssh-server openssh-client ;;
  start)
    command -v /usr/sbin/sshd >/dev/null || fail "no sshd: run $0 install first"
    configure
    start_servers
    echo "$home"
    ;;
  restart)
    stop_servers
    start_servers
    ;;
  stop) stop_servers ;;
  status)
    address 0
    running sshd-0 && listening "$host_address" || fail "not running"
    echo "$home"
    ;;
  *) fail "use install, start, stop, restart or status" ;;
esac
