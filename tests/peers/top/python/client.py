"""A partner on Taobao's open platform whose programs use topsdk or taobaopyx.

topsdk is the official SDK: public parameters in the query, the business
parameter in a form, milliseconds for a timestamp, MD5. taobaopyx sends one form,
signs with HMAC, and asks for gzip. Prints what the SDK understood, one JSON
object a line.

    TZ=Asia/Shanghai python -W ignore client.py URL APP_KEY SECRET SHOP_ID
"""

import asyncio
import json
import sys
from urllib.parse import urlsplit

import taobaopyx.taobao
import top.api.base

URL, APP_KEY, SECRET, SHOP_ID = sys.argv[1:]
METHOD = "alibaba.wdk.trade.refund.inform"


def notice(refund_goods_id, refund_amount="122", **changes):
    sub_order = {
        "sub_biz_order_id": "11223",
        "refund_goods_id": refund_goods_id,
        "actual_refund_quantity": "2",
        "refund_amount": refund_amount,
        "refund_type": 1,
        "sku_code": "商品/2322+ &=%\"\\",
    }
    return {"shop_id": SHOP_ID, "refund_fulfill_sub_orders": [sub_order], **changes}


class RefundInformRequest(top.api.base.RestApi):
    """As the platform generates a call."""

    def __init__(self, domain, port):
        super().__init__(domain, port)
        self.inform_refund_success_request = None

    def getapiname(self):
        return METHOD


def with_topsdk(key, secret, parameter, session=None):
    address = urlsplit(URL)
    request = RefundInformRequest(address.hostname, address.port)
    request.set_app_info(top.appinfo(key, secret))
    request.inform_refund_success_request = parameter
    try:
        return {"answer": request.getResponse(session)}
    except top.api.base.TopException as error:
        return {
            "error": {
                "code": error.errorcode,
                "msg": error.message,
                "sub_code": error.subcode,
                "sub_msg": error.submsg,
            }
        }


def with_taobaopyx(key, secret, parameter, session=None):
    async def call():
        address = urlsplit(URL)
        domain = f"{address.scheme}://{address.netloc}"
        client = taobaopyx.taobao.AsyncTaobaoAPIClient(key, secret, domain)
        parameters = {"inform_refund_success_request": parameter, "session": session}
        try:
            return {"answer": await getattr(client, METHOD)(**parameters)}
        except taobaopyx.taobao.TaobaoAPIError as error:
            members = ("code", "msg", "sub_code", "sub_msg", "request_id")
            return {"error": {member: getattr(error, member) for member in members}}
        finally:
            await client.aclose()

    return asyncio.run(call())


def call_all(sdk, call):
    def tell(name, parameter, key=APP_KEY, secret=SECRET, **more):
        understood = call(key, secret, parameter, **more)
        print(json.dumps({"sdk": sdk, "name": name, **understood}, ensure_ascii=False))

    tell("success", json.dumps(notice(sdk)))
    tell("the same again", json.dumps(notice(sdk)))
    tell("without escapes", json.dumps(notice(f"{sdk} 退款"), ensure_ascii=False))
    tell("with a session", json.dumps(notice(f"{sdk} session")), session="6100abc")
    tell("the same with another amount", json.dumps(notice(sdk, refund_amount="123")))
    tell("numbers for text", json.dumps(notice(f"{sdk} number", refund_amount=122)))
    tell("without sub orders", json.dumps(notice(sdk, refund_fulfill_sub_orders=[])))
    tell("without the parameter", None)
    # Both SDKs write it as Python does, which is not JSON.
    tell("not JSON", notice(sdk))
    tell("wrong secret", json.dumps(notice(sdk)), secret="guess")
    tell("unknown application", json.dumps(notice(sdk)), key="87654321")


call_all("topsdk", with_topsdk)
call_all("taobaopyx", with_taobaopyx)
