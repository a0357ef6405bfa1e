"""A server of models on this machine that breaks off, lies and forgets as a test wants it to."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from speech.download import Offer

CONTENT = {
    "config.json": b"{}",
    "tokenizer.json": b"{}",
    "model.bin": bytes(range(256)) * 2000,
    "vocabulary.txt": b"a\nb\n",
}


class Server:
    """Serves CONTENT; a test may change how."""

    def __init__(self) -> None:
        self.content = dict(CONTENT)
        self.requests: list[tuple[str, str | None]] = []
        self.breaks_after: list[int] = []
        self.claims_more_bytes = 0
        self.knows_ranges = True

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        name, wanted = handler.path.rsplit("/", 1)[-1], handler.headers.get("Range")
        self.requests.append((name, wanted))
        if name not in self.content:
            handler.send_error(404)
            return
        body, begin = self.content[name], 0
        if wanted and self.knows_ranges:
            begin = int(wanted.removeprefix("bytes=").removesuffix("-"))
            if begin >= len(body):
                handler.send_error(416)
                return
        handler.send_response(206 if begin else 200)
        lie = self.claims_more_bytes if name == "model.bin" else 0
        handler.send_header("Content-Length", str(len(body) - begin + lie))
        handler.end_headers()
        end = begin + self.breaks_after.pop(0) if name == "model.bin" and self.breaks_after else len(body)
        handler.wfile.write(body[begin:end])


@contextmanager
def serving_models() -> Iterator[tuple[Server, Offer]]:
    """Serve on a free port; yield the server and what it offers."""
    state = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            state.answer(self)

        def log_message(self, *arguments: object) -> None:
            return

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as web:
        thread = threading.Thread(target=web.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield state, Offer("tiny.en", f"http://127.0.0.1:{web.server_port}/tiny", 1, 80, "English", "", {})
        web.shutdown()
        thread.join()
