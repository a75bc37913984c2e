"""Clients of the shop: a steady load through the edges, and what they saw of each target as metrics for Prometheus. Nothing else is counted."""
import http.client
import http.server
import queue
import random
import threading
import time

import places

PER_SECOND = 60
WORKERS = 24
TIMEOUT_SECONDS = 5
BOUNDS = [0.005, 0.01, 0.02, 0.03, 0.05, 0.08, 0.12, 0.2, 0.5, 1.0, 2.5]


class Tally:
    """Counters of one target."""

    def __init__(self) -> None:
        self.requests = 0
        self.errors = 0
        self.seconds = 0.0
        self.buckets = [0] * len(BOUNDS)


class Seen:
    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.tallies: dict[tuple[str, str], Tally] = {}
        for customer in range(6 * 6 * 6):
            for pod in places.PODS:
                for edge in places.EDGES:
                    for target in places.targets(pod, customer, edge).items():
                        self.tallies.setdefault(target, Tally())

    def add(self, touched: dict[str, str], failed: bool, seconds: float) -> None:
        with self.lock:
            for target in touched.items():
                tally = self.tallies[target]
                tally.requests += 1
                tally.errors += failed
                tally.seconds += seconds
                for i, bound in enumerate(BOUNDS):
                    tally.buckets[i] += seconds <= bound

    def text(self) -> str:
        lines = {name: [f"# TYPE shop_{name} {kind}"] for name, kind in (
            ("requests_total", "counter"), ("errors_total", "counter"), ("request_seconds", "histogram"))}
        with self.lock:
            for (sub_domain, target), tally in sorted(self.tallies.items()):
                labels = f'sub_domain="{sub_domain}",target="{target}"'
                lines["requests_total"].append(f"shop_requests_total{{{labels}}} {tally.requests}")
                lines["errors_total"].append(f"shop_errors_total{{{labels}}} {tally.errors}")
                histogram = lines["request_seconds"]
                for bound, count in zip(BOUNDS + ["+Inf"], tally.buckets + [tally.requests]):
                    histogram.append(f'shop_request_seconds_bucket{{{labels},le="{bound}"}} {count}')
                histogram.append(f"shop_request_seconds_sum{{{labels}}} {tally.seconds:.6f}")
                histogram.append(f"shop_request_seconds_count{{{labels}}} {tally.requests}")
        return "\n".join(line for family in lines.values() for line in family) + "\n"


class Clients:
    def __init__(self, seen: Seen) -> None:
        self.seen = seen
        self.wanted: queue.SimpleQueue = queue.SimpleQueue()

    def work(self) -> None:
        connections: dict[str, http.client.HTTPConnection] = {}
        while True:
            edge, customer, total, due = self.wanted.get()
            connection = connections.setdefault(
                edge, http.client.HTTPConnection("127.0.0.1", places.edge_port(edge), timeout=TIMEOUT_SECONDS))
            pod, failed = "", True
            try:
                connection.request("GET", f"/{places.SERVICE}?customer={customer}&total={total}")
                response = connection.getresponse()
                response.read()
                pod, failed = response.getheader("x-pod", ""), response.status != 200
            except (OSError, http.client.HTTPException):
                connection.close()
            # From when it was due: who has to wait for a free client waits too.
            self.seen.add(places.targets(pod, customer, edge), failed, time.monotonic() - due)

    def run(self) -> None:
        for _ in range(WORKERS):
            threading.Thread(target=self.work, daemon=True).start()
        chance = random.Random(1)
        due, count = time.monotonic(), 0
        while True:
            # Each target gets its turn; which targets meet in a request is left to chance.
            customers = list(range(6 * 6 * 6))
            chance.shuffle(customers)
            for customer in customers:
                due += 1 / PER_SECOND
                pause = due - time.monotonic()
                if pause > 0:
                    time.sleep(pause)
                elif pause < -1:
                    due = time.monotonic()
                self.wanted.put((places.EDGES[count % len(places.EDGES)], customer, chance.randint(100, 9900), due))
                count += 1


def expose(seen: Seen) -> None:
    class Metrics(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = 1 << 20

        def log_message(self, *_):
            pass

        def do_GET(self):
            body = seen.text().encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/plain; version=0.0.4")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    http.server.ThreadingHTTPServer(("127.0.0.1", places.METRICS), Metrics).serve_forever()


if __name__ == "__main__":
    seen = Seen()
    threading.Thread(target=expose, args=(seen,), daemon=True).start()
    Clients(seen).run()
