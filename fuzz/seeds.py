"""Writes the recorded cases as what the fuzzers begin with."""

import base64
import hashlib
import json
import pathlib

ROOT = pathlib.Path(__file__).parent
VECTORS = ROOT.parent / "tests" / "vectors"
# By the words of a Content-Type; in the order in which they are looked for.
TARGETS = {"json": "json", "xml": "xml", "form": "form", "bson": "bson"}


def keep(target, data):
    corpus = ROOT / "corpus" / target
    corpus.mkdir(parents=True, exist_ok=True)
    (corpus / hashlib.sha1(data).hexdigest()).write_bytes(data)


def recorded(name):
    return json.loads((VECTORS / name).read_text())


for path in (VECTORS / "webapi").glob("*.json"):
    for case in json.loads(path.read_text()).get("vectors", []):
        headers = dict(case.get("request_headers", []))
        content_type = headers.get("Content-Type", "").lower()
        target = next((TARGETS[word] for word in TARGETS if word in content_type), None)
        if "request_body_base64" in case:
            body = base64.b64decode(case["request_body_base64"])
        else:
            body = case.get("request_body_utf8", "").encode()
        if target and body:
            keep(target, body)

for case in recorded("hawk/hawk.json")["vectors"]:
    header = case["request"]["headers"].get("Authorization")
    if header:
        keep("hawk_header", header.encode())

for case in recorded("top/top.json")["captured"]:
    raw = base64.b64decode(case.get("raw_request_b64") or "")
    if raw:
        # The fuzzer takes the last bytes for lengths; the rest is a start.
        keep("top", raw)
