// A partner who signs with npm `hawk`, the reference implementation, and checks
// what the server signs in turn. Prints what it saw, one JSON object a line.
//
//   node client.mjs URL ID KEY ALGORITHM ORDER_PREFIX
import { createHash, randomBytes } from 'node:crypto';
import Hawk from 'hawk';

const [url, id, key, algorithm, prefix] = process.argv.slice(2);
const credentials = { id, key, algorithm };

const json = (orderid) => JSON.stringify({ orderid, refundallticket: '1', memory: '退款' });
const xml = (orderid) =>
  '<RefundParm xmlns="http://schemas.datacontract.org/2004/07/DigitalScience.DataTransfer.Tour.V5.Parm.WebInterface">' +
  `<orderid>${orderid}</orderid><refundallticket>1</refundallticket></RefundParm>`;
const form = (orderid) => new URLSearchParams({ orderid, refundallticket: '1' }).toString();

async function send(name, payload, contentType, options = {}) {
  const { target = url, sent = payload, ...signed } = options;
  const { header, artifacts } = Hawk.client.header(target, 'POST', {
    credentials,
    payload,
    contentType,
    ...signed,
  });
  const response = await fetch(target, {
    method: 'POST',
    headers: { Authorization: header, 'Content-Type': contentType, ...options.headers },
    body: sent,
  });
  const body = Buffer.from(await response.arrayBuffer());
  const headers = Object.fromEntries(response.headers);
  let verified;
  try {
    // Checks Server-Authorization with the payload, and the tsm of a challenge.
    Hawk.client.authenticate({ headers }, credentials, artifacts, {
      payload: body,
      required: response.ok,
    });
    verified = true;
  } catch (error) {
    verified = error.message;
  }
  console.log(
    JSON.stringify({
      name,
      status: response.status,
      contentType: headers['content-type'],
      challenge: headers['www-authenticate'] ?? null,
      signed: 'server-authorization' in headers,
      verified,
      body: body.toString(),
    }),
  );
}

const utf8 = 'application/json; charset=utf-8';
await send('json', json(`${prefix}1`), utf8);
await send('xml', xml(`${prefix}2`), 'text/xml');
await send('form', form(`${prefix}3`), 'application/x-www-form-urlencoded');
await send('app and dlg', json(`${prefix}4`), utf8, { app: 'app', dlg: 'dlg' });
await send('ext', json(`${prefix}5`), utf8, { ext: "!#$%&'()*+,-./:;<=>?@[]^_`{|}~ x" });
await send('query', json(`${prefix}6`), utf8, { target: `${url}?a=1&b=%E9%80%80` });
await send('lower case route', json(`${prefix}7`), utf8, { target: url.toLowerCase() });
await send('xml answer', json(`${prefix}8`), utf8, { headers: { Accept: 'application/xml' } });
await send('utf-16 answer', json(`${prefix}9`), utf8, { headers: { 'Accept-Charset': 'utf-16' } });
await send('refused', json(`${prefix}-unknown`), utf8);
await send('invalid model', json(''), utf8);

// A nonce is used up together with its second: the next one is another signature.
const once = {
  nonce: randomBytes(6).toString('base64url'),
  timestamp: Math.floor(Date.now() / 1000),
};
await send('first use of a nonce', json(`${prefix}1`), utf8, once);
await send('second use of a nonce', json(`${prefix}1`), utf8, once);
await send('other body', json(`${prefix}1`), utf8, { sent: json(`${prefix}2`) });
await send('without hash', json(`${prefix}1`), utf8, { payload: undefined, sent: json(`${prefix}1`) });
await send('stale', json(`${prefix}1`), utf8, { timestamp: Math.floor(Date.now() / 1000) - 3600 });
credentials.key = createHash('md5').update('guess').digest('hex');
await send('wrong key', json(`${prefix}1`), utf8);
