package refundgateway

import (
	"github.com/shopspring/decimal"

	refundv1 "github.com/refund-gateway/refund-gateway/clients/go/refund/v1"
)

// NewDecimal is a number as the contract carries it: every digit, and no
// exponent.
func NewDecimal(number decimal.Decimal) *refundv1.Decimal {
	return &refundv1.Decimal{Value: number.String()}
}

// ParseDecimal is a number of the contract as Go calculates with it. One that is
// absent is an error, and not zero.
func ParseDecimal(number *refundv1.Decimal) (decimal.Decimal, error) {
	return decimal.NewFromString(number.GetValue())
}
