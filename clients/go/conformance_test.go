package refundgateway_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"google.golang.org/genproto/googleapis/rpc/code"
	"google.golang.org/grpc/metadata"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"

	refundgateway "github.com/refund-gateway/refund-gateway/clients/go"
)

// The form of ../conformance/*.json.
type (
	conformanceFile struct {
		Description string            `json:"description"`
		Cases       []conformanceCase `json:"cases"`
	}
	conformanceCase struct {
		Name    string           `json:"name"`
		Kind    string           `json:"kind"`
		Options transportOptions `json:"options"`
		Given   []conformanceCall
		Call    conformanceCall
		Expect  expectation `json:"expect"`
		Then    []conformanceCall
	}
	expectation struct {
		Response any            `json:"response"`
		Error    *expectedError `json:"error"`
	}
	transportOptions struct {
		Token string `json:"token"`
		CA    bool   `json:"ca"`
	}
	// In given and then a call says itself what it expects.
	conformanceCall struct {
		RPC        string            `json:"rpc"`
		Request    any               `json:"request"`
		Metadata   map[string]string `json:"metadata"`
		DeadlineMS int               `json:"deadline_ms"`
		Save       map[string]string `json:"save"`
		expectation
	}
	expectedError struct {
		Code       *string   `json:"code"`
		Reason     *string   `json:"reason"`
		Errcode    *int      `json:"errcode"`
		MessageZh  *string   `json:"message_zh"`
		Violations *[]string `json:"violations"`
		RetryAfter *bool     `json:"retry_after"`
	}
)

func TestConformance(t *testing.T) {
	paths, err := filepath.Glob(filepath.Join(conformanceDirectory(), "*.json"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no conformance cases: %v", err)
	}
	stage := newStage(t)
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".json"), func(t *testing.T) {
			for _, c := range readCases(t, path) {
				t.Run(c.Name, func(t *testing.T) {
					stage.run(t, c)
				})
			}
		})
	}
}

func conformanceDirectory() string {
	return filepath.Join("..", "conformance")
}

func readCases(t *testing.T, path string) []conformanceCase {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	// What this runner does not know it would not check.
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	var file conformanceFile
	if err := decoder.Decode(&file); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return file.Cases
}

// A caseRun is one case on its way: whom it calls, and what it has saved.
type caseRun struct {
	gateway *refundgateway.Gateway
	saved   map[string]string
}

func newRun(gateway *refundgateway.Gateway) *caseRun {
	return &caseRun{gateway: gateway, saved: map[string]string{}}
}

// client is the field of the gateway that holds the client of a service.
func (r *caseRun) client(service string) any {
	return map[string]any{
		"refund.v1.DouyinRefundService":    r.gateway.Douyin,
		"refund.v1.EPayRefundService":      r.gateway.Epay,
		"refund.v1.OperationsService":      r.gateway.Operations,
		"refund.v1.OrderRefundService":     r.gateway.OrderRefund,
		"refund.v1.OrderService":           r.gateway.Orders,
		"refund.v1.PartnerAuthService":     r.gateway.PartnerAuth,
		"refund.v1.TaoxiandaRefundService": r.gateway.Taoxianda,
	}[service]
}

func (r *caseRun) run(t *testing.T, c conformanceCase) {
	t.Helper()
	for _, call := range c.Given {
		r.check(t, call, call.expectation)
	}
	r.check(t, c.Call, c.Expect)
	for _, call := range c.Then {
		r.check(t, call, call.expectation)
	}
}

// check makes a call and compares what comes of it.
func (r *caseRun) check(t *testing.T, call conformanceCall, expected expectation) {
	t.Helper()
	response, err := r.call(t, call)
	var difference string
	switch {
	case expected.Error != nil:
		difference = expected.Error.difference(err)
	case err != nil:
		difference = err.Error()
	default:
		difference = r.difference("response", expected.Response, response)
	}
	if difference != "" {
		t.Fatalf("%s: %s", call.RPC, difference)
	}
}

// call makes a call by the method of the generated client, and returns the
// answer as JSON values.
func (r *caseRun) call(t *testing.T, call conformanceCall) (any, error) {
	t.Helper()
	service, name, _ := strings.Cut(call.RPC, "/")
	client := r.client(service)
	if client == nil {
		t.Fatalf("no client of %s", call.RPC)
	}
	method := reflect.ValueOf(client).MethodByName(name)
	if !method.IsValid() {
		t.Fatalf("no method %s", call.RPC)
	}
	text, err := json.Marshal(r.fill(call.Request))
	if err != nil {
		t.Fatal(err)
	}
	request := reflect.New(method.Type().In(1).Elem())
	if err := protojson.Unmarshal(text, request.Interface().(proto.Message)); err != nil {
		t.Fatalf("%s: request: %v", call.RPC, err)
	}

	ctx := metadata.NewOutgoingContext(t.Context(), metadata.New(call.Metadata))
	if call.DeadlineMS > 0 {
		limited, cancel := context.WithTimeout(ctx, time.Duration(call.DeadlineMS)*time.Millisecond)
		defer cancel()
		ctx = limited
	}
	results := method.Call([]reflect.Value{reflect.ValueOf(ctx), request})
	if err, failed := results[1].Interface().(error); failed {
		return nil, err
	}

	// Members at their defaults are written too: a case may expect them.
	options := protojson.MarshalOptions{UseProtoNames: true, EmitDefaultValues: true}
	text, err = options.Marshal(results[0].Interface().(proto.Message))
	if err != nil {
		t.Fatal(err)
	}
	var response any
	if err := json.Unmarshal(text, &response); err != nil {
		t.Fatal(err)
	}
	for name, path := range call.Save {
		value, found := lookUp(response, path).(string)
		if !found {
			t.Fatalf("%s: nothing to save at %s in %s", call.RPC, path, text)
		}
		r.saved[name] = value
	}
	return response, nil
}

// fill puts what was saved in the place of each ${name}.
func (r *caseRun) fill(value any) any {
	switch value := value.(type) {
	case nil:
		return map[string]any{}
	case string:
		for name, saved := range r.saved {
			value = strings.ReplaceAll(value, "${"+name+"}", saved)
		}
		return value
	case []any:
		filled := make([]any, len(value))
		for i, item := range value {
			filled[i] = r.fill(item)
		}
		return filled
	case map[string]any:
		filled := make(map[string]any, len(value))
		for name, member := range value {
			filled[name] = r.fill(member)
		}
		return filled
	}
	return value
}

// difference says where an answer lacks what is expected of it; empty if
// nowhere.
func (r *caseRun) difference(path string, expected, got any) string {
	switch expected := expected.(type) {
	case nil:
		return ""
	case map[string]any:
		members, ok := got.(map[string]any)
		if !ok {
			break
		}
		for name, member := range expected {
			if difference := r.difference(path+"."+name, member, members[name]); difference != "" {
				return difference
			}
		}
		return ""
	case []any:
		items, ok := got.([]any)
		if !ok || len(items) != len(expected) {
			break
		}
		for i := range expected {
			if difference := r.difference(fmt.Sprintf("%s[%d]", path, i), expected[i], items[i]); difference != "" {
				return difference
			}
		}
		return ""
	default:
		if reflect.DeepEqual(r.fill(expected), got) {
			return ""
		}
	}
	return fmt.Sprintf("%s: expected %v, got %v", path, r.fill(expected), got)
}

func (e *expectedError) difference(err error) string {
	var got *refundgateway.Error
	if !errors.As(err, &got) {
		return fmt.Sprintf("expected an *Error, got %v", err)
	}
	var fields []string
	for _, violation := range got.Violations {
		fields = append(fields, violation.Field)
	}
	gotCode := code.Code(got.Code).String() //nolint:gosec // codes are few
	switch {
	case e.Code != nil && *e.Code != gotCode,
		e.Reason != nil && *e.Reason != got.Reason,
		e.Errcode != nil && *e.Errcode != got.Errcode,
		e.MessageZh != nil && *e.MessageZh != got.MessageZh,
		e.Violations != nil && !slices.Equal(*e.Violations, fields),
		e.RetryAfter != nil && *e.RetryAfter != (got.RetryAfter > 0):
		expected, _ := json.Marshal(e)
		return fmt.Sprintf("expected %s, got %#v", expected, got)
	}
	return ""
}

var pathSteps = regexp.MustCompile(`[^.\[\]]+`)

// lookUp finds a value by a path such as "applications[0].batchno".
func lookUp(value any, path string) any {
	for _, step := range pathSteps.FindAllString(path, -1) {
		switch parent := value.(type) {
		case map[string]any:
			value = parent[step]
		case []any:
			index, err := strconv.Atoi(step)
			if err != nil || index >= len(parent) {
				return nil
			}
			value = parent[index]
		default:
			return nil
		}
	}
	return value
}
