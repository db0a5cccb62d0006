#!/usr/bin/python3
"""Reads the help pages in Chromium, as partners do.

    check_pages.py GATEWAY_URL [SCREENSHOT_DIRECTORY]

Follows every link from the first page, in windows from a phone's to a desk's,
in light and in dark. Runs the scripts that the pages offer, with a curl that only tells what
it would have sent, and checks the signatures on their own terms.

Debian's Python, because Debian's package brings Selenium for that one.
"""

import base64
import hashlib
import hmac
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import parse_qs, urldefrag, urlsplit

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By

# The narrow one is the narrowest in which tables are tables.
WINDOWS = {"phone": (360, 740, True), "narrow": (961, 900, False), "desk": (1280, 900, False)}
SCHEMES = ["light", "dark"]

# Each page, and its title.
PAGES = {
    "/Help": "ASP.NET Web API Help Page",
    "/Help/Api/POST-api-WebInterface-Order-ThirdRefundInfo-Update": "POST api/WebInterface/Order/ThirdRefundInfo/Update",
    "/Help/Api/POST-api-WebInterface-EPay-Refund-EndSingle-Success": "POST api/WebInterface/EPay/Refund/EndSingle/Success",
    "/Help/Api/POST-api-Order-Refund": "POST api/Order/Refund",
    "/Help/Api/alibaba.wdk.trade.refund.inform": "alibaba.wdk.trade.refund.inform",
    "/Help/ErrorCodes": "错误码",
} | {
    f"/Help/ResourceModel?modelName={name}": name
    for name in [
        "DouyinInfoSyncParm",
        "NoticeListParm",
        "EPayEndRefundSuccessParm",
        "RefundParm",
        "CommonOperationResult",
        "OperationResult",
    ]
}

# What is wrong with the page as it is laid out and coloured now.
DEFECTS = r"""
for (const details of document.querySelectorAll("details")) details.open = true;
const defects = [];
const name = element => element.tagName.toLowerCase() + " " + JSON.stringify(element.textContent.slice(0, 40));
const width = document.documentElement.clientWidth;
if (document.documentElement.scrollWidth > width) defects.push("the page scrolls sideways");

const channels = colour => colour.match(/[\d.]+/g).map(Number);
const luminance = colour => {
  const [r, g, b] = channels(colour).map(c => c / 255).map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const isClear = colour => (channels(colour)[3] ?? 1) === 0;
const behind = element => {
  for (let at = element; at; at = at.parentElement) {
    const colour = getComputedStyle(at).backgroundColor;
    if (!isClear(colour)) return colour;
  }
  return "rgb(255, 255, 255)";
};

for (const element of document.body.querySelectorAll("*")) {
  const box = element.getBoundingClientRect();
  if (box.width > 0 && (box.right > width + 1 || box.left < -1)) defects.push("beyond the window: " + name(element));
  if (element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).display !== "inline" && element.clientWidth > 0)
    defects.push("wider than its place: " + name(element));
  const own = [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
  if (own && box.width > 0) {
    const [light, dark] = [luminance(getComputedStyle(element).color), luminance(behind(element))].sort((a, b) => b - a);
    const contrast = (light + 0.05) / (dark + 0.05);
    if (contrast < 4.5) defects.push(`contrast ${contrast.toFixed(1)}: ` + name(element));
  }
}
for (const table of document.querySelectorAll("table")) {
  const columns = table.querySelectorAll("thead th").length;
  if (!table.matches(".help-page-table")) defects.push("a table without its class");
  if (!table.querySelector("tbody tr")) defects.push("an empty table");
  const cards = getComputedStyle(table).display === "block";
  const edges = new Set([...table.querySelectorAll("td > div")].map(cell => Math.round(cell.getBoundingClientRect().left)));
  if (cards && edges.size > 1) defects.push("the cards' texts are not aligned: " + name(table));
  for (const row of table.querySelectorAll("tbody tr"))
    if (row.cells.length !== columns) defects.push("a row with other columns: " + name(row));
}
const ids = [...document.querySelectorAll("[id]")].map(element => element.id);
for (const id of ids) if (ids.indexOf(id) !== ids.lastIndexOf(id)) defects.push("twice the same id: " + id);
for (const link of document.querySelectorAll("a[href^='#']"))
  if (!document.getElementById(link.getAttribute("href").slice(1))) defects.push("a link to nothing: " + name(link));
if (document.querySelectorAll("h1").length !== 1) defects.push("not one heading of the page");
if (document.documentElement.lang !== "zh-CN") defects.push("no language");
if (document.querySelector("script")) defects.push("a script");
return defects;
"""

