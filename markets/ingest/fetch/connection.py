"""The connection: names resolved once, every address judged, the peer again before a byte goes."""

import functools
import socket
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPResponse
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError

from markets.ingest.fetch.addresses import explain_forbidden
from markets.ingest.fetch.deadline import Deadline
from markets.ingest.fetch.outcome import Later, Refused
from markets.ingest.fetch.target import Target

#: host, port → numeric addresses with the port to connect to, in the order to try
Resolver = Callable[[str, int], list[tuple[str, int]]]

_MOST_ADDRESSES = 4


def resolve_host(host: str, port: int) -> list[tuple[str, int]]:
    """Return the system's answer; raises OSError where the name is not known."""
    names = [host]
    if "." in host and not host.rsplit(".", 1)[1][0].isdigit():
        # with the dot the machine's search domains stay out of it; a hosts file knows it only without
        names = [f"{host}.", host]
    for name in names[:-1]:
        try:
            return _addresses(name, port)
        except socket.gaierror as error:
            if error.errno not in (socket.EAI_NONAME, socket.EAI_NODATA):
                raise
    return _addresses(names[-1], port)


def _addresses(name: str, port: int) -> list[tuple[str, int]]:
    found = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
    return [(str(answer[4][0]), port) for answer in found]


@dataclass(frozen=True, slots=True)
class Guard:
    """What a connection needs to know of the one request it is opened for."""

    target: Target
    resolve: Resolver
    deadline: Deadline


def guarded_adapter(guard: Guard) -> HTTPAdapter:
    """Return an adapter for one request, whose every connection goes through the guard. No proxy, no retry."""
    adapter = HTTPAdapter(max_retries=0)
    adapter.poolmanager.pool_classes_by_scheme = {
        "http": functools.partial(_pool, HTTPConnectionPool, _GuardedHTTP, guard),
        "https": functools.partial(_pool, HTTPSConnectionPool, _GuardedHTTPS, guard),
    }
    return adapter


def _pool(pool_class: Any, connection_class: Any, guard: Guard, host: str, port: int, **options: Any) -> Any:
    pool = pool_class(host, port, **options)
    pool.ConnectionCls = functools.partial(connection_class, guard=guard)
    return pool


class _FinalResponse(HTTPResponse):
    """Skip interim responses (102, 103). Python's own class skips 100 alone; the deadline ends endless ones."""

    def begin(self) -> None:
        super().begin()
        while self.status in (HTTPStatus.PROCESSING, HTTPStatus.EARLY_HINTS):
            self.headers = self.msg = None  # type: ignore[assignment]
            super().begin()


class _GuardedHTTP(HTTPConnection):
    response_class = _FinalResponse

    def __init__(self, *args: Any, guard: Guard, **options: Any) -> None:
        super().__init__(*args, **options)
        self._guard = guard

    def _new_conn(self) -> socket.socket:
        return _open(self, self._guard)

    def connect(self) -> None:
        super().connect()
        self._guard.deadline.watch(self.sock)


class _GuardedHTTPS(_GuardedHTTP, HTTPSConnection):
    pass


def _open(connection: HTTPConnection, guard: Guard) -> socket.socket:
    """Return a connected socket to an address that was judged; Refused or Later leave with nothing sent."""
    target = guard.target
    if (connection.host, connection.port) != (target.host, target.port):
        raise Refused(f"The connection would go to {connection.host}, but {target.host} was checked.")
    places = _judged(target, guard.resolve)
    error: OSError | None = None
    for place in places[:_MOST_ADDRESSES]:
        if guard.deadline.expired:
            break
        try:
            sock = socket.create_connection(place, timeout=_seconds(connection.timeout))
        except OSError as failure:
            error = failure
            continue
        try:
            for option in connection.socket_options or ():
                sock.setsockopt(*option)
            _judge_peer(sock, target, place[0])
        except BaseException:
            sock.close()
            raise
        return sock
    if isinstance(error, TimeoutError):
        raise ConnectTimeoutError(connection, f"no connection to {target.host}") from error
    raise NewConnectionError(connection, f"no connection to {target.host}: {error}") from error


def _judged(target: Target, resolver: Resolver) -> list[tuple[str, int]]:
    try:
        places = resolver(target.host, target.port)
    except (OSError, UnicodeError) as error:
        raise Later(f"The name {target.host} could not be resolved.") from error
    if not places:
        raise Later(f"The name {target.host} has no address.")
    if not target.trusted:
        for address, _ in places:
            # one bad address spoils all: the next answer may hold only that one
            if reason := explain_forbidden(address):
                raise Refused(f"{target.host} resolves to {address}, a {reason} address.")
    return places


def _judge_peer(sock: socket.socket, target: Target, wanted: str) -> None:
    peer = str(sock.getpeername()[0])
    if target.trusted:
        return
    if reason := explain_forbidden(peer):
        raise Refused(f"The connection to {target.host} reached {peer}, a {reason} address.")
    if peer != wanted:
        raise Refused(f"The connection to {target.host} reached {peer} and not {wanted}.")


def _seconds(timeout: Any) -> float | None:
    return timeout if isinstance(timeout, int | float) else None
