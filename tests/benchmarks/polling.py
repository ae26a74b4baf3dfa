"""What asking and keeping cost: 300 unchanged feeds through Web.get, next to bare httpx; the archive's rate.

    .venv/bin/python -m tests.benchmarks.polling [feeds] [threads]

The server is a process of its own, with an address per host on loopback, so the CPU seconds are the client's.
"""

import contextlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import httpx

from sources.archive import Archive
from sources.http import open_web
from sources.types import Ask, Response

ETAG = '"unchanged"'
DOCUMENTS = 400
DOCUMENT_BYTES = 100_000

SERVER = """
import socketserver
ROBOTS = b"User-agent: *\\nDisallow: /private\\n"
class Unchanged(socketserver.StreamRequestHandler):
    def handle(self):
        while line := self.rfile.readline():
            while self.rfile.readline() not in (b"\\r\\n", b""):
                pass
            if b"/robots.txt" in line:
                self.wfile.write(b"HTTP/1.1 200 OK\\r\\nContent-Length: %d\\r\\n\\r\\n%s" % (len(ROBOTS), ROBOTS))
            else:
                self.wfile.write(b'HTTP/1.1 304 Not Modified\\r\\nETag: "unchanged"\\r\\n\\r\\n')
class Server(socketserver.ThreadingTCPServer):
    daemon_threads, request_queue_size, allow_reuse_address = True, 256, True
server = Server(("127.0.0.1", 0), Unchanged)
port = server.server_address[1]
import threading
for last in range(2, 65):
    threading.Thread(target=Server((f"127.0.0.{last}", port), Unchanged).serve_forever, daemon=True).start()
print(port, flush=True)
server.serve_forever()
"""


@contextlib.contextmanager
def unchanged_feeds(count: int) -> Iterator[list[str]]:
    """`count` feed addresses on 64 hosts, each of which answers 304."""
    with subprocess.Popen([sys.executable, "-c", SERVER], stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        port = server.stdout.readline().strip()
        try:
            yield [f"http://127.0.0.{1 + n % 64}:{port}/feed/{n}" for n in range(count)]
        finally:
            server.kill()


def measured(work: Callable[[], None]) -> tuple[float, float]:
    """CPU seconds of this process and seconds on the wall."""
    cpu, wall = time.process_time(), time.perf_counter()
    work()
    return time.process_time() - cpu, time.perf_counter() - wall


def with_web(urls: list[str], threads: int) -> None:
    def clock() -> datetime:
        return datetime.now(UTC)

    agent = "kabar/0 (+https://contoh.test/)"
    with (
        open_web(user_agent=agent, clock=clock, host_gap=0, allow_private=True) as web,
        ThreadPoolExecutor(threads) as pool,
    ):
        asks = [Ask(url=url, purpose="feed", etag=ETAG) for url in urls]
        outcomes = [answer.outcome for answer in pool.map(web.get, asks)]
    assert outcomes == ["not_modified"] * len(urls)


def with_httpx(urls: list[str], threads: int) -> None:
    with httpx.Client() as client, ThreadPoolExecutor(threads) as pool:
        replies = pool.map(lambda url: client.get(url, headers={"If-None-Match": ETAG}), urls)
        assert [reply.status_code for reply in replies] == [304] * len(urls)


def archive(root: Path, *, sync: bool) -> None:
    """Write and read back documents that compress as pages do."""
    words = [os.urandom(4).hex() for _ in range(2000)]
    now = datetime.now(UTC)
    kept = Archive(root, sync=sync)
    refs = []

    def response(n: int) -> Response:
        body = " ".join(Random(n).choices(words, k=DOCUMENT_BYTES // 9)).encode()  # gzip makes a fifth of it
        url = f"https://contoh.test/{n}"
        return Response(url=url, final_url=url, permanent_url=url, status=200, headers=(), body=body, fetched_at=now)

    responses = [response(n) for n in range(DOCUMENTS)]

    def write() -> None:
        for n, one in enumerate(responses):
            refs.append(kept.write(one, purpose="page", key=str(n), outlet_id="contoh", known=lambda _: None))

    def read() -> None:
        for ref in refs:
            kept.read(ref)

    size = sum(len(one.body) for one in responses) / 1e6
    for name, work in (("written", write), ("read", read)):
        cpu, wall = measured(work)
        print(
            f"archive, {DOCUMENTS} documents of {size / DOCUMENTS * 1000:.0f} kB {name}"
            f"{' (synced)' if sync and name == 'written' else ''}: {DOCUMENTS / wall:.0f}/s, {size / wall:.0f} MB/s,"
            f" {cpu:.2f} s CPU"
        )


def main() -> None:
    feeds, threads = (int(a) for a in sys.argv[1:3]) if len(sys.argv) > 2 else (300, 16)
    with unchanged_feeds(feeds) as urls:
        for name, work in (("Web.get", with_web), ("bare httpx", with_httpx)):
            cpu, wall = measured(lambda work=work: work(urls, threads))  # type: ignore[misc]
            print(f"{feeds} feeds answered 304, {threads} threads, {name}: {cpu:.2f} s CPU, {wall:.2f} s")
    for sync in (True, False):
        with tempfile.TemporaryDirectory() as folder:
            archive(Path(folder), sync=sync)


if __name__ == "__main__":
    main()