failures = []


def check(holds, *told):
    if not holds:
        failures.append(" ".join(str(part) for part in told))


def start_browser():
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for argument in [
        "--headless=new",
        "--no-sandbox",  # root has none
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--hide-scrollbars",
    ]:
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)


def show_as(browser, window, scheme):
    width, height, mobile = WINDOWS[window]
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": mobile},
    )
    browser.execute_cdp_cmd(
        "Emulation.setEmulatedMedia",
        {"features": [{"name": "prefers-color-scheme", "value": scheme}]},
    )


def shoot(browser, directory, name):
    picture = browser.execute_cdp_cmd("Page.captureScreenshot", {"captureBeyondViewport": True})
    (directory / f"{name}.png").write_bytes(base64.b64decode(picture["data"]))


def follow(browser, gateway):
    """Every page that links lead to, as path and query."""
    found, waiting = [], ["/Help"]
    while waiting:
        address = waiting.pop(0)
        if address in found:
            continue
        found.append(address)
        browser.get(gateway + address)
        for link in browser.find_elements(By.CSS_SELECTOR, "a[href]"):
            target = urldefrag(link.get_property("href")).url
            check(target.startswith(gateway + "/Help"), address, "leads away, to", target)
            waiting.append(target.removeprefix(gateway))
    return found


def check_page(browser, gateway, address, screenshots):
    backgrounds = set()
    for window in WINDOWS:
        for scheme in SCHEMES:
            show_as(browser, window, scheme)
            browser.get(gateway + address)
            shown = f"{address} ({window}, {scheme})"
            check(browser.title == PAGES.get(address), shown, "is called", browser.title)
            for defect in browser.execute_script(DEFECTS):
                check(False, shown, defect)
            for entry in browser.get_log("browser"):
                check(False, shown, "console:", entry["message"])
            body = browser.find_element(By.TAG_NAME, "body")
            backgrounds.add(body.value_of_css_property("background-color"))
            if screenshots:
                name = re.sub(r"\W+", "-", address.removeprefix("/"))
                shoot(browser, screenshots, f"{name}-{window}-{scheme}")
    check(len(backgrounds) == len(SCHEMES), address, "looks the same in light and dark")


def check_error_view(browser, gateway):
    browser.get(f"{gateway}/Help/Api/POST-api-Nope")
    check(browser.title == "Error", "an unknown API is called", browser.title)
    check(not browser.execute_script(DEFECTS), "the error view has defects")


def sent_by_script(browser, gateway, path):
    """The arguments with which the page's script calls curl."""
    browser.get(gateway + path)
    script = browser.find_element(By.ID, "curl-script").get_property("textContent")
    with tempfile.TemporaryDirectory() as directory:
        curl = Path(directory, "curl")
        curl.write_text("#!/usr/bin/python3\nimport json, sys\nprint(json.dumps(sys.argv[1:]))\n")
        curl.chmod(0o755)
        environment = os.environ | {"PATH": f"{directory}:{os.environ['PATH']}"}
        run = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", script],
            env=environment, capture_output=True, text=True, check=False, timeout=60,
        )
    check(run.returncode == 0 and not run.stderr, path, "its script says", run.stderr)
    return json.loads(run.stdout or "[]")


def values_of(option, arguments):
    return [value for name, value in zip(arguments, arguments[1:]) if name == option]


