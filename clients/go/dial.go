// Package refundgateway calls the refund gateway: connections with TLS, tokens,
// deadlines and retries, exact decimals, and errors that say what is wrong.
//
// The messages of the services are those of package refundv1 in refund/v1,
// generated from the contract. See the README for a first program.
package refundgateway

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"os"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/backoff"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/keepalive"

	refundv1 "github.com/refund-gateway/refund-gateway/clients/go/refund/v1"
)

// Every call is idempotent by its key, so each may be sent again. One that finds
// the gateway away waits for it until its deadline.
const serviceConfig = `{"methodConfig": [{
	"name": [{}],
	"waitForReady": true,
	"retryPolicy": {
		"maxAttempts": 4,
		"initialBackoff": "0.1s",
		"maxBackoff": "2s",
		"backoffMultiplier": 2,
		"retryableStatusCodes": ["UNAVAILABLE"]
	}
}]}`

// Options are how to connect. The zero value is TLS with the authorities that
// the system trusts.
type Options struct {
	// Plaintext does without TLS: for a gateway on the same machine or in a
	// service mesh.
	Plaintext bool
	// CA is a PEM file of the authorities to trust instead of the system's.
	CA string
	// Certificate and Key are PEM files of the certificate that proves who
	// calls, and of its private key.
	Certificate, Key string
	// Token is the bearer token that proves who calls. It is sent over TLS, or
	// to the same machine.
	Token string
	// Timeout is how long a call may take whose context has no deadline: 10
	// seconds by default.
	Timeout time.Duration
}

// A Gateway has a client of each service. A call that fails returns an *Error.
// It serves any number of goroutines; close it when no more calls follow.
type Gateway struct {
	Orders      refundv1.OrderServiceClient
	OrderRefund refundv1.OrderRefundServiceClient
	Epay        refundv1.EPayRefundServiceClient
	Douyin      refundv1.DouyinRefundServiceClient
	Taoxianda   refundv1.TaoxiandaRefundServiceClient
	Operations  refundv1.OperationsServiceClient
	PartnerAuth refundv1.PartnerAuthServiceClient

	connection *grpc.ClientConn
}

// Dial gives the gateway at an address (host:port). It returns at once: the
// first call connects.
func Dial(address string, options Options) (*Gateway, error) {
	transport, err := options.transport()
	if err != nil {
		return nil, fmt.Errorf("refund gateway: %w", err)
	}
	if options.Timeout == 0 {
		options.Timeout = 10 * time.Second
	}
	dialOptions := []grpc.DialOption{
		grpc.WithTransportCredentials(transport),
		grpc.WithDefaultServiceConfig(serviceConfig),
		grpc.WithDisableServiceConfig(), // no other one from DNS
		// As large as the gateway's largest request: gRPC does not send again
		// what it has not kept, and keeps 256 kB by default.
		grpc.WithDefaultCallOptions(grpc.MaxRetryRPCBufferSize(4 << 20)),
		grpc.WithUnaryInterceptor(intercept(options.Timeout)),
		// A gateway that comes back is found within two seconds, however long
		// it was away.
		grpc.WithConnectParams(grpc.ConnectParams{
			Backoff: backoff.Config{
				BaseDelay: 100 * time.Millisecond, Multiplier: 2, Jitter: 0.2, MaxDelay: 2 * time.Second,
			},
			MinConnectTimeout: 5 * time.Second,
		}),
		grpc.WithKeepaliveParams(keepalive.ClientParameters{
			Time: 30 * time.Second, Timeout: 5 * time.Second, PermitWithoutStream: true,
		}),
	}
	if options.Token != "" {
		token := bearer{options.Token, !isLoopback(address)}
		dialOptions = append(dialOptions, grpc.WithPerRPCCredentials(token))
	}
	connection, err := grpc.NewClient(address, dialOptions...)
	if err != nil {
		return nil, fmt.Errorf("refund gateway: %w", err)
	}
	return &Gateway{
		Orders:      refundv1.NewOrderServiceClient(connection),
		OrderRefund: refundv1.NewOrderRefundServiceClient(connection),
		Epay:        refundv1.NewEPayRefundServiceClient(connection),
		Douyin:      refundv1.NewDouyinRefundServiceClient(connection),
		Taoxianda:   refundv1.NewTaoxiandaRefundServiceClient(connection),
		Operations:  refundv1.NewOperationsServiceClient(connection),
		PartnerAuth: refundv1.NewPartnerAuthServiceClient(connection),
		connection:  connection,
	}, nil
}

// Close ends the connection, and the calls that are under way.
func (g *Gateway) Close() error {
	return g.connection.Close()
}

func (o Options) transport() (credentials.TransportCredentials, error) {
	if o.Plaintext {
		if o.CA != "" || o.Certificate != "" || o.Key != "" {
			return nil, errors.New("plaintext together with a certificate")
		}
		return insecure.NewCredentials(), nil
	}
	var config tls.Config
	if o.CA != "" {
		pem, err := os.ReadFile(o.CA)
		if err != nil {
			return nil, err
		}
		config.RootCAs = x509.NewCertPool()
		if !config.RootCAs.AppendCertsFromPEM(pem) {
			return nil, fmt.Errorf("no certificate in %s", o.CA)
		}
	}
	if o.Certificate != "" || o.Key != "" {
		certificate, err := tls.LoadX509KeyPair(o.Certificate, o.Key)
		if err != nil {
			return nil, err
		}
		config.Certificates = []tls.Certificate{certificate}
	}
	return credentials.NewTLS(&config), nil
}

func intercept(timeout time.Duration) grpc.UnaryClientInterceptor {
	return func(
		ctx context.Context, method string, request, reply any,
		connection *grpc.ClientConn, invoke grpc.UnaryInvoker, options ...grpc.CallOption,
	) error {
		if _, set := ctx.Deadline(); !set {
			var cancel context.CancelFunc
			ctx, cancel = context.WithTimeout(ctx, timeout)
			defer cancel()
		}
		return asError(invoke(ctx, method, request, reply, connection, options...), connection.GetState())
	}
}

type bearer struct {
	token    string
	needsTLS bool
}

func (b bearer) GetRequestMetadata(context.Context, ...string) (map[string]string, error) {
	return map[string]string{"authorization": "Bearer " + b.token}, nil
}

func (b bearer) RequireTransportSecurity() bool {
	return b.needsTLS
}

func isLoopback(address string) bool {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return false
	}
	return host == "localhost" || net.ParseIP(host).IsLoopback()
}
