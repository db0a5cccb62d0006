"""What the files in clients/conformance mean; see the README there."""

from __future__ import annotations

import asyncio
import importlib
import json
import re
from pathlib import Path
from typing import Any

from google.protobuf import json_format
from google.protobuf.message import Message

from refund_gateway import RefundError, connect, connect_async

Json = Any

_FILES = sorted((Path(__file__).parents[2] / "conformance").glob("*.json"))
CASES = [case for file in _FILES for case in json.loads(file.read_text("utf-8"))["cases"]]

_SERVICES = {
    "OrderService": ("order_pb2", "orders"),
    "OrderRefundService": ("order_refund_pb2", "order_refund"),
    "EPayRefundService": ("epay_pb2", "epay"),
    "DouyinRefundService": ("douyin_pb2", "douyin"),
    "TaoxiandaRefundService": ("taoxianda_pb2", "taoxianda"),
    "OperationsService": ("operations_pb2", "operations"),
    "PartnerAuthService": ("partner_auth_pb2", "partner_auth"),
}


class Client:
    """The client for threads."""

    def __init__(self, address: str, **options: Any) -> None:
        self._gateway: Any = self._connect(address, options)

    def _connect(self, address: str, options: Json) -> Any:
        return connect(address, **options)

    def call(self, service: str, method: str, request: Message, **options: Any) -> Any:
        """What a call answers."""
        return getattr(getattr(self._gateway, service), method)(request, **options)

    def close(self) -> None:
        """Ends the connection."""
        self._gateway.close()


class AsyncClient(Client):
    """The client for asyncio, in a loop of its own."""

    def _connect(self, address: str, options: Json) -> Any:
        async def begin() -> Any:
            return connect_async(address, **options)

        self._loop = asyncio.new_event_loop()
        return self._loop.run_until_complete(begin())

    def call(self, service: str, method: str, request: Message, **options: Any) -> Any:
        async def call() -> Any:
            return await getattr(getattr(self._gateway, service), method)(request, **options)

        return self._loop.run_until_complete(call())

    def close(self) -> None:
        self._loop.run_until_complete(self._gateway.close())
        self._loop.close()


class Run:
    """One case with one client, and what was kept of its responses."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._kept: dict[str, str] = {}

    def case(self, case: Json) -> None:
        """All of a case."""
        for call in case.get("given", ()):
            self.expect(call, call)
        self.expect(case["call"], case["expect"])
        for call in case.get("then", ()):
            self.expect(call, call)

    def expect(self, call: Json, expected: Json) -> None:
        """A call that gives what is expected of it."""
        if "error" not in expected:
            compare(self.call(call), self._filled(expected.get("response", {})))
            return
        try:
            answer = self.call(call)
        except RefundError as error:
            compare(_of_error(error), self._filled(expected["error"]))
        else:
            raise AssertionError(f"should have failed: {answer}")

    def call(self, call: Json) -> Json:
        """A call's response, of which is kept what it says."""
        service, method = call["rpc"].removeprefix("refund.v1.").split("/")
        module_name, attribute = _SERVICES[service]
        module = importlib.import_module(f"refund.v1.{module_name}")
        rpc = module.DESCRIPTOR.services_by_name[service].methods_by_name[method]
        request = getattr(module, rpc.input_type.name)()
        json_format.ParseDict(self._filled(call["request"]), request)
        options: dict[str, Any] = {"metadata": tuple(call.get("metadata", {}).items())}
        if "deadline_ms" in call:
            options["timeout"] = call["deadline_ms"] / 1000
        response = self._client.call(attribute, method, request, **options)
        answer = json_format.MessageToDict(response, preserving_proto_field_name=True)
        for name, path in call.get("save", {}).items():
            self._kept[name] = _at(answer, path)
        return answer

    def _filled(self, value: Json) -> Json:
        if isinstance(value, dict):
            return {name: self._filled(member) for name, member in value.items()}
        if isinstance(value, list):
            return [self._filled(element) for element in value]
        if isinstance(value, str):
            return re.sub(r"\$\{(\w+)\}", lambda match: self._kept[match[1]], value)
        return value


def compare(actual: Json, expected: Json, at: str = "") -> None:
    """Fails, and says where, unless `actual` has what is expected."""
    if isinstance(expected, dict) and isinstance(actual, dict):
        for name, member in expected.items():
            compare(actual.get(name), member, f"{at}.{name}")
    elif isinstance(expected, list) and isinstance(actual, list):
        assert len(actual) == len(expected), f"{at}: {actual} is not as long as {expected}"
        for index, element in enumerate(expected):
            compare(actual[index], element, f"{at}[{index}]")
    else:
        assert actual == expected, f"{at}: {actual!r} is not {expected!r}"


def _of_error(error: RefundError) -> Json:
    return {
        "code": error.code.name,
        "reason": error.reason,
        "errcode": error.errcode,
        "message_zh": error.message_zh,
        "violations": [violation.field for violation in error.violations],
        "retry_after": error.retry_after is not None,
    }


def _at(answer: Json, path: str) -> str:
    for step in re.findall(r"\w+", path):
        answer = answer[int(step)] if isinstance(answer, list) else answer[step]
    return str(answer)
