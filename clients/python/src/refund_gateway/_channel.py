"""How the gateway is reached: TLS, who calls, how long, and once more."""

from __future__ import annotations

import json
import ssl
from os import PathLike
from pathlib import Path
from typing import Union

import grpc

File = Union[str, PathLike[str]]
Metadata = tuple[tuple[str, str], ...]

_LOOPBACK = ("localhost", "127.0.0.1", "[::1]")

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


def tls(ca: File | None, certificate: File | None, key: File | None) -> grpc.ChannelCredentials:
    """TLS by PEM files, with the system's authorities unless others are given."""
    return grpc.ssl_channel_credentials(
        _content(ca or ssl.get_default_verify_paths().cafile),
        _content(key),
        _content(certificate),
    )


def _content(file: File | None) -> bytes | None:
    return Path(file).read_bytes() if file else None


def token_metadata(address: str, plaintext: bool, token: str | None) -> Metadata:
    """The metadata that shows a token, which nobody else may see on its way."""
    if token is None:
        return ()
    if plaintext and address.rpartition(":")[0] not in _LOOPBACK:
        raise ValueError(f"a token is sent over TLS or loopback only, and {address} is neither")
    return (("authorization", f"Bearer {token}"),)
