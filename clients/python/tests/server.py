"""The gateway as a program, on a database of its own."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

FIXTURES = Path(os.environ["REFUND_GATEWAY_FIXTURES"])
TLS_SETTINGS = (
    f"--tls-cert={FIXTURES / 'server.pem'}",
    f"--tls-key={FIXTURES / 'server.key'}",
    f"--tokens-file={FIXTURES / 'tokens.toml'}",
)
LIMITS = (FIXTURES / "limits").read_text().split()


class Server:
    """A running gateway; its port is free again when it is closed."""

    def __init__(self, *settings: str, port: int = 0) -> None:
        self._directory = tempfile.TemporaryDirectory()
        shutil.copytree(FIXTURES / "database", self._directory.name, dirs_exist_ok=True)
        command = [
            os.environ["REFUND_GATEWAY"],
            "serve",
            f"--database-url=sqlite://{self._directory.name}/db",
            f"--grpc-listen=127.0.0.1:{port}",
            "--http-listen=127.0.0.1:0",
            *settings,
        ]
        with open(f"{self._directory.name}/log", "wb") as log:
            self._process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True)
        self.port = self._read_port()

    def _read_port(self) -> int:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            words = line.split()
            if words[:1] == ["gRPC"]:
                return int(words[1].rpartition(":")[2])
        raise AssertionError(Path(self._directory.name, "log").read_text())

    def close(self) -> None:
        """Ends it, and forgets what it has stored."""
        self._process.kill()
        self._process.communicate()
        self._directory.cleanup()


def free_port() -> int:
    """A port where nothing listens."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port
