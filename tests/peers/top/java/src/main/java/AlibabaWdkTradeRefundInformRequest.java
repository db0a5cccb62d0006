import com.taobao.api.ApiRuleException;
import com.taobao.api.BaseTaobaoRequest;
import com.taobao.api.TaobaoObject;
import com.taobao.api.internal.mapping.ApiField;
import com.taobao.api.internal.mapping.ApiListField;
import com.taobao.api.internal.util.TaobaoHashMap;
import com.taobao.api.internal.util.json.JSONWriter;
import java.util.List;
import java.util.Map;

/** The call in the shape that the platform generates for its partners. */
public class AlibabaWdkTradeRefundInformRequest
    extends BaseTaobaoRequest<AlibabaWdkTradeRefundInformResponse> {
  private String informRefundSuccessRequest;

  public void setInformRefundSuccessRequest(String informRefundSuccessRequest) {
    this.informRefundSuccessRequest = informRefundSuccessRequest;
  }

  public void setInformRefundSuccessRequest(
      InformRefundSuccessRequest informRefundSuccessRequest) {
    this.informRefundSuccessRequest =
        new JSONWriter(false, true).write(informRefundSuccessRequest);
  }

  public String getInformRefundSuccessRequest() {
    return informRefundSuccessRequest;
  }

  public String getApiMethodName() {
    return "alibaba.wdk.trade.refund.inform";
  }

  public Map<String, String> getTextParams() {
    TaobaoHashMap txtParams = new TaobaoHashMap();
    txtParams.put("inform_refund_success_request", informRefundSuccessRequest);
    if (udfParams != null) {
      txtParams.putAll(udfParams);
    }
    return txtParams;
  }

  public Class<AlibabaWdkTradeRefundInformResponse> getResponseClass() {
    return AlibabaWdkTradeRefundInformResponse.class;
  }

  public void check() throws ApiRuleException {}

  public static class RefundSuccessSubOrderRequest extends TaobaoObject {
    private static final long serialVersionUID = 1;

    @ApiField("actual_refund_quantity")
    private String actualRefundQuantity;

    @ApiField("expect_fetch_sale_quantity")
    private String expectFetchSaleQuantity;

    @ApiField("fulfill_id")
    private String fulfillId;

    @ApiField("refund_amount")
    private String refundAmount;

    @ApiField("refund_goods_id")
    private String refundGoodsId;

    @ApiField("refund_id")
    private String refundId;

    @ApiField("refund_type")
    private Long refundType;

    @ApiField("sku_code")
    private String skuCode;

    @ApiField("sub_biz_order_id")
    private String subBizOrderId;

    public String getActualRefundQuantity() {
      return actualRefundQuantity;
    }

    public void setActualRefundQuantity(String actualRefundQuantity) {
      this.actualRefundQuantity = actualRefundQuantity;
    }

    public String getExpectFetchSaleQuantity() {
      return expectFetchSaleQuantity;
    }

    public void setExpectFetchSaleQuantity(String expectFetchSaleQuantity) {
      this.expectFetchSaleQuantity = expectFetchSaleQuantity;
    }

    public String getFulfillId() {
      return fulfillId;
    }

    public void setFulfillId(String fulfillId) {
      this.fulfillId = fulfillId;
    }

    public String getRefundAmount() {
      return refundAmount;
    }

    public void setRefundAmount(String refundAmount) {
      this.refundAmount = refundAmount;
    }

    public String getRefundGoodsId() {
      return refundGoodsId;
    }

    public void setRefundGoodsId(String refundGoodsId) {
      this.refundGoodsId = refundGoodsId;
    }

    public String getRefundId() {
      return refundId;
    }

    public void setRefundId(String refundId) {
      this.refundId = refundId;
    }

    public Long getRefundType() {
      return refundType;
    }

    public void setRefundType(Long refundType) {
      this.refundType = refundType;
    }

    public String getSkuCode() {
      return skuCode;
    }

    public void setSkuCode(String skuCode) {
      this.skuCode = skuCode;
    }

    public String getSubBizOrderId() {
      return subBizOrderId;
    }

    public void setSubBizOrderId(String subBizOrderId) {
      this.subBizOrderId = subBizOrderId;
    }
  }

  public static class InformRefundSuccessRequest extends TaobaoObject {
    private static final long serialVersionUID = 1;

    @ApiListField("refund_fulfill_sub_orders")
    @ApiField("refund_success_sub_order_request")
    private List<RefundSuccessSubOrderRequest> refundFulfillSubOrders;

    @ApiField("shop_id")
    private String shopId;

    public List<RefundSuccessSubOrderRequest> getRefundFulfillSubOrders() {
      return refundFulfillSubOrders;
    }

    public void setRefundFulfillSubOrders(
        List<RefundSuccessSubOrderRequest> refundFulfillSubOrders) {
      this.refundFulfillSubOrders = refundFulfillSubOrders;
    }

    public String getShopId() {
      return shopId;
    }

    public void setShopId(String shopId) {
      this.shopId = shopId;
    }
  }
}
