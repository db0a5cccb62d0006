// A partner on Taobao's open platform whose programs use npm `taobao-sdk`
// (everything in multipart/form-data) or `node-taobao-topclient` (a form, or a
// query). Prints what the SDK understood, one JSON object a line.
//
//   TZ=Asia/Shanghai node client.mjs URL APP_KEY SECRET SHOP_ID
import TaobaoSdk from 'taobao-sdk';
import NodeTaobaoTopclient from 'node-taobao-topclient';

const METHOD = 'alibaba.wdk.trade.refund.inform';
const [url, appkey, secret, shopId] = process.argv.slice(2);

// Both sign with the time of day of this machine, which is to be China's.
const notice = (refundGoodsId, changes = {}) => ({
  shop_id: shopId,
  refund_fulfill_sub_orders: [
    {
      sub_biz_order_id: '11223',
      refund_goods_id: refundGoodsId,
      actual_refund_quantity: '2',
      refund_amount: '122',
      refund_type: 1,
      sku_code: '商品/2322+ &=%"\\',
    },
  ],
  ...changes,
});

function taobaoSdk(key, appsecret, parameters) {
  const client = new TaobaoSdk.ApiClient({ appkey: key, appsecret, url });
  return new Promise((resolve) => {
    client.execute(METHOD, parameters, (error, answer) =>
      resolve(error ? { error } : { answer }),
    );
  });
}

const nodeTaobaoTopclient = (type) => async (key, appsecret, parameters) => {
  const client = new NodeTaobaoTopclient.default({ appkey: key, appsecret, REST_URL: url });
  try {
    return { answer: await client.execute(METHOD, parameters, type) };
  } catch (error) {
    return { error: error.data?.error_response ?? String(error) };
  }
};

async function callAll(sdk, call) {
  const tell = async (name, inform_refund_success_request, credentials = {}) => {
    const { key = appkey, by = secret, ...parameters } = credentials;
    if (inform_refund_success_request !== undefined) {
      parameters.inform_refund_success_request = inform_refund_success_request;
    }
    console.log(JSON.stringify({ sdk, name, ...(await call(key, by, parameters)) }));
  };
  await tell('success', notice(sdk));
  await tell('the same again', notice(sdk));
  await tell('with a session', notice(`${sdk} session`), { session: '6100abc' });
  await tell('as text', JSON.stringify(notice(`${sdk} text`)));
  const changed = notice(sdk);
  changed.refund_fulfill_sub_orders[0].refund_amount = '123';
  await tell('the same with another amount', changed);
  await tell('without sub orders', notice(sdk, { refund_fulfill_sub_orders: [] }));
  await tell('without the parameter', undefined);
  await tell('not JSON', '{');
  await tell('wrong secret', notice(sdk), { by: 'guess' });
  await tell('unknown application', notice(sdk), { key: '87654321' });
  await tell('old clock', notice(sdk), { timestamp: '2016-01-01 12:00:00' });
}

await callAll('taobao-sdk', taobaoSdk);
await callAll('node-taobao-topclient POST', nodeTaobaoTopclient('POST'));
await callAll('node-taobao-topclient GET', nodeTaobaoTopclient('GET'));
