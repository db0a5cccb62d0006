using System;
using System.Threading.Tasks;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace RefundGateway
{
    /// <summary>What every call gets: a deadline, the token, and errors that say what is wrong.</summary>
    internal sealed class CallDefaults : Interceptor
    {
        private readonly string token;
        private readonly TimeSpan timeout;

        internal CallDefaults(string token, TimeSpan timeout)
        {
            this.token = token?.Trim();
            this.timeout = timeout;
        }

        public override TResponse BlockingUnaryCall<TRequest, TResponse>(
            TRequest request,
            ClientInterceptorContext<TRequest, TResponse> context,
            BlockingUnaryCallContinuation<TRequest, TResponse> continuation)
        {
            try
            {
                return continuation(request, Prepare(context));
            }
            catch (RpcException error)
            {
                throw new RefundException(error);
            }
        }

        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
            TRequest request,
            ClientInterceptorContext<TRequest, TResponse> context,
            AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
        {
            var call = continuation(request, Prepare(context));
            return new AsyncUnaryCall<TResponse>(
                Explain(call.ResponseAsync), call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, call.Dispose);
        }

        private ClientInterceptorContext<TRequest, TResponse> Prepare<TRequest, TResponse>(
            ClientInterceptorContext<TRequest, TResponse> context)
            where TRequest : class
            where TResponse : class
        {
            // A call that finds the gateway away waits for it until its deadline.
            var options = context.Options.WithWaitForReady(true);
            if (options.Deadline == null)
            {
                options = options.WithDeadline(DateTime.UtcNow + timeout);
            }
            if (token != null)
            {
                var headers = new Metadata { { "authorization", "Bearer " + token } };
                foreach (var entry in options.Headers ?? Metadata.Empty)
                {
                    headers.Add(entry);
                }
                options = options.WithHeaders(headers);
            }
            return new ClientInterceptorContext<TRequest, TResponse>(context.Method, context.Host, options);
        }

        private static async Task<TResponse> Explain<TResponse>(Task<TResponse> response)
        {
            try
            {
                return await response.ConfigureAwait(false);
            }
            catch (RpcException error)
            {
                throw new RefundException(error);
            }
        }
    }
}
