"""The demo's side of the wire: a loopback HTTP server that offers one recording and collects webhooks."""

import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Queue

LARGEST_WEBHOOK_BYTES = 8 * 1024 * 1024


@dataclass(frozen=True)
class Delivery:
    """One webhook as it arrived: header names in lower case, the body as the bytes that were signed."""

    headers: dict
    body: bytes


class Loopback:
    """Serves `recording` at /recording and takes webhooks by POST, on a free port of 127.0.0.1.

    A webhook is given to `verify(delivery)`, set before the first can come, which returns the event in it or raises.
    It is called on arrival, as signatures age. What it returns goes into `received` with the delivery, what it raises
    goes there in the event's place.
    """

    def __init__(self, recording, media_type):
        self.received = Queue()
        self.verify = None
        content = recording.read_bytes()
        loopback = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                found = self.path == "/recording"
                body = content if found else b"not found\n"
                self._answer(200 if found else 404, media_type if found else "text/plain", body)

            def do_POST(self):
                length = int(self.headers.get("content-length", 0))
                if length > LARGEST_WEBHOOK_BYTES:
                    self._answer(413, "text/plain", b"too large\n")
                    return
                headers = {name.lower(): value for name, value in self.headers.items()}
                delivery = Delivery(headers, self.rfile.read(length))
                try:
                    loopback.received.put((delivery, loopback.verify(delivery)))
                    self._answer(200, "text/plain", b"ok\n")
                except Exception as error:
                    loopback.received.put((delivery, error))
                    self._answer(400, "text/plain", b"not accepted\n")

            def _answer(self, status, content_type, body):
                self.send_response(status)
                self.send_header("content-type", content_type)
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                """Quiet: what matters is printed by the demo."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self):
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()
