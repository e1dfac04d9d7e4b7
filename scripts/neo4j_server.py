"""A real Neo4j server for tests and for trying things by hand: gets its jars, starts it, stops it.

Run as a program (`make neo4j`) it prints where the server listens and keeps it until Ctrl-C. The tests use
`running_server()` (see tests/conftest.py). What it needs is Java 17 or 21 and, the first time, Maven.
"""

from __future__ import annotations

import argparse
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

CHECKOUT = Path(__file__).resolve().parents[1]
POM = CHECKOUT / "scripts" / "neo4j" / "pom.xml"
TOOLS = CHECKOUT / ".tools" / "neo4j"
DEBIAN_PACKAGES = ("openjdk-17-jre-headless", "maven")
JAVA_OPTIONS = (
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    "--add-opens=java.base/java.io=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
    "-Dfile.encoding=UTF-8",
    "-XX:+UseSerialGC",
    "-Xms256m",
    "-Xmx512m",
)
PAGE_CACHE = "256m"
QUICK_OPTIONS = ("-XX:TieredStopAtLevel=1",)
"""Compile once and simply: half the work for a server that lives a minute, slower for one that lives long."""

START_SECONDS = 90.0
STOP_SECONDS = 30.0
USERNAME = "neo4j"


class ServerUnavailableError(RuntimeError):
    """No server can be had here; the message says what to install or what the server said."""


@dataclass(frozen=True, slots=True)
class Server:
    """Where a running server listens, and who may use it."""

    uri: str
    username: str
    password: str
    process: subprocess.Popen[bytes] | None = None


@dataclass(frozen=True, slots=True)
class Memory:
    """How much memory a server takes, as Java writes it: `512m`, `3g`."""

    heap: str
    page_cache: str

    def heap_options(self) -> tuple[str, ...]:
        """The options of Java; the last of two that contradict each other counts."""
        return (f"-Xms{self.heap}", f"-Xmx{self.heap}")


# --- what it needs ---------------------------------------------------------------------------------------------------


def java() -> str:
    """The path of a Java runtime that can run the server (17 or later). Installs one as root on Debian, else raises."""
    found = _find_java()
    if found is None:
        _install_by_apt()
        found = _find_java()
    if found is None:
        raise ServerUnavailableError(_what_to_install())
    return found


