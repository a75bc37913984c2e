"""Tiny HTTP services on loopback: backends.py PORT=NAME...; each answers with its name."""
import http.server
import sys
import threading


def serve(port: int, name: bytes) -> None:
    class Answer(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # One write an answer: two would wait for each other's acknowledgement.
        wbufsize = 65536

        def log_message(self, *_):
            pass

        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Length", str(len(name)))
            self.end_headers()
            self.wfile.write(name)

    class Server(http.server.ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 128

    Server(("127.0.0.1", port), Answer).serve_forever()


threads = []
for argument in sys.argv[1:]:
    port, name = argument.split("=")
    threads.append(threading.Thread(target=serve, args=(int(port), name.encode()), daemon=True))
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
