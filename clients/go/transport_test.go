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

// A stage has the servers that all cases of a kind share.
type stage struct {
	plain, limited, tls string
}

func newStage(t *testing.T) stage {
	t.Helper()
	limits := strings.Split(strings.TrimSpace(read(t, fixture(t, "limits"))), "\n")
	tokens := append(tlsFlags(t), "--tokens-file", fixture(t, "tokens.toml"))
	return stage{
		plain:   startGateway(t, "127.0.0.1:0"),
		limited: startGateway(t, "127.0.0.1:0", limits...),
		tls:     startGateway(t, "127.0.0.1:0", tokens...),
	}
}

func (s stage) run(t *testing.T, c conformanceCase) {
	t.Helper()
	switch c.Kind {
	case "", "call":
		newRun(dialPlaintext(t, s.plain)).run(t, c)
	case "limits":
		newRun(dialPlaintext(t, s.limited)).run(t, c)
	case "tls":
		newRun(dial(t, s.tls, tlsOptions(t, c.Options))).run(t, c)
	case "deadline":
		newRun(dialPlaintext(t, listenWithoutAnswer(t))).run(t, c)
	case "away":
		runAwayCase(t, c)
	case "retry":
		runRetryCase(t, c)
	default:
		t.Fatalf("this runner knows no cases of kind %q", c.Kind)
	}
}

func tlsOptions(t *testing.T, of transportOptions) refundgateway.Options {
	t.Helper()
	var options refundgateway.Options
	if of.CA {
		options.CA = fixture(t, "ca.pem")
	}
	switch of.Token {
	case "good":
		options.Token = strings.TrimSpace(read(t, fixture(t, "token")))
	case "limited":
		options.Token = strings.TrimSpace(read(t, fixture(t, "token-limited")))
	case "wrong":
		options.Token = "wrong"
	case "none":
	default:
		t.Fatalf("this runner knows no token %q", of.Token)
	}
	return options
}

// runAwayCase calls while nobody listens, and again, with the default deadline,
// once the gateway is there.
func runAwayCase(t *testing.T, c conformanceCase) {
	t.Helper()
	address := freeAddress(t)
	run := newRun(dialPlaintext(t, address))
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
	newRun(dialPlaintext(t, address)).run(t, c)
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
