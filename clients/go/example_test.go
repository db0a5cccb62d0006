package refundgateway_test

import (
	"context"
	"errors"
	"log"
	"os"

	"google.golang.org/grpc/metadata"

	refundgateway "github.com/refund-gateway/refund-gateway/clients/go"
	refundv1 "github.com/refund-gateway/refund-gateway/clients/go/refund/v1"
)

func ExampleDial() {
	gateway, err := refundgateway.Dial("gateway.example.com:50051", refundgateway.Options{
		CA:    "/etc/refunds/ca.pem", // unless the system knows the authority
		Token: os.Getenv("REFUND_GATEWAY_TOKEN"),
	})
	if err != nil {
		log.Fatal(err)
	}
	defer func() { _ = gateway.Close() }()
}

func ExampleError() {
	gateway, err := refundgateway.Dial("127.0.0.1:50051", refundgateway.Options{Plaintext: true})
	if err != nil {
		log.Fatal(err)
	}
	defer func() { _ = gateway.Close() }()

	// On behalf of an agent, whose orders are then the only ones it may refund.
	ctx := metadata.AppendToOutgoingContext(context.Background(), "refund-gateway-agent", "agent01")
	_, err = gateway.OrderRefund.Refund(ctx, &refundv1.RefundParm{Orderid: "A1"})
	var failure *refundgateway.Error
	if errors.As(err, &failure) {
		for _, violation := range failure.Violations {
			log.Println(violation.Field, violation.Rule)
		}
	}
}