def check_plain_script(browser, gateway, path, member):
    arguments = sent_by_script(browser, gateway, path)
    (body,) = values_of("--data", arguments)
    check(member in json.loads(body), path, "sends", body)
    route = path.removeprefix("/Help/Api/POST").replace("-", "/")
    check(any(argument.endswith(route) for argument in arguments), path, "calls", arguments)


def b64(raw):
    return base64.b64encode(raw).decode()


def hawk_mac(key, ts, nonce, path, host, port, payload_hash):
    parts = ["hawk.1.header", ts, nonce, "POST", path, host, port, payload_hash, ""]
    text = "".join(part + "\n" for part in parts)
    return b64(hmac.digest(key.encode(), text.encode(), "sha256"))


def hawk_hash(body):
    text = f"hawk.1.payload\napplication/json\n{body}\n"
    return b64(hashlib.sha256(text.encode()).digest())


def hawk_key(literal, password):
    return literal + hashlib.md5(password.encode()).hexdigest().upper()


def check_hawk(browser, gateway):
    path = "/Help/Api/POST-api-Order-Refund"
    arguments = sent_by_script(browser, gateway, path)
    (body,) = values_of("--data", arguments)
    headers = dict(header.split(": ", 1) for header in values_of("--header", arguments))
    signed = dict(re.findall(r'(\w+)="([^"]*)"', headers["Authorization"]))
    key = hawk_key("KEY", "Passw0rd!")
    check(signed["hash"] == hawk_hash(body), "the script's hash is of something else")
    mac = hawk_mac(
        key, signed["ts"], signed["nonce"], "/api/Order/Refund", "127.0.0.1", "8080", signed["hash"]
    )
    check(signed["mac"] == mac, "the script's mac is of something else")

    example = browser.find_element(By.ID, "hawk-example")
    blocks = [block.get_property("textContent") for block in example.find_elements(By.TAG_NAME, "pre")]
    _, shown_key, payload, shown_hash, normalized, header = blocks
    signed = dict(re.findall(r'(\w+)="([^"]*)"', header))
    check(shown_key == key, "the example's key is wrong")
    check(shown_hash == b64(hashlib.sha256(payload.encode()).digest()), "the example's hash is wrong")
    mac = b64(hmac.digest(key.encode(), normalized.encode(), "sha256"))
    check(signed["mac"] == mac and signed["hash"] == shown_hash, "the example's mac is wrong")


def check_top(browser, gateway):
    arguments = sent_by_script(browser, gateway, "/Help/Api/alibaba.wdk.trade.refund.inform")
    sent = dict(value.split("=", 1) for value in values_of("--data-urlencode", arguments))
    (sign,) = values_of("--data", arguments)
    secret = "应用的密钥"
    text = secret + "".join(name + sent[name] for name in sorted(sent)) + secret
    expected = hashlib.md5(text.encode()).hexdigest().upper()
    check(parse_qs(sign)["sign"] == [expected], "the script's sign is of something else")
    business = json.loads(sent["inform_refund_success_request"])
    check(business["refund_fulfill_sub_orders"][0]["refund_type"] == 1, "the script sends", business)


def main():
    gateway = sys.argv[1].rstrip("/")
    screenshots = Path(sys.argv[2]) if len(sys.argv) > 2 else None
    check(urlsplit(gateway).netloc, "no address:", gateway)
    if screenshots:
        screenshots.mkdir(parents=True, exist_ok=True)
    browser = start_browser()
    try:
        found = follow(browser, gateway)
        check(sorted(found) == sorted(PAGES), "other pages than expected:", set(found) ^ set(PAGES))
        for address in found:
            check_page(browser, gateway, address, screenshots)
        check_error_view(browser, gateway)
        api = "/Help/Api/POST-api-WebInterface-"
        check_plain_script(browser, gateway, api + "Order-ThirdRefundInfo-Update", "order_id")
        check_plain_script(browser, gateway, api + "EPay-Refund-EndSingle-Success", "batchno")
        check_hawk(browser, gateway)
        check_top(browser, gateway)
    finally:
        browser.quit()
    for failure in failures:
        print(failure, file=sys.stderr)
    print(f"{len(found)} pages, {len(failures)} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
