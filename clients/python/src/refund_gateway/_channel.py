"""How the gateway is reached: TLS, who calls, how long, and once more."""

from __future__ import annotations

import ipaddress
import json
import ssl
from dataclasses import dataclass
from os import PathLike
from pathlib import Path

import grpc

Metadata = tuple[tuple[str, "str | bytes"], ...]

# Every call may be repeated: the gateway does nothing twice. A call waits for a
# connection as long as its deadline allows.
_METHODS = {
    "name": [{}],
    "waitForReady": True,
    "retryPolicy": {
        "maxAttempts": 4,
        "initialBackoff": "0.1s",
        "maxBackoff": "2s",
        "backoffMultiplier": 2,
        "retryableStatusCodes": ["UNAVAILABLE"],
    },
}

OPTIONS: list[tuple[str, str | int]] = [
    ("grpc.service_config", json.dumps({"methodConfig": [_METHODS]})),
    ("grpc.initial_reconnect_backoff_ms", 100),
    ("grpc.min_reconnect_backoff_ms", 100),
    ("grpc.max_reconnect_backoff_ms", 2_000),
    ("grpc.keepalive_time_ms", 30_000),
    ("grpc.keepalive_timeout_ms", 10_000),
]


@dataclass(frozen=True)
class Tls:
    """How the server is recognised, and what it is shown; all are PEM files."""

    ca: str | PathLike[str] | None = None
    """Authorities that the server's certificate may come from; those of the
    system without."""
    certificate: str | PathLike[str] | None = None
    """The certificate that is shown to the server."""
    key: str | PathLike[str] | None = None
    """The private key of ``certificate``."""

    def credentials(self) -> grpc.ChannelCredentials:
        """What gRPC makes of them."""
        return grpc.ssl_channel_credentials(
            _content(self.ca or ssl.get_default_verify_paths().cafile),
            _content(self.key),
            _content(self.certificate),
        )


def _content(file: str | PathLike[str] | None) -> bytes | None:
    return Path(file).read_bytes() if file else None


def token_metadata(address: str, tls: Tls | None, token: str | None) -> Metadata:
    """The metadata that shows a token, which nobody else may see on its way."""
    if token is None:
        return ()
    if tls is None and not _is_loopback(address):
        raise ValueError(f"a token is sent over TLS or loopback only, and {address} is neither")
    return (("authorization", f"Bearer {token}"),)


def _is_loopback(address: str) -> bool:
    host = address.rpartition(":")[0].strip("[]")
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
