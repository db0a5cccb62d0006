using System;
using System.Net.Http;
using System.Security.Cryptography.X509Certificates;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Grpc.Net.Client.Configuration;
using Refund.V1;

namespace RefundGateway
{
    /// <summary>
    /// The connection to the gateway, and a client of each of its services. One serves the whole
    /// program. Calls that fail throw <see cref="RefundException"/>.
    /// </summary>
    public sealed class Gateway : IDisposable
    {
        private readonly GrpcChannel channel;

        /// <summary>
        /// The gateway at an address (<c>host:port</c>). Returns at once: the first call connects.
        /// </summary>
        public Gateway(string address, GatewayOptions options = null)
        {
            options = options ?? new GatewayOptions();
            var uri = new Uri((options.Plaintext ? "http://" : "https://") + address);
            if (options.Plaintext && (options.Ca ?? options.Certificate ?? options.Key) != null)
            {
                throw new ArgumentException("plaintext together with a certificate", nameof(options));
            }
            if (options.Plaintext && options.Token != null && !uri.IsLoopback)
            {
                throw new ArgumentException("the token would be sent to " + address + " without TLS", nameof(options));
            }

            channel = GrpcChannel.ForAddress(uri, new GrpcChannelOptions
            {
                HttpHandler = Handler(options),
                DisposeHttpClient = true,
                ServiceConfig = Retries(),
                // As large as the gateway's largest request.
                MaxRetryBufferPerCallSize = 4 << 20,
                // A gateway that comes back is found within two seconds.
                InitialReconnectBackoff = TimeSpan.FromMilliseconds(100),
                MaxReconnectBackoff = TimeSpan.FromSeconds(2),
            });
            var invoker = channel.Intercept(new CallDefaults(options.Token, options.Timeout));
            Orders = new OrderService.OrderServiceClient(invoker);
            OrderRefund = new OrderRefundService.OrderRefundServiceClient(invoker);
            Epay = new EPayRefundService.EPayRefundServiceClient(invoker);
            Douyin = new DouyinRefundService.DouyinRefundServiceClient(invoker);
            Taoxianda = new TaoxiandaRefundService.TaoxiandaRefundServiceClient(invoker);
            Operations = new OperationsService.OperationsServiceClient(invoker);
            PartnerAuth = new PartnerAuthService.PartnerAuthServiceClient(invoker);
        }

        /// <summary>The order feed.</summary>
        public OrderService.OrderServiceClient Orders { get; }

        /// <summary>Refunds of orders and tickets.</summary>
        public OrderRefundService.OrderRefundServiceClient OrderRefund { get; }

        /// <summary>Callbacks of the e-payment platform.</summary>
        public EPayRefundService.EPayRefundServiceClient Epay { get; }

        /// <summary>Notices of Douyin.</summary>
        public DouyinRefundService.DouyinRefundServiceClient Douyin { get; }

        /// <summary>Notices of Taoxianda.</summary>
        public TaoxiandaRefundService.TaoxiandaRefundServiceClient Taoxianda { get; }

        /// <summary>The operators' view.</summary>
        public OperationsService.OperationsServiceClient Operations { get; }

        /// <summary>Signatures of partners.</summary>
        public PartnerAuthService.PartnerAuthServiceClient PartnerAuth { get; }

        /// <summary>Ends the connection and the calls under way.</summary>
        public void Dispose()
        {
            channel.Dispose();
        }

        private static SocketsHttpHandler Handler(GatewayOptions options)
        {
            var handler = new SocketsHttpHandler
            {
                ConnectTimeout = TimeSpan.FromSeconds(5),
                EnableMultipleHttp2Connections = true,
                KeepAlivePingDelay = TimeSpan.FromSeconds(30),
                KeepAlivePingTimeout = TimeSpan.FromSeconds(5),
                KeepAlivePingPolicy = HttpKeepAlivePingPolicy.Always,
            };
            if (options.Ca != null)
            {
                var policy = new X509ChainPolicy
                {
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                    RevocationMode = X509RevocationMode.NoCheck,
                };
                policy.CustomTrustStore.ImportFromPemFile(options.Ca);
                handler.SslOptions.CertificateChainPolicy = policy;
            }
            if (options.Certificate != null)
            {
                using (var fromPem = X509Certificate2.CreateFromPemFile(options.Certificate, options.Key))
                {
                    // TLS on Windows takes no key that is in memory only.
                    var certificate = new X509Certificate2(fromPem.Export(X509ContentType.Pkcs12));
                    handler.SslOptions.ClientCertificates = new X509CertificateCollection { certificate };
                }
            }
            return handler;
        }

        // Every call is idempotent by its key, so each may be sent again.
        private static ServiceConfig Retries()
        {
            var retries = new RetryPolicy
            {
                MaxAttempts = 4,
                InitialBackoff = TimeSpan.FromMilliseconds(100),
                MaxBackoff = TimeSpan.FromSeconds(2),
                BackoffMultiplier = 2,
                RetryableStatusCodes = { StatusCode.Unavailable },
            };
            var everyCall = new MethodConfig { Names = { MethodName.Default }, RetryPolicy = retries };
            return new ServiceConfig { MethodConfigs = { everyCall } };
        }
    }
}
