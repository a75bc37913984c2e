"""Fills etcd, PostgreSQL, the hosts and the cluster for the shop: setup.py PART, one of databases, settings, hosts, proxies, cluster."""
import json
import pathlib
import secrets
import subprocess
import sys
import textwrap
import zlib

import places

MIGRATIONS = pathlib.Path(__file__).parent / "migrations"


def databases() -> None:
    """A database for each shard, at version 1 of its migrations, owned by the role that migrates it."""
    import psycopg2

    def as_owner(database: str):
        connection = psycopg2.connect(host="127.0.0.1", port=places.POSTGRESQL, user="postgres", dbname=database)
        connection.autocommit = True
        return connection, connection.cursor()

    connection, cursor = as_owner("postgres")
    for role in ("sluice", "shop"):
        file = places.FOLDER / f"{role}.password"
        file.touch(mode=0o600)
        file.write_text(secrets.token_hex(16) + "\n")
        cursor.execute(f"CREATE ROLE {role} LOGIN PASSWORD %s", (places.password(role),))
    cursor.execute("GRANT pg_monitor TO sluice")
    for shard in places.SHARDS:
        cursor.execute(f"CREATE DATABASE {places.database(shard)} OWNER sluice")
    connection.close()
    first = MIGRATIONS / "checkout" / "V1__orders.sql"
    checksum = 0
    for line in first.read_text().splitlines():
        checksum = zlib.crc32(line.encode(), checksum)
    for shard in places.SHARDS:
        connection, cursor = as_owner(places.database(shard))
        cursor.execute("SET ROLE sluice")
        cursor.execute(first.read_text())
        cursor.execute("GRANT SELECT, INSERT ON orders TO shop")
        cursor.execute(
            "CREATE TABLE flyway_schema_history (installed_rank int NOT NULL CONSTRAINT flyway_schema_history_pk PRIMARY KEY,"
            " version varchar(50), description varchar(200) NOT NULL, type varchar(20) NOT NULL, script varchar(1000) NOT NULL,"
            " checksum integer, installed_by varchar(100) NOT NULL, installed_on timestamp NOT NULL DEFAULT now(),"
            " execution_time integer NOT NULL, success boolean NOT NULL)"
        )
        cursor.execute("CREATE INDEX flyway_schema_history_s_idx ON flyway_schema_history (success)")
        cursor.execute(
            "INSERT INTO flyway_schema_history VALUES (1, '1', 'orders', 'SQL', %s, %s, 'sluice', now(), 0, true)",
            (first.name, checksum - (1 << 32) if checksum >= 1 << 31 else checksum),
        )
        connection.close()
    inventory = [
        f"- name: {shard}\n  url: jdbc:postgresql://127.0.0.1:{places.POSTGRESQL}/{places.database(shard)}\n  zone: {zone(i)}\n"
        f"  labels: {{service: {places.SERVICE}}}\n  user: sluice\n  passwordFile: {places.FOLDER}/sluice.password\n"
        for i, shard in enumerate(places.SHARDS)
    ]
    (places.FOLDER / "databases.yaml").write_text("".join(inventory))


def settings() -> None:
    """A key in each cell, and its schema."""
    from etcd import Etcd

    etcd = Etcd()
    schema = {
        "type": "object",
        "properties": {
            "priceTimeoutMillis": {"type": "integer", "minimum": 1, "maximum": 10000},
            "currency": {"enum": ["EUR", "USD"]},
        },
        "required": ["priceTimeoutMillis"],
        "additionalProperties": False,
    }
    etcd.put(f"/sluice/schemas/{places.SERVICE}/settings", json.dumps(schema))
    etcd.put(f"/sluice/gray/{places.GRAY}", "")
    for cell in places.CELLS:
        etcd.put(f"/sluice/cells/{cell}/{places.SERVICE}/settings", json.dumps({"priceTimeoutMillis": 1000}))


def hosts() -> None:
    """A price list on each host, and what Sluice needs to reach them."""
    import getpass

    lines = [f"defaults: {{user: {getpass.getuser()}, port: {places.PORT + 400}}}", "hosts:"]
    for i, host in enumerate(places.HOSTS):
        places.home(host).mkdir(parents=True, exist_ok=True)
        (places.home(host) / "prices.conf").write_text("percent=0")
        lines.append(
            f"- {{name: {host}, address: {places.address(host)}, zone: {zone(i)}, labels: {{service: {places.SERVICE}, role: price}}}}"
        )
    (places.FOLDER / "hosts.yaml").write_text("\n".join(lines) + "\n")
    ssh = places.FOLDER.parent / "openssh"
    (places.FOLDER / "host.yaml").write_text(textwrap.dedent(f"""\
        inventory: {{file: hosts.yaml}}
        ssh: {{known_hosts: {ssh}/known_hosts, keys: [{ssh}/userkey]}}
        limits: {{concurrency: 8, per_zone: 2, patience: 1m}}
        orders: ~/sluice
        boot_id: ~/boot_id
        files:
          paths:
            - {{path: ~/prices.conf}}
        """))


def proxies() -> None:
    """A HAProxy for each edge, and what Sluice needs to reach them."""
    lines = ["journal: traffic-orders", "haproxy:"]
    for i, edge in enumerate(places.EDGES):
        servers = [
            f"  server {version}:{pod.rsplit('-', 1)[1]} 127.0.0.1:{places.pod_port(pod, version)}"
            f" weight {100 if version == 'v1' else 0} check inter 500ms fall 1 rise 1"
            for version in places.API_VERSIONS
            for pod in places.PODS
        ]
        (places.FOLDER / f"{edge}.cfg").write_text(textwrap.dedent(f"""\
            global
              maxconn 500
              nbthread 1
              stats socket ipv4@127.0.0.1:{places.edge_port(edge) + 10} level admin
            defaults
              mode http
              timeout connect 1s
              timeout client 30s
              timeout server 10s
              timeout http-keep-alive 1m
              retries 3
              option redispatch 1
              retry-on conn-failure empty-response
            frontend in
              bind 127.0.0.1:{places.edge_port(edge)}
              default_backend {places.SERVICE}
            backend {places.SERVICE}
              balance roundrobin
            """) + "\n".join(servers) + "\n")
        lines.append(f"  - {{name: {edge}, zone: {zone(i)}, address: \"127.0.0.1:{places.edge_port(edge) + 10}\"}}")
    (places.FOLDER / "traffic.yaml").write_text("\n".join(lines) + "\n")


def cluster() -> None:
    """The shop's pods, and Sluice's rights as docs/sub-domains/release.md asks for them."""
    state = places.FOLDER.parent / "kubernetes"
    here = pathlib.Path(__file__).parent
    for file in ("rights.yaml", "workload.yaml"):
        subprocess.run(
            ["kubectl", "--kubeconfig", state / "admin.conf", "apply", "--validate=false", "-f", here / file],
            check=True, stdout=subprocess.DEVNULL,
        )
    subprocess.run(
        ["kubectl", "--kubeconfig", state / "admin.conf", "-n", "shop", "rollout", "status", f"statefulset/{places.SERVICE}", "--timeout=60s"],
        check=True, stdout=subprocess.DEVNULL,
    )


def zone(i: int) -> str:
    return "abc"[i % 3]


parts = {part.__name__: part for part in (databases, settings, hosts, proxies, cluster)}
for name in sys.argv[1:]:
    parts[name]()
