package example;

import io.refundgateway.Decimals;
import io.refundgateway.Options;
import io.refundgateway.RefundException;
import io.refundgateway.RefundGateway;
import io.refundgateway.v1.*;
import java.math.BigDecimal;

/** Sends each kind of refund signal once. */
public class QuickStart {
  public static void main(String[] arguments) {
    String address = arguments.length > 0 ? arguments[0] : "127.0.0.1:50051";

    // Connect. One connection serves the whole program.
    try (RefundGateway gateway = RefundGateway.connect(address, new Options().plaintext())) {
      run(gateway);
    }
  }

  static void run(RefundGateway gateway) {
    // An order with its payment, as the feed of orders tells it.
    Decimal price = Decimals.of(new BigDecimal("120.50"));
    gateway.orders().upsertOrders(UpsertOrdersRequest.newBuilder()
        .addOrders(Order.newBuilder()
            .setOrderid("JAVA-1001")
            .setState(OrderState.ORDER_STATE_PAID)
            .setVersion(1)
            .addPayments(Payment.newBuilder().setTrandeno("JAVA-PAY-1").setPaid(price))
            .addTickets(Ticket.newBuilder().setTicketid("JAVA-T-1").setPrice(price)))
        .build());

    // Apply for its refund.
    RefundResponse refund = gateway.orderRefund().refund(RefundParm.newBuilder()
        .setOrderid("JAVA-1001")
        .setRefundallticket("1")
        .build());
    BigDecimal amount = Decimals.toBigDecimal(refund.getAmount());
    System.out.println("applied for " + amount + " yuan under " + refund.getBatchno());

    // Send the payment platform's callback.
    EPayEndRefundSuccessParm callback = EPayEndRefundSuccessParm.newBuilder()
        .setBatchno(refund.getBatchno())
        .setTrandeno("JAVA-PAY-1")
        .setRefundmoney(Decimals.of(amount))
        .build();
    EndSingleSuccessResponse answer = gateway.epay().endSingleSuccess(callback);
    System.out.println("callback: " + answer.getOutcome() + " " + answer.getOrderState());

    // Read it back.
    Callback stored = gateway.operations().getCallback(GetCallbackRequest.newBuilder()
        .setBatchno(refund.getBatchno())
        .setTrandeno("JAVA-PAY-1")
        .build()).getCallback();
    System.out.println("stored: " + stored.getRefundmoney().getValue() + " " + stored.getState());

    // The same key with another amount is a conflict; the first stays in force.
    BigDecimal other = amount.subtract(new BigDecimal("0.01"));
    try {
      gateway.epay().endSingleSuccess(callback.toBuilder().setRefundmoney(Decimals.of(other)).build());
    } catch (RefundException refused) {
      if (!refused.reason().equals("CALLBACK_CONFLICT")) {
        throw refused;
      }
      System.out.println("refused: " + refused.code() + " " + refused.reason()
          + " " + refused.errcode() + " " + refused.messageZh());
    }

    // A notice from Douyin.
    UpdateThirdRefundInfoResponse douyin = gateway.douyin().updateThirdRefundInfo(
        DouyinInfoSyncParm.newBuilder()
            .setOrderId("JAVA-DY-1")
            .addNoticeList(NoticeListParm.newBuilder()
                .setCertificateId("JAVA-C-1")
                .setApplyTime(1767225600)
                .setAuditTime(1767229200)
                .setAuditResult(1))
            .build());
    System.out.println("douyin: " + douyin.getResults(0).getOutcome());

    // A notice from Taoxianda. Its amounts are text, here in fen.
    InformRefundSuccessResponse taoxianda = gateway.taoxianda().informRefundSuccess(
        InformRefundSuccessRequest.newBuilder()
            .setShopId("JAVA-SHOP-1")
            .addRefundFulfillSubOrders(RefundSuccessSubOrderRequest.newBuilder()
                .setSubBizOrderId("JAVA-SUB-1")
                .setRefundGoodsId("JAVA-RG-1")
                .setActualRefundQuantity("1.5")
                .setRefundAmount("1250")
                .setRefundType(1))
            .build());
    System.out.println("taoxianda: " + taoxianda.getResults(0).getOutcome());
  }
}
