package refundgateway_test

import (
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
)

var goBlocks = regexp.MustCompile("(?s)```go\n(.*?)```")

func TestReadmeShowsCodeThatIsTested(t *testing.T) {
	sources := []string{read(t, "quickstart/main.go"), read(t, "example_test.go")}
	blocks := goBlocks.FindAllStringSubmatch(read(t, "README.md"), -1)
	if len(blocks) == 0 || blocks[0][1] != sources[0] {
		t.Error("the first block of README.md is not quickstart/main.go")
	}
	for _, block := range blocks {
		indented := "\t" + strings.ReplaceAll(strings.TrimSpace(block[1]), "\n", "\n\t")
		indented = strings.ReplaceAll(indented, "\n\t\n", "\n\n")
		if block[1] != sources[0] && !strings.Contains(sources[1], indented) {
			t.Errorf("neither quickstart/main.go nor example_test.go has this code of README.md:\n%s", block[1])
		}
	}
}

func TestQuickstartSaysTheSameEachTime(t *testing.T) {
	address := startGateway(t, "127.0.0.1:0")
	first, again := runQuickstart(t, address), runQuickstart(t, address)
	if repeated := strings.ReplaceAll(first, "OUTCOME_APPLIED", "OUTCOME_DUPLICATE"); again != repeated {
		t.Errorf("first:\n%s\nagain:\n%s", first, again)
	}
	for _, expected := range []string{
		"applied for 120.50 yuan", "callback: SIGNAL_OUTCOME_APPLIED ORDER_STATE_CLOSED",
		"stored: 120.5 CALLBACK_STATE_APPLIED", "refused: AlreadyExists CALLBACK_CONFLICT 4002 同一批次号",
		"douyin: SIGNAL_OUTCOME_APPLIED", "taoxianda: SIGNAL_OUTCOME_APPLIED",
	} {
		if !strings.Contains(first, expected) {
			t.Errorf("not said: %s\n%s", expected, first)
		}
	}
}

func runQuickstart(t *testing.T, address string) string {
	t.Helper()
	output, err := exec.Command("go", "run", "./quickstart", address).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, output)
	}
	return string(output)
}

func read(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
