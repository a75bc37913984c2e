"""The price agent of each host: answers what an order costs by the host's own file prices.conf, read anew for each request."""
import http.server
import sys
import threading
import time
import urllib.parse

import places

# As long as looking the price up elsewhere would take.
LOOKUP_SECONDS = 0.004


def serve(host: str) -> None:
    file = places.home(host) / "prices.conf"

    class Agent(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = 65536

        def log_message(self, *_):
            pass

        def do_GET(self):
            total = int(urllib.parse.parse_qs(urllib.parse.urlsplit(self.path).query)["total"][0])
            time.sleep(LOOKUP_SECONDS)
            try:
                name, percent = file.read_text().strip().split("=")
                if name != "percent":
                    raise ValueError(f"unknown setting {name}")
                self.answer(200, str(round(total * (100 + float(percent)) / 100)))
            except (OSError, ValueError) as broken:
                self.answer(500, f"{file.name} is broken: {broken}")

        def answer(self, status: int, text: str) -> None:
            body = text.encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    class Server(http.server.ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 64

        def handle_error(self, request, client_address):
            # A connection that its client broke off: HAProxy's checks do.
            if not isinstance(sys.exception(), ConnectionError):
                super().handle_error(request, client_address)

    Server((places.address(host), places.PRICES), Agent).serve_forever()


def start() -> None:
    for host in places.HOSTS:
        threading.Thread(target=serve, args=(host,), daemon=True).start()
