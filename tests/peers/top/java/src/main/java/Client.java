import com.taobao.api.ApiException;
import com.taobao.api.AutoRetryTaobaoClient;
import com.taobao.api.DefaultTaobaoClient;
import com.taobao.api.internal.util.json.JSONWriter;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A partner on Taobao's open platform whose programs use the official SDK for Java: public
 * parameters in the query, the business parameter in a form, answers in gzip. Prints what the SDK
 * understood, one JSON object a line.
 *
 * <pre>TZ=Asia/Shanghai java -cp 'target/classes:target/lib/*' Client URL APP_KEY SECRET SHOP_ID
 * </pre>
 */
public class Client {
  private static final int CONNECT_MILLISECONDS = 5_000;
  private static final int READ_MILLISECONDS = 30_000;
  private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  private final String url;
  private final String appKey;
  private final String secret;
  private final String shopId;

  private Client(String[] arguments) {
    url = arguments[0];
    appKey = arguments[1];
    secret = arguments[2];
    shopId = arguments[3];
  }

  public static void main(String[] arguments) {
    new Client(arguments).callAll();
    // The SDK leaves a thread behind.
    System.exit(0);
  }

  private void callAll() {
    for (String format : List.of("json", "xml")) {
      for (String signMethod : List.of("md5", "hmac", "hmac-sha256")) {
        String client = "Java " + format + " " + signMethod;
        tell(client, "success", client(appKey, secret, format, signMethod), notice(client), null);
      }
    }
    DefaultTaobaoClient simplified = client(appKey, secret, "json", "hmac");
    simplified.setUseSimplifyJson(true);
    callAll("Java json", client(appKey, secret, "json", "hmac-sha256"));
    callAll("Java simplified json", simplified);
    callAll("Java xml", client(appKey, secret, "xml", "hmac-sha256"));
    callAll("Java auto retry", new AutoRetryTaobaoClient(url, appKey, secret));
    for (String format : List.of("json", "xml")) {
      String sdk = "Java " + format;
      tell(sdk, "wrong secret", client(appKey, "guess", format, "md5"), notice(sdk), null);
      tell(sdk, "unknown application", client("87654321", secret, format, "md5"), notice(sdk), null);
    }
    var guessing = new AutoRetryTaobaoClient(url, appKey, "guess");
    tell("Java auto retry", "wrong secret", guessing, notice("Java"), null);
  }

  private void callAll(String sdk, DefaultTaobaoClient client) {
    tell(sdk, "success", client, notice(sdk), null);
    tell(sdk, "the same again", client, notice(sdk), null);
    tell(sdk, "with a session", client, notice(sdk + " session"), "6100abc");
    var changed = subOrder(sdk);
    changed.setRefundAmount("123");
    tell(sdk, "the same with another amount", client, notice(List.of(changed)), null);
    tell(sdk, "without sub orders", client, notice(List.of()), null);
    tell(sdk, "without the parameter", client, new AlibabaWdkTradeRefundInformRequest(), null);
    var notJson = new AlibabaWdkTradeRefundInformRequest();
    notJson.setInformRefundSuccessRequest("{");
    tell(sdk, "not JSON", client, notJson, null);
    var old = notice(sdk);
    old.setTimestamp(0L);
    tell(sdk, "old clock", client, old, null);
  }

  private void tell(
      String sdk,
      String name,
      DefaultTaobaoClient client,
      AlibabaWdkTradeRefundInformRequest request,
      String session) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("sdk", sdk);
    line.put("name", name);
    try {
      var response = client.execute(request, session);
      line.put("is_success", response.isSuccess());
      line.put("code", response.getErrorCode());
      line.put("msg", response.getMsg());
      line.put("sub_code", response.getSubCode());
      line.put("sub_msg", response.getSubMsg());
      line.put("request_id", response.getRequestId());
      var result = response.getResult();
      if (result != null) {
        line.put("success", result.getSuccess());
        line.put("error_code", result.getErrorCode());
        line.put("error_msg", result.getErrorMsg());
      }
    } catch (ApiException exception) {
      line.put("exception", exception.toString());
    }
    OUT.println(new JSONWriter().write(line));
  }

  private DefaultTaobaoClient client(
      String appKey, String secret, String format, String signMethod) {
    return new DefaultTaobaoClient(
        url, appKey, secret, format, CONNECT_MILLISECONDS, READ_MILLISECONDS, signMethod);
  }

  private AlibabaWdkTradeRefundInformRequest notice(String refundGoodsId) {
    return notice(List.of(subOrder(refundGoodsId)));
  }

  private AlibabaWdkTradeRefundInformRequest notice(
      List<AlibabaWdkTradeRefundInformRequest.RefundSuccessSubOrderRequest> subOrders) {
    var notice = new AlibabaWdkTradeRefundInformRequest.InformRefundSuccessRequest();
    notice.setShopId(shopId);
    notice.setRefundFulfillSubOrders(subOrders);
    var request = new AlibabaWdkTradeRefundInformRequest();
    request.setInformRefundSuccessRequest(notice);
    return request;
  }

  private static AlibabaWdkTradeRefundInformRequest.RefundSuccessSubOrderRequest subOrder(
      String refundGoodsId) {
    var subOrder = new AlibabaWdkTradeRefundInformRequest.RefundSuccessSubOrderRequest();
    subOrder.setSubBizOrderId("11223");
    subOrder.setRefundGoodsId(refundGoodsId);
    subOrder.setActualRefundQuantity("2");
    subOrder.setRefundAmount("122");
    subOrder.setRefundType(1L);
    subOrder.setSkuCode("商品/2322+ &=%\"\\");
    return subOrder;
  }
}
