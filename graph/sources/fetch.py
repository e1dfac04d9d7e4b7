"""Fetching one address politely and safely: bounded in time and size, and never from this machine unless allowed.

The rules (docs/sources.md tells them to users): only http and https; each redirect is checked like the first address;
the address that is connected to is the very one that was checked, so a name that changes its answer in between gains
nothing; names and passwords in an address are refused; proxies from the environment are not used.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from email.message import Message
from http import HTTPStatus
from typing import Any

import httpcore
import httpx

from graph import __version__
from graph.errors import SourceError
from graph.sources import urls
from graph.sources.base import SourceOptions

_HEADERS: Mapping[bytes | str, bytes | str] = {
    "User-Agent": f"reelgraph/{__version__} (reads single pages on behalf of a person)",
    "Accept": "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, text/plain, */*;q=0.5",
    "Accept-Encoding": "gzip, deflate",
}
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_SAVE_IT = "save the page from your browser and add the file"
_ONLY_HTTP = "only http and https addresses are read"
_WITHOUT_USER = "give the address without user name and password"


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address answered: where it ended after redirects, its media type and charset as stated, and its bytes."""

    url: str
    media_type: str
    charset: str
    data: bytes


def fetch(url: str, options: SourceOptions) -> Fetched:
    """The content of an http(s) address. Raises SourceError with what went wrong in one line."""
    deadline = _Deadline(options)
    with httpcore.ConnectionPool(
        ssl_context=httpx.create_ssl_context(), network_backend=_GuardedNetwork(deadline, options.allow_local)
    ) as pool:
        for _ in range(options.max_redirects + 1):
            answer = _one_answer(pool, _checked(url), options, deadline)
            if isinstance(answer, Fetched):
                return answer
            url = answer
    raise SourceError(f"{urls.shown(url)} redirects too often", "open the page in a browser and give its final address")


def _one_answer(pool: httpcore.ConnectionPool, url: str, options: SourceOptions, deadline: _Deadline) -> Fetched | str:
    """The content of exactly this address, or the address that it redirects to."""
    name = urls.shown(url)
    extensions = {"timeout": dict.fromkeys(("connect", "read", "write", "pool"), options.timeout)}
    try:
        with pool.stream("GET", url, headers=_HEADERS, extensions=extensions) as response:
            headers = {k.decode("latin-1").lower(): v.decode("latin-1") for k, v in response.headers}
            if response.status in _REDIRECTS and "location" in headers:
                target = urls.join(url, headers["location"])
                if not target:
                    raise SourceError(f"{name} redirects to what is no web address", _ONLY_HTTP)
                return target
            if response.status != HTTPStatus.OK:
                raise _refusal(name, response.status)
            data = b"".join(_unpacked(response.iter_stream(), headers, name, options.max_bytes))
            media_type, charset = _content_type(headers.get("content-type", ""))
            return Fetched(url, media_type, charset, data)
    except httpcore.TimeoutException as error:
        raise SourceError(f"{name} didn't answer within {deadline.waited()} s", "try again later") from error
    except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
        raise SourceError(f"{name} can't be fetched: {_reason(error)}", "check the address and the network") from error


def _checked(url: str) -> str:
    """The address in the form to ask for, if it may be asked for at all."""
    parts = urls.split(url)
    if parts is None:
        raise SourceError(f"{urls.shown(url)} isn't a web address", _WITHOUT_USER if "@" in url else _ONLY_HTTP)
    if parts.username is not None or parts.password is not None:
        raise SourceError(f"{urls.shown(url)} was given with a user name or password", _WITHOUT_USER)
    asked = urls.requestable(url)
    if not asked:
        raise SourceError(f"{urls.shown(url)} isn't a web address", _ONLY_HTTP)
    return asked


