"""The shop's names and ports: what its parts, its set-up and its clients agree on. See README.md beside this file."""
import os
import pathlib

PORT = int(os.environ.get("SLUICE_SHOP_PORT", "22000"))
# What belongs to the shop alone; docker/systems/shop.sh sets it.
FOLDER = pathlib.Path(os.environ["SHOP_FOLDER"])
SERVICE = "checkout"

CELLS = [f"cell-{i + 1}" for i in range(6)]
GRAY = CELLS[0]
SHARDS = [f"orders-{i + 1}" for i in range(6)]
HOSTS = [f"price-{i + 1}" for i in range(6)]
PODS = [f"{SERVICE}-{i}" for i in range(6)]
EDGES = [f"edge-{i + 1}" for i in range(4)]
API_VERSIONS = ["v1", "v2"]

ETCD = f"http://127.0.0.1:{PORT}"
POSTGRESQL = PORT + 20
METRICS = PORT + 91
PRICES = PORT + 300


def edge_port(edge: str) -> int:
    return PORT + 31 + EDGES.index(edge)


def pod_port(pod: str, version: str) -> int:
    return PORT + 100 * (1 + API_VERSIONS.index(version)) + PODS.index(pod)


def address(host: str) -> str:
    """As docker/systems/openssh.sh gives them."""
    return f"127.21.0.{HOSTS.index(host) + 1}"


def home(host: str) -> pathlib.Path:
    return FOLDER.parent / "openssh" / "hosts" / address(host)


def database(shard: str) -> str:
    return shard.replace("-", "_")


def cell_of(customer: int) -> str:
    return CELLS[customer % 6]


def shard_of(customer: int) -> str:
    return SHARDS[customer // 6 % 6]


def host_of(customer: int) -> str:
    return HOSTS[customer // 36 % 6]


def targets(pod: str, customer: int, edge: str) -> dict[str, str]:
    """The target of each sub-domain that a request went through, by Sluice's names."""
    cell = cell_of(customer)
    gray = "gray" if cell == GRAY else "live"
    touched = {
        "configuration": f"{gray}/{cell}/{SERVICE}/settings",
        "schema": shard_of(customer),
        "host": host_of(customer),
        "traffic": f"{edge}/{SERVICE}",
    }
    if pod:
        touched["release"] = f"shop/statefulset/{SERVICE}/{PODS.index(pod):05d}"
    return touched


def password(role: str) -> str:
    return (FOLDER / f"{role}.password").read_text().strip()
