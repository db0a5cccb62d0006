// Quickstart sends each kind of refund signal once. The README shows this file.
package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"os"

	"github.com/shopspring/decimal"
	"google.golang.org/protobuf/proto"

	refundgateway "github.com/refund-gateway/refund-gateway/clients/go"
	refundv1 "github.com/refund-gateway/refund-gateway/clients/go/refund/v1"
)

func main() {
	address := "127.0.0.1:50051"
	if len(os.Args) > 1 {
		address = os.Args[1]
	}
	if err := run(context.Background(), address); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context, address string) error {
	// Connect. One gateway serves the whole program.
	gateway, err := refundgateway.Dial(address, refundgateway.Options{Plaintext: true})
	if err != nil {
		return err
	}
	defer gateway.Close()

	// An order with its payment, as the feed of orders tells it.
	price := decimal.RequireFromString("120.50")
	_, err = gateway.Orders.UpsertOrders(ctx, &refundv1.UpsertOrdersRequest{
		Orders: []*refundv1.Order{{
			Orderid:  "GO-1001",
			State:    refundv1.OrderState_ORDER_STATE_PAID,
			Version:  1,
			Payments: []*refundv1.Payment{{Trandeno: "GO-PAY-1", Paid: refundgateway.NewDecimal(price)}},
			Tickets:  []*refundv1.Ticket{{Ticketid: "GO-T-1", Price: refundgateway.NewDecimal(price)}},
		}},
	})
	if err != nil {
		return err
	}

	// Apply for its refund.
	refund, err := gateway.OrderRefund.Refund(ctx, &refundv1.RefundParm{
		Orderid: "GO-1001", Refundallticket: "1",
	})
	if err != nil {
		return err
	}
	amount, err := refundgateway.ParseDecimal(refund.GetAmount())
	if err != nil {
		return err
	}
	fmt.Println("applied for", amount.StringFixed(2), "yuan under", refund.GetBatchno())

	// Send the payment platform's callback.
	callback := &refundv1.EPayEndRefundSuccessParm{
		Batchno:     refund.GetBatchno(),
		Trandeno:    "GO-PAY-1",
		Refundmoney: refundgateway.NewDecimal(amount),
	}
	answer, err := gateway.Epay.EndSingleSuccess(ctx, callback)
	if err != nil {
		return err
	}
	fmt.Println("callback:", answer.GetOutcome(), answer.GetOrderState())

	// Read it back.
	stored, err := gateway.Operations.GetCallback(ctx, &refundv1.GetCallbackRequest{
		Batchno: refund.GetBatchno(), Trandeno: "GO-PAY-1",
	})
	if err != nil {
		return err
	}
	fmt.Println("stored:", stored.GetCallback().GetRefundmoney().GetValue(), stored.GetCallback().GetState())

	// The same key with another amount is a conflict; the first stays in force.
	callback.Refundmoney = refundgateway.NewDecimal(amount.Sub(decimal.RequireFromString("0.01")))
	_, err = gateway.Epay.EndSingleSuccess(ctx, callback)
	var failure *refundgateway.Error
	if !errors.As(err, &failure) || failure.Reason != "CALLBACK_CONFLICT" {
		return fmt.Errorf("not refused as a conflict: %w", err)
	}
	fmt.Println("refused:", failure.Code, failure.Reason, failure.Errcode, failure.MessageZh)

	// A notice from Douyin.
	douyin, err := gateway.Douyin.UpdateThirdRefundInfo(ctx, &refundv1.DouyinInfoSyncParm{
		OrderId: "GO-DY-1",
		NoticeList: []*refundv1.NoticeListParm{{
			CertificateId: "GO-C-1", ApplyTime: 1767225600, AuditTime: 1767229200, AuditResult: 1,
		}},
	})
	if err != nil {
		return err
	}
	fmt.Println("douyin:", douyin.GetResults()[0].GetOutcome())

	// A notice from Taoxianda. Its amounts are text, here in fen.
	taoxianda, err := gateway.Taoxianda.InformRefundSuccess(ctx, &refundv1.InformRefundSuccessRequest{
		ShopId: "GO-SHOP-1",
		RefundFulfillSubOrders: []*refundv1.RefundSuccessSubOrderRequest{{
			SubBizOrderId: "GO-SUB-1", RefundGoodsId: "GO-RG-1",
			ActualRefundQuantity: "1.5", RefundAmount: "1250", RefundType: proto.Int64(1),
		}},
	})
	if err != nil {
		return err
	}
	fmt.Println("taoxianda:", taoxianda.GetResults()[0].GetOutcome())
	return nil
}
