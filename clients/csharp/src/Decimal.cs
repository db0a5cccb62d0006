using System;
using System.Globalization;
using System.Linq;

namespace Refund.V1
{
    /// <summary>From C#'s decimals to those of the contract, and back: exact, and never with an exponent.</summary>
    public sealed partial class Decimal
    {
        /// <summary>The number with every digit.</summary>
        public static implicit operator Decimal(decimal number)
        {
            return new Decimal { Value = number.ToString(CultureInfo.InvariantCulture) };
        }

        /// <summary>The number as C# calculates with it. What it cannot hold exactly is an error, not rounded.</summary>
        public decimal ToDecimal()
        {
            if (Value.Count(char.IsDigit) > 28)
            {
                throw new OverflowException("too many digits: " + Value);
            }
            return decimal.Parse(
                Value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        }
    }
}
