using System;
using Refund.V1;
using RefundGateway;

/// <summary>Sends each kind of refund signal once.</summary>
internal static class Program
{
    private static void Main(string[] arguments)
    {
        var address = arguments.Length > 0 ? arguments[0] : "127.0.0.1:50051";

        // Connect. One connection serves the whole program.
        using (var gateway = new Gateway(address, new GatewayOptions { Plaintext = true }))
        {
            // An order with its payment, as the feed of orders tells it.
            var order = new Order
            {
                Orderid = "CS-1001",
                State = OrderState.Paid,
                Version = 1,
                Payments = { new Payment { Trandeno = "CS-PAY-1", Paid = 120.50m } },
                Tickets = { new Ticket { Ticketid = "CS-T-1", Price = 120.50m } },
            };
            gateway.Orders.UpsertOrders(new UpsertOrdersRequest { Orders = { order } });

            // Apply for its refund. Each method has an awaitable sister: RefundAsync.
            var refund = gateway.OrderRefund.Refund(new RefundParm { Orderid = "CS-1001", Refundallticket = "1" });
            var amount = refund.Amount.ToDecimal();
            Console.WriteLine($"applied for {amount:F2} yuan under {refund.Batchno}");

            // Send the payment platform's callback.
            var callback = new EPayEndRefundSuccessParm
            {
                Batchno = refund.Batchno,
                Trandeno = "CS-PAY-1",
                Refundmoney = amount,
            };
            var answer = gateway.Epay.EndSingleSuccess(callback);
            Console.WriteLine($"callback: {answer.Outcome}");

            // Read it back.
            var key = new GetCallbackRequest { Batchno = refund.Batchno, Trandeno = "CS-PAY-1" };
            var stored = gateway.Operations.GetCallback(key).Callback;
            Console.WriteLine($"stored: {stored.Refundmoney.ToDecimal()} {stored.State}");

            // The same key with another amount is a conflict; the first stays in force.
            callback.Refundmoney = amount - 0.01m;
            try
            {
                gateway.Epay.EndSingleSuccess(callback);
            }
            catch (RefundException error) when (error.Reason == "CALLBACK_CONFLICT")
            {
                Console.WriteLine($"refused: {error.StatusCode} {error.Errcode} {error.MessageZh}");
            }

            // A notice from Douyin.
            var notice = new NoticeListParm
            {
                CertificateId = "CS-C-1",
                ApplyTime = 1767225600,
                AuditTime = 1767229200,
                AuditResult = 1,
            };
            var douyin = gateway.Douyin.UpdateThirdRefundInfo(
                new DouyinInfoSyncParm { OrderId = "CS-DY-1", NoticeList = { notice } });
            Console.WriteLine($"douyin: {douyin.Results[0].Outcome}");

            // A notice from Taoxianda. Its amounts are text, here in fen.
            var subOrder = new RefundSuccessSubOrderRequest
            {
                SubBizOrderId = "CS-SUB-1",
                RefundGoodsId = "CS-RG-1",
                ActualRefundQuantity = "1.5",
                RefundAmount = "1250",
                RefundType = 1,
            };
            var taoxianda = gateway.Taoxianda.InformRefundSuccess(
                new InformRefundSuccessRequest { ShopId = "CS-SHOP", RefundFulfillSubOrders = { subOrder } });
            Console.WriteLine($"taoxianda: {taoxianda.Results[0].Outcome}");
        }
    }
}
