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
# Shorter than the edges keep an idle connection: one that they close in the moment an order begins would look like a lost order.
IDLE_SECONDS = 10
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


class Client:
    """One after the other, over a connection to each edge that is kept while it is used."""

    def __init__(self) -> None:
        self.connections: dict[str, http.client.HTTPConnection] = {}
        self.used: dict[str, float] = {}

    def order(self, edge: str, customer: int, total: int) -> tuple[str, str]:
        """The pod that answered, if one did, and what went wrong, if something did."""
        connection = self.connections.setdefault(
            edge, http.client.HTTPConnection("127.0.0.1", places.edge_port(edge), timeout=TIMEOUT_SECONDS))
        if time.monotonic() - self.used.get(edge, 0) > IDLE_SECONDS:
            connection.close()
        try:
            connection.request("GET", f"/{places.SERVICE}?customer={customer}&total={total}")
            response = connection.getresponse()
            text = response.read().decode(errors="replace")
            return response.getheader("x-pod", ""), "" if response.status == 200 else f"{response.status} {text}"
        except (OSError, http.client.HTTPException) as broken:
            connection.close()
            return "", f"{type(broken).__name__}: {broken}"
        finally:
            self.used[edge] = time.monotonic()


class Clients:
    def __init__(self, seen: Seen) -> None:
        self.seen = seen
        self.wanted: queue.SimpleQueue = queue.SimpleQueue()

    def work(self) -> None:
        client = Client()
        while True:
            edge, customer, total, due = self.wanted.get()
            pod, failure = client.order(edge, customer, total)
            # From when it was due: who has to wait for a free client waits too.
            self.seen.add(places.targets(pod, customer, edge), failure != "", time.monotonic() - due)
            if failure:
                said = " ".join(failure.split())[:160]
                print(f"{time.strftime('%H:%M:%S')} {edge} {pod or '(no pod)'} customer {customer}: {said}", flush=True)

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
