using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;

namespace RefundGateway
{
    /// <summary>Why a call failed, as the gateway's error table tells it.</summary>
    public sealed class RefundException : RpcException
    {
        internal RefundException(RpcException error)
            : base(error.Status, error.Trailers, error.Message)
        {
            foreach (var detail in Details(error.Trailers))
            {
                if (detail.TryUnpack<ErrorInfo>(out var info))
                {
                    Reason = info.Reason;
                    Metadata = info.Metadata.ToDictionary(pair => pair.Key, pair => pair.Value);
                    Errcode = Number(Metadata);
                }
                else if (detail.TryUnpack<LocalizedMessage>(out var localized))
                {
                    MessageZh = localized.Message;
                }
                else if (detail.TryUnpack<BadRequest>(out var request))
                {
                    Violations = request.FieldViolations
                        .Select(violation => new Violation(violation.Field, violation.Description))
                        .ToList();
                }
                else if (detail.TryUnpack<RetryInfo>(out var retry))
                {
                    RetryAfter = retry.RetryDelay?.ToTimeSpan();
                }
            }
        }

        /// <summary>The row of the error table, such as <c>CALLBACK_CONFLICT</c>. Empty when the gateway did not answer.</summary>
        public string Reason { get; } = "";

        /// <summary>The number that the legacy interfaces give it; 0 when the gateway did not answer.</summary>
        public int Errcode { get; }

        /// <summary>May be shown to a person, in Chinese.</summary>
        public string MessageZh { get; } = "";

        /// <summary>The fields of the request that break a rule.</summary>
        public IReadOnlyList<Violation> Violations { get; } = new Violation[0];

        /// <summary>When the same call may succeed, where the gateway says so.</summary>
        public TimeSpan? RetryAfter { get; }

        /// <summary>The particulars by name.</summary>
        public IReadOnlyDictionary<string, string> Metadata { get; } = new Dictionary<string, string>();

        private static int Number(IReadOnlyDictionary<string, string> metadata)
        {
            metadata.TryGetValue("errcode", out var text);
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
            return number;
        }

        private static IEnumerable<Google.Protobuf.WellKnownTypes.Any> Details(Metadata trailers)
        {
            var bytes = trailers.GetValueBytes("grpc-status-details-bin");
            if (bytes == null)
            {
                return Enumerable.Empty<Google.Protobuf.WellKnownTypes.Any>();
            }
            try
            {
                return Google.Rpc.Status.Parser.ParseFrom(bytes).Details;
            }
            catch (InvalidProtocolBufferException)
            {
                return Enumerable.Empty<Google.Protobuf.WellKnownTypes.Any>();
            }
        }
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
