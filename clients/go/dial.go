// Package refundgateway calls the refund gateway: connections with TLS, tokens,
// deadlines and retries, exact decimals, and errors that say what is wrong.
//
// The messages and the clients of the services are those of package refundv1 in
// refund/v1, generated from the contract. See the README for a first program.
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

type settings struct {
	tls       tls.Config
	usesTLS   bool
	plaintext bool
	token     string
	timeout   time.Duration
}

// An Option changes how Dial connects.
type Option func(*settings) error

// WithCAFile trusts the authorities in a PEM file, and no others. Without it
// those of the system are trusted.
func WithCAFile(path string) Option {
	return func(s *settings) error {
		pem, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		s.usesTLS = true
		s.tls.RootCAs = x509.NewCertPool()
		if !s.tls.RootCAs.AppendCertsFromPEM(pem) {
			return fmt.Errorf("no certificate in %s", path)
		}
		return nil
	}
}

// WithClientCertificate proves who calls by the certificate and the private key
// in two PEM files.
func WithClientCertificate(certificatePath, keyPath string) Option {
	return func(s *settings) error {
		certificate, err := tls.LoadX509KeyPair(certificatePath, keyPath)
		if err != nil {
			return err
		}
		s.usesTLS = true
		s.tls.Certificates = []tls.Certificate{certificate}
		return nil
	}
}

// WithPlaintext does without TLS, which a gateway on the same machine needs not.
func WithPlaintext() Option {
	return func(s *settings) error {
		s.plaintext = true
		return nil
	}
}

// WithToken proves who calls by a bearer token. It is sent over TLS, or to the
// same machine.
func WithToken(token string) Option {
	return func(s *settings) error {
		s.token = token
		return nil
	}
}

// WithTimeout is how long a call may take whose context has no deadline: 10
// seconds by default.
func WithTimeout(timeout time.Duration) Option {
	return func(s *settings) error {
		s.timeout = timeout
		return nil
	}
}

// Dial makes a connection to the gateway at an address (host:port), for the
// clients of package refundv1. It uses TLS unless WithPlaintext is given. It
// returns at once: the first call connects. One connection serves any number of
// goroutines; close it when no more calls follow.
//
// A call that fails returns an *Error.
func Dial(address string, options ...Option) (*grpc.ClientConn, error) {
	s := settings{timeout: 10 * time.Second}
	for _, option := range options {
		if err := option(&s); err != nil {
			return nil, fmt.Errorf("refund gateway: %w", err)
		}
	}
	transport := credentials.NewTLS(&s.tls)
	if s.plaintext {
		if s.usesTLS {
			return nil, errors.New("refund gateway: WithPlaintext together with a certificate")
		}
		transport = insecure.NewCredentials()
	}
	dialOptions := []grpc.DialOption{
		grpc.WithTransportCredentials(transport),
		grpc.WithDefaultServiceConfig(serviceConfig),
		grpc.WithDisableServiceConfig(), // no other one from DNS
		// As large as the gateway's largest request: gRPC does not send again
		// what it has not kept, and keeps 256 kB by default.
		grpc.WithDefaultCallOptions(grpc.MaxRetryRPCBufferSize(4 << 20)),
		grpc.WithUnaryInterceptor(intercept(s.timeout)),
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
	if s.token != "" {
		dialOptions = append(dialOptions, grpc.WithPerRPCCredentials(bearer{s.token, !isLoopback(address)}))
	}
	return grpc.NewClient(address, dialOptions...)
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
