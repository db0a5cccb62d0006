"""Partners who sign with mohawk and with requests-hawk.

Both check what the server signs in turn. Prints what they saw, one JSON object
a line.

    python client.py URL ID KEY ALGORITHM ORDER_PREFIX
"""

import json
import sys

import mohawk
import requests
from mohawk.util import parse_authorization_header
from requests_hawk import HawkAuth

URL, ID, KEY, ALGORITHM, PREFIX = sys.argv[1:]
CREDENTIALS = {"id": ID, "key": KEY, "algorithm": ALGORITHM}
JSON = "application/json; charset=utf-8"


def refund(orderid):
    message = {"orderid": orderid, "refundallticket": "1", "memory": "退款"}
    return json.dumps(message, ensure_ascii=False).encode()


def tell(name, response, sender):
    verified = None
    signature = response.headers.get("Server-Authorization")
    if signature is not None:
        try:
            sender.accept_response(
                signature,
                content=response.content,
                content_type=response.headers["Content-Type"],
            )
            verified = True
        except mohawk.exc.HawkFail as error:
            verified = f"{type(error).__name__}: {error}"
    seen = {
        "name": name,
        "status": response.status_code,
        "challenge": response.headers.get("WWW-Authenticate"),
        "verified": verified,
        "body": response.text,
    }
    print(json.dumps(seen, ensure_ascii=False))


def with_mohawk(name, payload, content_type, sent=None, url=URL, **options):
    sender = mohawk.Sender(
        CREDENTIALS, url, "POST", content=payload, content_type=content_type, **options
    )
    headers = {"Authorization": sender.request_header, "Content-Type": content_type}
    body = payload if sent is None else sent
    tell(name, requests.post(url, data=body, headers=headers, timeout=30), sender)


def with_requests_hawk(name, payload, content_type, **options):
    auth = HawkAuth(id=ID, key=KEY, algorithm=ALGORITHM, **options)
    headers = {"Content-Type": content_type}
    response = requests.post(URL, data=payload, headers=headers, auth=auth, timeout=30)
    # requests-hawk forgets what it signed; the header that it sent tells it.
    sent = parse_authorization_header(response.request.headers["Authorization"])
    sender = mohawk.Sender(
        CREDENTIALS,
        URL,
        "POST",
        content=payload,
        content_type=content_type,
        nonce=sent["nonce"],
        ext=options.get("ext"),
        app=options.get("app"),
        _timestamp=sent["ts"],
    )
    tell(name, response, sender)


with_mohawk("mohawk", refund(f"{PREFIX}1"), JSON)
with_mohawk("mohawk app and dlg", refund(f"{PREFIX}2"), JSON, app="app", dlg="dlg")
with_mohawk("mohawk ext", refund(f"{PREFIX}3"), JSON, ext="some data")
with_mohawk("mohawk query", refund(f"{PREFIX}4"), JSON, url=f"{URL}?a=1")
with_mohawk("mohawk other body", refund(f"{PREFIX}5"), JSON, sent=refund(f"{PREFIX}6"))
with_requests_hawk("requests-hawk", refund(f"{PREFIX}5"), JSON)
with_requests_hawk("requests-hawk app and ext", refund(f"{PREFIX}6"), JSON, app="app", ext="ext")
with_requests_hawk("requests-hawk refused", refund(f"{PREFIX}-unknown"), JSON)
