"""Plays the containers of the shop's pods: each that is ready serves versions 1 and 2 of the API, as its image can.

An order is priced by the agent of a host, within the time that the settings of the customer's cell allow, and written to a shard. What an image
can is told by its tag: from 2.0 on there is version 2 of the API; "-errors" loses every third order, "-laggy" takes its time.
"""
import contextlib
import http.client
import http.server
import json
import queue
import socket
import sys
import threading
import time
import urllib.parse

import cluster
import places
import prices
import psycopg2
from settings import Settings

LAG_SECONDS = 0.06
# Twice as long as the edges need to find a server that is gone.
DRAIN_SECONDS = 1.0
INSERTS = {
    "v1": "INSERT INTO orders (customer, total) VALUES (%(customer)s, %(price)s)",
    "v2": "INSERT INTO orders (customer, amount, currency) VALUES (%(customer)s, %(price)s / 100.0, %(currency)s)",
}


class Shard:
    def __init__(self, name: str) -> None:
        self.idle: queue.SimpleQueue = queue.SimpleQueue()
        self.name = name

    def run(self, statement: str, values: dict) -> None:
        try:
            connection = self.idle.get_nowait()
        except queue.Empty:
            connection = psycopg2.connect(
                host="127.0.0.1", port=places.POSTGRESQL, user="shop", password=places.password("shop"), dbname=places.database(self.name),
                connect_timeout=2, options="-c statement_timeout=2000", application_name="shop",
            )
            connection.autocommit = True
        try:
            with connection.cursor() as cursor:
                cursor.execute(statement, values)
        except psycopg2.Error:
            # Whatever it was, the next order begins with a connection that is known to be whole.
            connection.close()
            raise
        self.idle.put(connection)


class Agents:
    """Connections to the price agents, one for each thread and host."""

    def __init__(self) -> None:
        self.local = threading.local()

    def price(self, host: str, total: int, timeout: float) -> int:
        connections = self.local.__dict__.setdefault("connections", {})
        connection = connections.setdefault(host, http.client.HTTPConnection(places.address(host), places.PRICES))
        try:
            if connection.sock is None:
                connection.timeout = timeout
                connection.connect()
            connection.sock.settimeout(timeout)
            connection.request("GET", f"/price?total={total}")
            response = connection.getresponse()
            text = response.read().decode()
        except (OSError, http.client.HTTPException):
            connection.close()
            raise
        if response.status != 200:
            raise RuntimeError(f"price agent of {host}: {text}")
        return int(text)


class Pod:
    def __init__(self, shop: "Shop", name: str, image: str) -> None:
        self.shop = shop
        self.name = name
        tag = image.rsplit(":", 1)[-1]
        self.serves_v2 = tag.split(".")[0].isdigit() and int(tag.split(".")[0]) >= 2
        self.errors = tag.endswith("-errors")
        self.laggy = tag.endswith("-laggy")
        self.orders = 0
        self.stopping = False
        self.connections: set[socket.socket] = set()
        self.servers = [self.server(version) for version in places.API_VERSIONS]
        for server in self.servers:
            threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()

    def order(self, version: str, customer: int, total: int) -> None:
        self.orders += 1
        if version == "v2" and not self.serves_v2:
            raise NotImplementedError("this image has no version 2 of the API")
        if self.errors and self.orders % 3 == 0:
            raise RuntimeError("the order was lost")
        if self.laggy:
            time.sleep(LAG_SECONDS)
        settings = self.shop.settings.of(places.cell_of(customer))
        values = {"customer": customer, "currency": settings["currency"] if version == "v2" else ""}
        values["price"] = self.shop.agents.price(places.host_of(customer), total, settings["priceTimeoutMillis"] / 1000)
        self.shop.shards[places.shard_of(customer)].run(INSERTS[version], values)

    def server(self, version: str) -> http.server.ThreadingHTTPServer:
        pod = self

        class Api(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = 65536

            def setup(self):
                super().setup()
                pod.connections.add(self.connection)

            def finish(self):
                pod.connections.discard(self.connection)
                super().finish()

            def log_message(self, *_):
                pass

            def do_GET(self):
                asked = urllib.parse.parse_qs(urllib.parse.urlsplit(self.path).query)
                status, said = 200, "ordered"
                try:
                    pod.order(version, int(asked["customer"][0]), int(asked["total"][0]))
                except Exception as failure:
                    status, said = 500, f"{type(failure).__name__}: {failure}".strip()
                body = json.dumps({"said": said}).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.send_header("x-pod", pod.name)
                if pod.stopping:
                    self.send_header("Connection", "close")
                    self.close_connection = True
                self.end_headers()
                self.wfile.write(body)

        class Server(http.server.ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 64

            def handle_error(self, request, client_address):
                # A connection that its client broke off: HAProxy's checks do.
                if not isinstance(sys.exception(), ConnectionError):
                    super().handle_error(request, client_address)

        return Server(("127.0.0.1", places.pod_port(self.name, version)), Api)

    def stop(self) -> None:
        """As a pod that ends in an orderly way: nothing new comes in, what comes over old connections it answers until the edges know."""
        self.stopping = True
        for server in self.servers:
            server.shutdown()
            server.server_close()
        threading.Timer(DRAIN_SECONDS, self.part).start()

    def part(self) -> None:
        for connection in list(self.connections):
            with contextlib.suppress(OSError):
                # What came before is still read and answered; then the connection ends.
                connection.shutdown(socket.SHUT_RD)


class Shop:
    def __init__(self) -> None:
        self.settings = Settings()
        self.agents = Agents()
        self.shards = {name: Shard(name) for name in places.SHARDS}
        self.pods: dict[str, tuple[tuple[str, str], Pod]] = {}

    def run(self) -> None:
        prices.start()
        threading.Thread(target=self.settings.follow, daemon=True).start()
        for wanted in cluster.ready():
            for name in [name for name, (life, _) in self.pods.items() if wanted.get(name) != life]:
                _, pod = self.pods.pop(name)
                self.settings.end(name)
                pod.stop()
                print(name, "ended", flush=True)
            for name, life in wanted.items():
                if name not in self.pods:
                    self.pods[name] = (life, Pod(self, name, life[1]))
                    self.settings.begin(name)
                    print(name, "runs", life[1], flush=True)


if __name__ == "__main__":
    Shop().run()
