package refundgateway_test

import (
	"testing"

	"github.com/shopspring/decimal"

	refundgateway "github.com/refund-gateway/refund-gateway/clients/go"
	refundv1 "github.com/refund-gateway/refund-gateway/clients/go/refund/v1"
)

func TestDecimalsKeepEveryDigitAndHaveNoExponent(t *testing.T) {
	for given, expected := range map[string]string{
		"0.01":                  "0.01",
		"12.30":                 "12.3",
		"1e13":                  "10000000000000",
		"-1E-7":                 "-0.0000001",
		"10000000000000.01":     "10000000000000.01",
		"9007199254740993.0000": "9007199254740993",
	} {
		parsed, err := refundgateway.ParseDecimal(&refundv1.Decimal{Value: given})
		if err != nil {
			t.Errorf("%s: %v", given, err)
		}
		if written := refundgateway.NewDecimal(parsed).GetValue(); written != expected {
			t.Errorf("%s became %s", given, written)
		}
	}
	quotient := decimal.NewFromInt(10).Div(decimal.NewFromInt(4))
	if written := refundgateway.NewDecimal(quotient).GetValue(); written != "2.5" {
		t.Errorf("a quotient became %s", written)
	}
}

func TestWhatIsNoDecimalIsAnError(t *testing.T) {
	for _, value := range []*refundv1.Decimal{nil, {}, {Value: "NaN"}, {Value: "1,5"}, {Value: "1e999999999"}} {
		if parsed, err := refundgateway.ParseDecimal(value); err == nil {
			t.Errorf("%v was read as %s", value, parsed)
		}
	}
}
