"""Hosts: what a name leads to, and which internet addresses are the public web's.

Standard library only, no connection is made here; `sources.network` connects to what this module let through.
"""

import ipaddress
import queue
import socket
import threading
from collections.abc import Callable

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int, float], tuple[IPAddress, ...]]

NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052: an IPv4 address in the last 32 bits
MOST_ADDRESSES = 8  # of one name: more are never needed, and a hostile zone can list thousands


def is_public(address: IPAddress) -> bool:
    """Whether `address` can be anybody's web server: not private, local, multicast, reserved or unspecified.

    An IPv6 address that carries an IPv4 one (mapped, 6to4, Teredo, NAT64) is as public as what it carries.
    """
    carried = _carried(address)
    if carried:
        return all(is_public(inner) for inner in carried)
    if address.is_multicast or address.is_reserved or address.is_unspecified:
        return False
    if isinstance(address, ipaddress.IPv6Address) and (address.is_site_local or address.scope_id):
        return False
    return address.is_global


def _carried(address: IPAddress) -> tuple[ipaddress.IPv4Address, ...]:
    if isinstance(address, ipaddress.IPv4Address):
        return ()
    if address.ipv4_mapped:
        return (address.ipv4_mapped,)
    if address.sixtofour:
        return (address.sixtofour,)
    if address.teredo:
        return address.teredo
    if address in NAT64:
        return (ipaddress.IPv4Address(int(address) & 0xFFFFFFFF),)
    return ()


def literal(host: str) -> IPAddress | None:
    """The address that `host` spells out, if it does; in every spelling that a resolver would take.

    `127.1`, `0x7f000001` and `2130706433` are all 127.0.0.1 to the C library (inet_aton).
    """
    bare = host.strip("[]")
    try:
        return ipaddress.ip_address(bare)
    except ValueError:
        pass
    try:
        return ipaddress.IPv4Address(socket.inet_aton(bare)) if bare.isascii() else None
    except (OSError, ValueError):
        return None


def is_local_name(host: str) -> bool:
    """Whether `host` names this machine by convention (RFC 6761): localhost and what is under it."""
    name = host.rstrip(".").lower()
    return name == "localhost" or name.endswith(".localhost")


def resolve(host: str, port: int, timeout: float) -> tuple[IPAddress, ...]:
    """The addresses of `host`, in the system's order of preference, without repetition; at most eight.

    Raises `OSError` where the name leads nowhere and `TimeoutError` after `timeout` seconds: the system's own
    resolver has no time limit, so it is asked in a thread that may be left behind.
    """
    answers: queue.SimpleQueue[tuple[IPAddress, ...] | OSError] = queue.SimpleQueue()
    threading.Thread(target=lambda: answers.put(_ask_system(host, port)), name=f"resolve {host}", daemon=True).start()
    try:
        answer = answers.get(timeout=max(timeout, 0.001))
    except queue.Empty:
        raise TimeoutError(f"no answer for {host} within {timeout:.0f} s") from None
    if isinstance(answer, OSError):
        raise answer
    return answer


def _ask_system(host: str, port: int) -> tuple[IPAddress, ...] | OSError:
    known = literal(host)
    if known is not None:
        return (known,)
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        return error
    except UnicodeError:  # a label longer than 63 characters
        return OSError(f"{host} is no host name")
    spelled = dict.fromkeys(str(row[4][0]) for row in found)
    return tuple(ipaddress.ip_address(text) for text in spelled)[:MOST_ADDRESSES]