def jars() -> Path:
    """The folder of the server's jars; the first call gets them with Maven (118 MB)."""
    version = _version()
    lib = TOOLS / version / "lib"
    if lib.is_dir():
        return lib
    maven = shutil.which("mvn")
    if maven is None:
        _install_by_apt()
        maven = shutil.which("mvn")
    if maven is None:
        raise ServerUnavailableError(_what_to_install())
    print(f"Getting Neo4j {version} with Maven (118 MB, once) …", file=sys.stderr)
    lib.parent.mkdir(parents=True, exist_ok=True)
    # Into a folder of its own, renamed when complete, so that an interrupted download is never taken for a server.
    with tempfile.TemporaryDirectory(dir=lib.parent) as scratch:
        target = Path(scratch) / "lib"
        command = [maven, "-q", "-B", "-f", str(POM), "dependency:copy-dependencies"]
        done = subprocess.run(
            [*command, f"-DoutputDirectory={target}", "-DincludeScope=runtime"],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            reason = _last_line(done.stdout + done.stderr)
            raise ServerUnavailableError(f"Maven could not get the server's jars: {reason}")
        target.rename(lib)
    return lib


def _version() -> str:
    namespace = {"m": "http://maven.apache.org/POM/4.0.0"}
    version = ElementTree.parse(POM).findtext("m:properties/m:neo4j.version", namespaces=namespace)
    if not version:
        raise ServerUnavailableError(f"{POM} does not say which version of Neo4j to get (property neo4j.version).")
    return version


def _find_java() -> str | None:
    home = os.environ.get("JAVA_HOME")
    candidates = [str(Path(home) / "bin" / "java")] if home else []
    on_path = shutil.which("java")
    candidates += [on_path] if on_path else []
    return next((c for c in candidates if Path(c).exists() and _java_release(c) >= 17), None)


def _java_release(executable: str) -> int:
    said = subprocess.run([executable, "-version"], capture_output=True, text=True, check=False)
    match = re.search(r'version "(\d+)', said.stderr + said.stdout)
    return int(match.group(1)) if match else 0


def _install_by_apt() -> None:
    """Install Java and Maven where that is possible without asking: as root, where apt is."""
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        raise ServerUnavailableError(_what_to_install())
    print(f"Installing {' and '.join(DEBIAN_PACKAGES)} …", file=sys.stderr)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update", "-q"], ["install", "-q", "-y", "--no-install-recommends", *DEBIAN_PACKAGES]):
        done = subprocess.run([apt, *arguments], capture_output=True, text=True, env=environment, check=False)
        if done.returncode != 0:
            reason = _last_line(done.stderr or done.stdout)
            raise ServerUnavailableError(f"apt-get {arguments[0]} failed: {reason} {_what_to_install()}")


def _what_to_install() -> str:
    return (
        "A Neo4j server needs Java 17 or later and Maven: install them "
        f"(Debian: apt-get install {' '.join(DEBIAN_PACKAGES)}), "
        "or set REELGRAPH_TEST_NEO4J_URI, NEO4J_USERNAME and NEO4J_PASSWORD to a server that you have."
    )


# --- running ---------------------------------------------------------------------------------------------------------


@contextmanager
def running_server(
    home: Path | None = None, port: int = 0, quick: bool = False, memory: Memory | None = None
) -> Iterator[Server]:
    """Start a server, yield it once it answers, and stop it at the end.

    Its data stay in `home`, else in a temporary folder. `port` 0 takes a free one, `quick` is for tests. Without
    `memory` it is a small server.
    Raises ServerUnavailableError if it can't be started.
    """
    scratch = None if home else tempfile.mkdtemp(prefix="reelgraph-neo4j-")
    folder = home or Path(str(scratch))
    try:
        server = start(folder, port or free_port(), _password(folder), quick, memory)
        try:
            yield server
        finally:
            stop(server)
    finally:
        if scratch:
            shutil.rmtree(scratch, ignore_errors=True)


def admin(home: Path, *arguments: str, heap: str = "512m") -> None:
    """Run `neo4j-admin` with these arguments on the data of a server that isn't running.

    Raises ServerUnavailableError with the last line that it wrote, where it fails.
    """
    done = subprocess.run(
        [java(), *JAVA_OPTIONS, f"-Xmx{heap}", "-cp", f"{jars()}/*", "org.neo4j.cli.AdminTool", *arguments],
        capture_output=True,
        text=True,
        env={**os.environ, "NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")},
        check=False,
    )
    if done.returncode != 0:
        raise ServerUnavailableError(f"neo4j-admin {arguments[0]} failed: {_last_line(done.stdout + done.stderr)}")


def start(
    home: Path,
    port: int,
    password: str,
    quick: bool = False,
    memory: Memory | None = None,
    more: Mapping[str, str] | None = None,
) -> Server:
    """Start a server on `port` of this machine with its data in `home`, and wait until it answers.

    `more` is added to its configuration.
    """
    options = (*JAVA_OPTIONS, *(QUICK_OPTIONS if quick else ()), *(memory.heap_options() if memory else ()))
    command = [java(), *options, "-cp", f"{jars()}/*"]
    conf = home / "conf"
    conf.mkdir(parents=True, exist_ok=True)
    configuration = _configuration(port, memory.page_cache if memory else PAGE_CACHE)
    added = "".join(f"{name}={value}\n" for name, value in (more or {}).items())
    (conf / "neo4j.conf").write_text(configuration + added, encoding="utf-8")
    _set_password(command, home, password)
    where = (f"--home-dir={home}", f"--config-dir={conf}")
    with (home / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [*_until_we_end(), *command, "org.neo4j.server.CommunityEntryPoint", *where],
            stdout=log,
            stderr=subprocess.STDOUT,
            env={**os.environ, "NEO4J_HOME": str(home)},
            start_new_session=True,  # Ctrl-C reaches us alone; we then stop the server properly.
        )
    server = Server(f"bolt://127.0.0.1:{port}", USERNAME, password, process)
    try:
        _wait_until_it_answers(server, home)
    except BaseException:
        stop(server)
        raise
    return server


def _until_we_end() -> tuple[str, ...]:
    """What a command begins with that is to end when this process is killed; nothing where the system can't do that."""
    setpriv = shutil.which("setpriv") if sys.platform == "linux" else None  # of util-linux, as `unshare`
    return (setpriv, "--pdeathsig", "TERM") if setpriv else ()


