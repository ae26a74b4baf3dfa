"""What a whole run costs that finds 300 feeds unchanged: `python -m tests.benchmarks.unchanged [feeds]`.

The command itself, as a process of its own against loopback, from its start to the published file. Its CPU seconds
stand next to those of bare httpx asking for the same feeds, and next to the limit.
"""

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

import httpx

LIMIT = 10.0  # CPU seconds for 300 feeds
HOSTS = 30

SERVER = """
import socketserver, threading
ITEM = (
    "<item><title>Kabar {0}</title><link>http://{1}/berita/{0}</link><guid>{0}</guid>"
    "<pubDate>Tue, 10 Jun 2025 0{0}:00:00 GMT</pubDate></item>"
)
class Feeds(socketserver.StreamRequestHandler):
    def handle(self):
        while line := self.rfile.readline():
            head = {}
            while (raw := self.rfile.readline()).strip():
                name, _, value = raw.decode().partition(":")
                head[name.lower()] = value.strip()
            path, host = line.split()[1].decode(), head.get("host", "")
            if path == "/robots.txt":
                status, body = "200 OK", b"User-agent: *\\nDisallow:\\n"
            elif not path.startswith("/rss"):
                status, body = "404 Not Found", b""
            elif "if-none-match" in head:
                status, body = "304 Not Modified", b""
            else:
                items = "".join(ITEM.format(n, host) for n in range(5))
                status, body = "200 OK", f'<rss version="2.0"><channel><title>x</title>{items}</channel></rss>'.encode()
            self.wfile.write(f'HTTP/1.1 {status}\\r\\nETag: "a"\\r\\nContent-Type: application/rss+xml\\r\\n'.encode())
            self.wfile.write(b"" if status[:3] == "304" else f"Content-Length: {len(body)}\\r\\n".encode())
            self.wfile.write(b"\\r\\n" + body)
class Server(socketserver.ThreadingTCPServer):
    daemon_threads, request_queue_size, allow_reuse_address = True, 256, True
first = Server(("127.0.0.2", 0), Feeds)
port = first.server_address[1]
for last in range(3, HOSTS + 2):
    threading.Thread(target=Server((f"127.0.0.{last}", port), Feeds).serve_forever, daemon=True).start()
print(port, flush=True)
first.serve_forever()
"""

OUTLET = """
name = "Satu {number}"
homepage = "http://{host}/"
country = "ID"
language = "id"
time_zone = "Asia/Jakarta"
domains = ["{address}"]
[addresses]
skip = ["/berita/"]
"""


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    with (
        tempfile.TemporaryDirectory() as folder,
        subprocess.Popen(
            [sys.executable, "-c", f"HOSTS = {HOSTS}\n{SERVER}"], stdout=subprocess.PIPE, text=True
        ) as server,
    ):
        assert server.stdout is not None
        port = server.stdout.readline().strip()
        try:
            urls = outlets(Path(folder), port, count)
            run(Path(folder))
            measured = cpu_of(lambda: run(Path(folder)))
            bare = cpu_of(lambda: subprocess.run([sys.executable, "-c", BARE, *urls], check=True))
        finally:
            server.terminate()
    print(f"{count} unchanged feeds on {HOSTS} hosts")
    print(f"{'kabar run --force, whole command':<36}{measured:>8.2f} s CPU (limit {LIMIT:g})")
    print(f"{'bare httpx, the same requests':<36}{bare:>8.2f} s CPU")
    print(f"{'ratio to the limit':<36}{measured / LIMIT:>8.2f}")


BARE = f"""
import sys, httpx
assert httpx.__version__ == {httpx.__version__!r}
with httpx.Client() as client:
    for url in sys.argv[1:]:
        assert client.get(url, headers={{"If-None-Match": '"a"'}}).status_code == 304
"""


def outlets(folder: Path, port: str, count: int) -> list[str]:
    """Writes an outlet file per host with its share of `count` feeds; their addresses."""
    urls = []
    (folder / "outlets").mkdir()
    for number in range(HOSTS):
        address = f"127.0.0.{number + 2}"
        host = f"{address}:{port}"
        mine = [f"http://{host}/rss/{n}" for n in range(count // HOSTS)]
        feeds = "".join(f'[[feeds]]\nurl = "{url}"\nsection = "all"\n' for url in mine)
        text = OUTLET.format(number=number, host=host, address=address) + feeds
        (folder / "outlets" / f"satu-{number}.toml").write_text(text)
        urls += mine
    return urls


def run(folder: Path) -> None:
    """The command, on these outlets alone."""
    settings = {
        "KABAR_HOME": str(folder / "home"), "KABAR_OUTLETS": str(folder / "outlets"), "KABAR_HOST_GAP": "0",
        "KABAR_ALLOW_PRIVATE_HOSTS": "1", "NO_PROXY": "*",
    }  # fmt: skip
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("KABAR_", "PREFECT_"))} | settings
    ids = [argument for n in range(HOSTS) for argument in ("--outlet", f"satu-{n}")]
    command = [str(Path(sys.executable).with_name("kabar")), "run", "--force", *ids]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def cpu_of(work: object) -> float:
    """CPU seconds, user and system, of the processes that `work` starts and waits for."""
    assert callable(work)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    work()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
