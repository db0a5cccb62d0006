using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Google.Rpc;
using Grpc.Core;

namespace RefundGateway
{
    /// <summary>Why a call failed, as the gateway's error table tells it. The message is English, for the log.</summary>
    public sealed class RefundException : RpcException
    {
        internal RefundException(RpcException error)
            : base(error.Status, error.Trailers, error.Status.Detail)
        {
            var details = error.Trailers.GetRpcStatus(ignoreParseError: true);
            var info = details?.GetDetail<ErrorInfo>() ?? new ErrorInfo();
            info.Metadata.TryGetValue("errcode", out var errcode);
            int.TryParse(errcode, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
            Reason = info.Reason;
            Errcode = number;
            Metadata = info.Metadata.ToDictionary(pair => pair.Key, pair => pair.Value);
            MessageZh = details?.GetDetail<LocalizedMessage>()?.Message ?? "";
            Violations = (details?.GetDetail<BadRequest>() ?? new BadRequest()).FieldViolations
                .Select(violation => new Violation(violation.Field, violation.Description))
                .ToList();
            RetryAfter = details?.GetDetail<RetryInfo>()?.RetryDelay?.ToTimeSpan();
        }

        /// <summary>The row of the error table, such as <c>CALLBACK_CONFLICT</c>. Empty when the gateway did not answer.</summary>
        public string Reason { get; }

        /// <summary>The number that the legacy interfaces give it; 0 when the gateway did not answer.</summary>
        public int Errcode { get; }

        /// <summary>May be shown to a person, in Chinese.</summary>
        public string MessageZh { get; }

        /// <summary>The fields of the request that break a rule.</summary>
        public IReadOnlyList<Violation> Violations { get; }

        /// <summary>When the same call may succeed, where the gateway says so.</summary>
        public TimeSpan? RetryAfter { get; }

        /// <summary>The particulars by name.</summary>
        public IReadOnlyDictionary<string, string> Metadata { get; }
    }

    /// <summary>A field of a request that breaks a rule.</summary>
    public sealed class Violation
    {
        internal Violation(string field, string rule)
        {
            Field = field;
            Rule = rule;
        }

        /// <summary>The field's path, such as <c>notice_list[0].verify_count</c>.</summary>
        public string Field { get; }

        /// <summary>What the field has to be.</summary>
        public string Rule { get; }
    }
}