def stop(server: Server) -> None:
    """Let the server shut down cleanly; kill it if it doesn't within half a minute."""
    process = server.process
    if process is None or process.poll() is not None:
        return
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def free_port() -> int:
    """A port of this machine that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _configuration(port: int, page_cache: str) -> str:
    return "\n".join(
        [
            "server.default_listen_address=127.0.0.1",
            f"server.bolt.listen_address=127.0.0.1:{port}",
            f"server.bolt.advertised_address=127.0.0.1:{port}",
            "server.http.enabled=false",
            "server.https.enabled=false",
            "dbms.usage_report.enabled=false",
            # Stopping else takes 10 s: twice the quiet time that the network layer grants to clients that are gone.
            "internal.dbms.bolt.netty_server_shutdown_quiet_period=0",
            "internal.server.bolt.connection_shutdown_wait_time=0s",
            "internal.server.bolt.thread_pool_shutdown_wait_time=0s",
            f"server.memory.pagecache.size={page_cache}",
            "",
        ]
    )


def _password(home: Path) -> str:
    """The password of the server in `home`: a new random one, kept beside its data so that a kept home opens again."""
    kept = home / "password"
    if kept.exists():
        return kept.read_text(encoding="utf-8").strip()
    home.mkdir(parents=True, exist_ok=True)
    kept.touch(mode=0o600)
    kept.write_text(secrets.token_urlsafe(12), encoding="utf-8")
    return kept.read_text(encoding="utf-8")


def _set_password(command: list[str], home: Path, password: str) -> None:
    if (home / "data" / "dbms" / "auth.ini").exists():
        return
    done = subprocess.run(
        [*command, "org.neo4j.cli.AdminTool", "dbms", "set-initial-password", "--", password],  # one may begin with "-"
        capture_output=True,
        text=True,
        env={**os.environ, "NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")},
        check=False,
    )
    if done.returncode != 0:
        raise ServerUnavailableError(f"The server's password could not be set: {_last_line(done.stderr)}")


def _wait_until_it_answers(server: Server, home: Path) -> None:
    from neo4j import GraphDatabase
    from neo4j.exceptions import DriverError, Neo4jError

    give_up = time.monotonic() + START_SECONDS
    login = (server.username, server.password)
    # Acquiring includes the handshake, which else waits a minute for something on that port that never answers.
    with GraphDatabase.driver(server.uri, auth=login, connection_acquisition_timeout=3.0) as driver:
        while True:
            try:
                driver.verify_connectivity()
            except (DriverError, Neo4jError) as error:
                process = server.process
                if process is not None and process.poll() is not None:
                    raise ServerUnavailableError(f"The Neo4j server ended while starting: {_why(home)}") from error
                if time.monotonic() > give_up:
                    late = f"The Neo4j server did not answer in {START_SECONDS:.0f} s."
                    raise ServerUnavailableError(late) from error
                time.sleep(0.1)
            else:
                return


def _why(home: Path) -> str:
    """The last reason that a server gave in its logs; its console says nothing."""
    logs = [home / "logs" / "neo4j.log", home / "server.log"]
    text = "\n".join(log.read_text(encoding="utf-8", errors="replace") for log in logs if log.exists())
    reasons = re.findall(r"^Caused by: \S+: (.*)$", text, re.MULTILINE)
    return reasons[-1] if reasons else _last_line(text)


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines()]
    said = [line for line in lines if line and not line.startswith(("at ", "..."))]  # not the calls of a Java error
    return said[-1] if said else "no message"


def main(arguments: list[str] | None = None) -> int:
    """Run a server in the foreground and say where it is. Returns the exit code."""
    parser = argparse.ArgumentParser(description="Run a Neo4j server until Ctrl-C.")
    parser.add_argument("--port", type=int, default=0, help="port for Bolt; a free one if not given")
    parser.add_argument("--home", type=Path, help="folder that keeps its data; a temporary one if not given")
    parser.add_argument("--get", action="store_true", help="only get what the server needs")
    chosen = parser.parse_args(arguments)
    home = chosen.home.resolve() if chosen.home else None
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        if chosen.get:
            jars()
            return 0
        with running_server(home, chosen.port) as server:
            print(f"export NEO4J_URI={server.uri}")
            print(f"export NEO4J_USERNAME={server.username}")
            print(f"export NEO4J_PASSWORD={server.password}")
            print("The server runs until Ctrl-C. Paste the three lines into another terminal.", file=sys.stderr)
            sys.stdout.flush()
            signal.pause()
    except ServerUnavailableError as error:
        print(error, file=sys.stderr)
        return 4
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
