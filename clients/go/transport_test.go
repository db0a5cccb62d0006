package refundgateway_test

import (
	"net"
	"strings"
	"testing"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	refundgateway "github.com/refund-gateway/refund-gateway/clients/go"
)

// runTransportCase runs the cases that are about the way to the gateway, each
// with a connection and a server of its own.
func runTransportCase(t *testing.T, c conformanceCase) {
	t.Helper()
	switch c.Kind {
	case "tls":
		runTLSCase(t, c)
	case "away":
		runAwayCase(t, c)
	case "retry":
		runRetryCase(t, c)
	case "deadline":
		newRun(dial(t, listenWithoutAnswer(t), refundgateway.WithPlaintext())).run(t, c)
	default:
		t.Fatalf("this runner knows no cases of kind %q", c.Kind)
	}
}

func runTLSCase(t *testing.T, c conformanceCase) {
	t.Helper()
	address := startGateway(t, "127.0.0.1:0",
		"--tls-cert", tlsFile(t, "server.pem"), "--tls-key", tlsFile(t, "server.key"),
		"--tokens-file", tlsFile(t, "tokens.toml"))
	var options []refundgateway.Option
	if c.Options.CA {
		options = append(options, refundgateway.WithCAFile(tlsFile(t, "ca.pem")))
	}
	switch c.Options.Token {
	case "good":
		options = append(options, refundgateway.WithToken(strings.TrimSpace(read(t, tlsFile(t, "token")))))
	case "limited":
		options = append(options, refundgateway.WithToken(strings.TrimSpace(read(t, tlsFile(t, "token-limited")))))
	case "wrong":
		options = append(options, refundgateway.WithToken("wrong"))
	case "none":
	default:
		t.Fatalf("this runner knows no token %q", c.Options.Token)
	}
	newRun(dial(t, address, options...)).run(t, c)
}

// runAwayCase calls while nobody listens, and again, with the default deadline,
// once the gateway is there.
func runAwayCase(t *testing.T, c conformanceCase) {
	t.Helper()
	address := freeAddress(t)
	run := newRun(dial(t, address, refundgateway.WithPlaintext()))
	_, err := run.call(t, c.Call)
	if code := status.Code(err); code != codes.Unavailable && code != codes.DeadlineExceeded {
		t.Fatalf("while nobody listens: %v", err)
	}
	startGateway(t, address)
	c.Call.DeadlineMS = 0
	run.run(t, c)
}

// runRetryCase calls first, and starts the gateway half a second later.
func runRetryCase(t *testing.T, c conformanceCase) {
	t.Helper()
	address := freeAddress(t)
	started := make(chan struct{})
	timer := time.AfterFunc(500*time.Millisecond, func() {
		defer close(started)
		spawnGateway(t, address)
	})
	defer func() {
		if !timer.Stop() {
			<-started
		}
	}()
	newRun(dial(t, address, refundgateway.WithPlaintext())).run(t, c)
}

func freeAddress(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	return listener.Addr().String()
}

// listenWithoutAnswer accepts connections, and says nothing on them.
func listenWithoutAnswer(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	go func() {
		var silent []net.Conn
		for {
			connection, err := listener.Accept()
			if err != nil {
				break
			}
			silent = append(silent, connection)
		}
		for _, connection := range silent {
			_ = connection.Close()
		}
	}()
	return listener.Addr().String()
}
