package refundgateway_test

import (
	"bufio"
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"syscall"
	"testing"
	"time"

	refundgateway "github.com/refund-gateway/refund-gateway/clients/go"
)

var greeting = regexp.MustCompile(`^\s+gRPC\s+(\S+)`)

// startGateway runs a gateway until the test ends, on a copy of the database that
// has the partners of the cases,
// and returns its address once it listens.
func startGateway(t *testing.T, listen string, flags ...string) string {
	t.Helper()
	select {
	case address := <-spawnGateway(t, listen, flags...):
		if address == "" {
			t.Fatal("the gateway ended before it listened")
		}
		return address
	case <-time.After(30 * time.Second):
		t.Fatal("the gateway does not listen after 30 s")
	}
	return ""
}

// spawnGateway does not wait until the gateway listens. The channel then tells
// the address; it is closed when the gateway ends. May be called beside a test.
func spawnGateway(t *testing.T, listen string, flags ...string) <-chan string {
	t.Helper()
	program := os.Getenv("REFUND_GATEWAY")
	if program == "" {
		program = "../../target/debug/refund-gateway"
	}
	directory := t.TempDir()
	if err := copyDatabase(directory, fixture(t, "database")); err != nil {
		t.Errorf("the database of the partners: %v", err)
	}
	command := exec.Command(program, append([]string{
		"serve", "--database-url", "sqlite://" + filepath.Join(directory, "db"),
		"--grpc-listen", listen, "--http-listen", "127.0.0.1:0",
		"--log-filter", "warn",
	}, flags...)...)
	var log bytes.Buffer
	command.Stderr = &log
	address, ended := make(chan string, 1), make(chan struct{})
	stdout, err := command.StdoutPipe()
	if err == nil {
		err = command.Start()
	}
	if err != nil {
		t.Errorf("no gateway to test against (REFUND_GATEWAY names it): %v", err)
		close(address)
		return address
	}
	go func() {
		defer close(ended)
		defer close(address)
		for lines := bufio.NewScanner(stdout); lines.Scan(); {
			if found := greeting.FindStringSubmatch(lines.Text()); found != nil {
				address <- found[1]
			}
		}
	}()
	t.Cleanup(func() {
		_ = command.Process.Signal(syscall.SIGTERM)
		<-ended
		_ = command.Wait()
		if t.Failed() {
			t.Logf("the gateway's log:\n%s", log.String())
		}
	})
	return address
}

// copyDatabase lets nobody else read the copies, as os.CopyFS would: the gateway
// refuses such a key.
func copyDatabase(to, from string) error {
	entries, err := os.ReadDir(from)
	if err != nil {
		return err
	}
	for _, entry := range entries {
		content, err := os.ReadFile(filepath.Join(from, entry.Name()))
		if err == nil {
			err = os.WriteFile(filepath.Join(to, entry.Name()), content, 0o600)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// fixture is a file that the script which runs all clients makes for the tests.
func fixture(t *testing.T, name string) string {
	t.Helper()
	directory := os.Getenv("REFUND_GATEWAY_FIXTURES")
	if directory == "" {
		t.Fatal("REFUND_GATEWAY_FIXTURES names no directory; scripts/clients makes one")
	}
	return filepath.Join(directory, name)
}

// tlsFlags are those of a gateway with TLS.
func tlsFlags(t *testing.T) []string {
	t.Helper()
	return []string{"--tls-cert", fixture(t, "server.pem"), "--tls-key", fixture(t, "server.key")}
}

func dial(t *testing.T, address string, options refundgateway.Options) *refundgateway.Gateway {
	t.Helper()
	gateway, err := refundgateway.Dial(address, options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = gateway.Close() })
	return gateway
}

func dialPlaintext(t *testing.T, address string) *refundgateway.Gateway {
	t.Helper()
	return dial(t, address, refundgateway.Options{Plaintext: true})
}