def _refusal(name: str, status: int) -> SourceError:
    try:
        phrase = f"{status} ({HTTPStatus(status).phrase})"
    except ValueError:
        phrase = str(status)
    if status in (401, 402, 403, 451):
        return SourceError(f"{name} refuses the page: {phrase}", _SAVE_IT)
    if status == 429 or status >= 500:
        return SourceError(f"{name} answered {phrase}", "try again later")
    return SourceError(f"{name} answered {phrase}", "check the address")


def _unpacked(chunks: Iterable[bytes], headers: dict[str, str], name: str, limit: int) -> Iterator[bytes]:
    """The body, unpacked piece by piece, so that a small answer can't unfold beyond the limit."""
    encoding = headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ("identity", "", "gzip", "x-gzip", "deflate"):
        raise SourceError(f"{name} is packed in a way that can't be read ({encoding[:40]})", _SAVE_IT)
    # 32: gzip or zlib, told apart by the header of the data.
    unpacker = None if encoding in ("identity", "") else zlib.decompressobj(zlib.MAX_WBITS | 32)
    size = 0
    for raw in chunks:
        try:
            chunk = raw if unpacker is None else unpacker.decompress(raw, limit + 1 - size)
        except zlib.error as error:
            raise SourceError(f"{name} sent data that can't be unpacked", "try again later") from error
        size += len(chunk)
        if size > limit:
            raise SourceError(f"{name} is too large: more than {limit:,} bytes", _SAVE_IT)
        yield chunk
    if unpacker is not None and not unpacker.eof:
        raise SourceError(f"{name} broke off in the middle", "try again later")


def _content_type(value: str) -> tuple[str, str]:
    message = Message()
    message["content-type"] = value.encode("ascii", "ignore").decode()
    charset = message.get_content_charset()
    return message.get_content_type() if value else "", charset or ""


def _reason(error: Exception) -> str:
    """The first line of an error, in plain words where the library's own are none."""
    text = str(error).strip().splitlines()[0][:200] if str(error).strip() else type(error).__name__
    if isinstance(error, httpcore.RemoteProtocolError):
        return "the answer broke off or isn't HTTP"
    return "its certificate isn't valid" if "CERTIFICATE_VERIFY_FAILED" in text else text


class _Deadline:
    """One limit for the whole of an answer: each wait for the network gets what is left of it."""

    def __init__(self, options: SourceOptions) -> None:
        self._started = time.monotonic()
        self._total = options.total_timeout

    def left(self, timeout: float | None) -> float:
        """How long the next wait may be, in seconds; raises a time-out if nothing is left."""
        left = self._total - (time.monotonic() - self._started)
        if left <= 0:
            raise httpcore.ReadTimeout("total time is over")
        return left if timeout is None else min(left, timeout)

    def waited(self) -> int:
        """Whole seconds since the start, at least one."""
        return max(1, round(time.monotonic() - self._started))


class _GuardedNetwork(httpcore.NetworkBackend):
    """Looks a name up, refuses addresses that aren't public, and connects to exactly what it checked."""

    def __init__(self, deadline: _Deadline, allow_local: bool) -> None:
        self._network = httpcore.SyncBackend()
        self._deadline = deadline
        self._allow_local = allow_local

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        failure: Exception = OSError("it has no address")
        for address in self._addresses(host, port):
            wait = self._deadline.left(timeout)
            try:
                stream = self._network.connect_tcp(address, port, wait, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _TimedStream(stream, self._deadline)
        raise failure

    def _addresses(self, host: str, port: int) -> list[str]:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise SourceError(f"there is no host {host}", "check the address and the network") from error
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        if not self._allow_local and not all(is_public(address) for address in addresses):
            raise SourceError(
                f"{host} is an address of this machine or of a private network", "allow it with --allow-local"
            )
        return addresses


class _TimedStream(httpcore.NetworkStream):
    """A connection each of whose waits ends with the deadline, so that a server that drips can't hold us."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: _Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left(timeout))
        return _TimedStream(stream, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet, also where an IPv6 address wraps an IPv4 one."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast
