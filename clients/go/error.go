package refundgateway

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/connectivity"
	"google.golang.org/grpc/status"
)

// An Error is why a call failed. Find it with errors.As; package status of gRPC
// reads it as well.
type Error struct {
	// Code is gRPC's code.
	Code codes.Code
	// Reason is the row of the gateway's error table, such as
	// "CALLBACK_CONFLICT". Empty when the gateway did not answer.
	Reason string
	// Errcode is the number that the legacy interfaces give it; 0 when the
	// gateway did not answer.
	Errcode int
	// Message is for the log, in English.
	Message string
	// MessageZh may be shown to a person, in Chinese.
	MessageZh string
	// Violations are the fields of the request that break a rule.
	Violations []Violation
	// RetryAfter is when the same call may succeed; 0 when the gateway did not
	// say.
	RetryAfter time.Duration
	// Metadata holds the particulars by name.
	Metadata map[string]string

	status *status.Status
}

// A Violation is a field of a request that breaks a rule.
type Violation struct {
	Field string
	Rule  string
}

// Error tells everything that the log should know.
func (e *Error) Error() string {
	var text strings.Builder
	fmt.Fprintf(&text, "refund gateway: %s", e.Code)
	if e.Reason != "" {
		fmt.Fprintf(&text, " (%s)", e.Reason)
	}
	fmt.Fprintf(&text, ": %s", e.Message)
	for _, violation := range e.Violations {
		fmt.Fprintf(&text, "; %s: %s", violation.Field, violation.Rule)
	}
	return text.String()
}

// GRPCStatus is the status as gRPC has it.
func (e *Error) GRPCStatus() *status.Status {
	return e.status
}

func asError(err error, state connectivity.State) error {
	if err == nil {
		return nil
	}
	told := status.Convert(err)
	// The call has waited for a gateway to which no connection can be made.
	if told.Code() == codes.DeadlineExceeded && state == connectivity.TransientFailure {
		told = status.New(codes.Unavailable, told.Message())
	}
	e := &Error{Code: told.Code(), Message: told.Message(), status: told}
	for _, detail := range told.Details() {
		switch detail := detail.(type) {
		case *errdetails.ErrorInfo:
			e.Reason = detail.GetReason()
			e.Metadata = detail.GetMetadata()
			e.Errcode, _ = strconv.Atoi(e.Metadata["errcode"])
		case *errdetails.LocalizedMessage:
			e.MessageZh = detail.GetMessage()
		case *errdetails.BadRequest:
			for _, violation := range detail.GetFieldViolations() {
				e.Violations = append(e.Violations, Violation{violation.GetField(), violation.GetDescription()})
			}
		case *errdetails.RetryInfo:
			e.RetryAfter = detail.GetRetryDelay().AsDuration()
		}
	}
	return e
}
