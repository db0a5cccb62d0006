package refundgateway_test

import (
	"context"
	"errors"
	"net"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"

	refundgateway "github.com/refund-gateway/refund-gateway/clients/go"
	refundv1 "github.com/refund-gateway/refund-gateway/clients/go/refund/v1"
)

// A flakyServer is away for some calls, then answers with the caller's token as
// the batch number.
type flakyServer struct {
	refundv1.UnimplementedEPayRefundServiceServer
	failures int32
	calls    atomic.Int32
}

func (s *flakyServer) EndSingleSuccess(
	ctx context.Context, _ *refundv1.EPayEndRefundSuccessParm,
) (*refundv1.EndSingleSuccessResponse, error) {
	if s.calls.Add(1) <= s.failures {
		return nil, status.Error(codes.Unavailable, "away")
	}
	return &refundv1.EndSingleSuccessResponse{
		Batchno: strings.Join(metadata.ValueFromIncomingContext(ctx, "authorization"), ","),
	}, nil
}

func (s *flakyServer) start(t *testing.T, listen string) string {
	t.Helper()
	listener, err := net.Listen("tcp", listen)
	if err != nil {
		t.Error(err)
		return listen
	}
	server := grpc.NewServer()
	refundv1.RegisterEPayRefundServiceServer(server, s)
	go func() { _ = server.Serve(listener) }()
	t.Cleanup(server.Stop)
	return listener.Addr().String()
}

func TestUnavailableIsTriedFourTimes(t *testing.T) {
	// Larger than what gRPC keeps for a retry by default.
	request := &refundv1.EPayEndRefundSuccessParm{Batchno: strings.Repeat("B", 1<<20)}

	server := &flakyServer{failures: 3}
	epay := dialPlaintext(t, server.start(t, "127.0.0.1:0")).Epay
	if _, err := epay.EndSingleSuccess(t.Context(), request); err != nil {
		t.Errorf("not answered at the fourth try: %v", err)
	}

	server = &flakyServer{failures: 4}
	epay = dialPlaintext(t, server.start(t, "127.0.0.1:0")).Epay
	_, err := epay.EndSingleSuccess(t.Context(), request)
	var failure *refundgateway.Error
	if !errors.As(err, &failure) || failure.Code != codes.Unavailable || server.calls.Load() != 4 {
		t.Errorf("after %d calls: %v", server.calls.Load(), err)
	}
}

func TestACallWaitsLongerThanItsRetries(t *testing.T) {
	address := freeAddress(t)
	started := make(chan struct{})
	time.AfterFunc(2*time.Second, func() {
		defer close(started)
		new(flakyServer).start(t, address)
	})
	epay := dialPlaintext(t, address).Epay
	_, err := epay.EndSingleSuccess(t.Context(), &refundv1.EPayEndRefundSuccessParm{})
	<-started
	if err != nil {
		t.Error(err)
	}
}

func TestTimeoutIsTheDeadlineOfACallWithoutOne(t *testing.T) {
	address := listenWithoutAnswer(t)
	gateway := dial(t, address, refundgateway.Options{Plaintext: true, Timeout: 100 * time.Millisecond})
	began := time.Now()
	_, err := gateway.Orders.GetOrder(t.Context(), &refundv1.GetOrderRequest{Orderid: "A1"})
	if status.Code(err) != codes.DeadlineExceeded || time.Since(began) > 5*time.Second {
		t.Errorf("after %s: %v", time.Since(began), err)
	}
}

func TestTokenIsSentInTheClearToTheSameMachineOnly(t *testing.T) {
	options := refundgateway.Options{Plaintext: true, Token: "secret"}

	epay := dial(t, new(flakyServer).start(t, "127.0.0.1:0"), options).Epay
	answer, err := epay.EndSingleSuccess(t.Context(), &refundv1.EPayEndRefundSuccessParm{})
	if err != nil || answer.GetBatchno() != "Bearer secret" {
		t.Errorf("the server was told %q: %v", answer.GetBatchno(), err)
	}

	for _, address := range []string{"gateway.example.com:50051", "192.0.2.1:50051", "127.0.0.1.example.com:50051"} {
		if _, err := refundgateway.Dial(address, options); err == nil {
			t.Errorf("%s would be sent the token in the clear", address)
		}
	}
}

func TestDialRefusesFilesItCannotUse(t *testing.T) {
	missing := filepath.Join(t.TempDir(), "missing.pem")
	for name, options := range map[string]refundgateway.Options{
		"missing authority":           {CA: missing},
		"authority without PEM":       {CA: "go.mod"},
		"missing certificate":         {Certificate: missing, Key: missing},
		"certificate without its key": {Certificate: fixture(t, "client.pem")},
		"key without its certificate": {Key: fixture(t, "client.key")},
		"plaintext with an authority": {CA: fixture(t, "ca.pem"), Plaintext: true},
	} {
		if _, err := refundgateway.Dial("127.0.0.1:50051", options); err == nil {
			t.Errorf("%s was taken", name)
		}
	}
}

func TestClientCertificateProvesWhoCalls(t *testing.T) {
	address := startGateway(t, "127.0.0.1:0", append(tlsFlags(t), "--tls-client-ca", fixture(t, "ca.pem"))...)
	anonymous := refundgateway.Options{CA: fixture(t, "ca.pem")}
	known := anonymous
	known.Certificate, known.Key = fixture(t, "client.pem"), fixture(t, "client.key")
	for _, expected := range []struct {
		options refundgateway.Options
		code    codes.Code
	}{{anonymous, codes.Unauthenticated}, {known, codes.NotFound}} {
		orders := dial(t, address, expected.options).Orders
		_, err := orders.GetOrder(t.Context(), &refundv1.GetOrderRequest{Orderid: "NEVER"})
		if status.Code(err) != expected.code {
			t.Errorf("with %+v: %v", expected.options, err)
		}
	}
}
