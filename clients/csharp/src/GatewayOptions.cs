using System;

namespace RefundGateway
{
    /// <summary>How to connect. By default TLS with the authorities of the system.</summary>
    public sealed class GatewayOptions
    {
        /// <summary>Do without TLS, which a gateway on the same machine needs not.</summary>
        public bool Plaintext { get; set; }

        /// <summary>PEM file of the authorities to trust, and no others.</summary>
        public string Ca { get; set; }

        /// <summary>PEM file of the certificate that proves who calls, with <see cref="Key"/>.</summary>
        public string Certificate { get; set; }

        /// <summary>PEM file of the private key of <see cref="Certificate"/>.</summary>
        public string Key { get; set; }

        /// <summary>Bearer token that proves who calls. Only over TLS or to the same machine.</summary>
        public string Token { get; set; }

        /// <summary>Longest time for a call that sets no deadline of its own.</summary>
        public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);
    }
}
