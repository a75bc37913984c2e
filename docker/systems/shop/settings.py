"""The configuration of each cell, read from etcd, and its acknowledgement for each pod that lives."""
import json
import threading
import time

import places
from etcd import Etcd

LOOK_SECONDS = 0.25
LEASE_SECONDS = 6
FRONT = "/sluice/cells/"


class Settings:
    def __init__(self) -> None:
        self.etcd = Etcd()
        self.by_cell: dict[str, dict] = {}
        self.revisions: dict[str, int] = {}
        self.failures: dict[str, str] = {}
        self.leases: dict[str, str] = {}
        self.acknowledged: dict[str, dict[str, int]] = {}
        self.lock = threading.Lock()

    def of(self, cell: str) -> dict:
        return self.by_cell.get(cell, {})

    def begin(self, pod: str) -> None:
        with self.lock:
            self.leases[pod] = ""

    def end(self, pod: str) -> None:
        with self.lock:
            lease = self.leases.pop(pod, "")
            self.acknowledged.pop(pod, None)
        if lease:
            try:
                self.etcd.revoke(lease)
            except (OSError, RuntimeError):
                pass  # It ends by itself.

    def follow(self) -> None:
        renewed = 0.0
        while True:
            try:
                self.read()
                if time.monotonic() - renewed > LEASE_SECONDS / 3:
                    renewed = time.monotonic()
                    self.renew()
                self.acknowledge()
            except Exception as failure:
                print("etcd:", failure, flush=True)
                time.sleep(0.5)
            time.sleep(LOOK_SECONDS)

    def read(self) -> None:
        revision, found = self.etcd.below(FRONT)
        for cell in places.CELLS:
            changed, text = found.get(f"{FRONT}{cell}/{places.SERVICE}/settings", (revision, "{}"))
            if self.revisions.get(cell) == changed:
                continue
            try:
                self.by_cell[cell] = json.loads(text)
                self.failures.pop(cell, None)
            except ValueError as broken:
                self.failures[cell] = f" failed: settings of {cell} are no JSON: {broken}"
            self.revisions[cell] = changed

    def renew(self) -> None:
        with self.lock:
            leases = dict(self.leases)
        for pod, lease in leases.items():
            if not lease or not self.etcd.keep(lease):
                with self.lock:
                    if pod in self.leases:
                        self.leases[pod] = self.etcd.lease(LEASE_SECONDS)
                        self.acknowledged.pop(pod, None)

    def acknowledge(self) -> None:
        """Says of each pod and cell which revision it runs, once it is another."""
        with self.lock:
            for pod, lease in self.leases.items():
                said = self.acknowledged.setdefault(pod, {})
                news = {cell: revision for cell, revision in self.revisions.items() if said.get(cell) != revision}
                if lease and news:
                    self.etcd.put_all(
                        {
                            f"/sluice/acknowledged/{cell}/{places.SERVICE}/{pod}": f"{revision}{self.failures.get(cell, '')}"
                            for cell, revision in news.items()
                        },
                        lease,
                    )
                    said.update(news)
