package io.refundgateway;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ConnectivityState;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.concurrent.atomic.AtomicLong;

/** What every call has: a deadline, the token, and a gateway that may be away for a while. */
final class CallDefaults implements ClientInterceptor {
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private final ManagedChannel connection;
  private final Options options;
  private final AtomicLong lastReconnect = new AtomicLong(System.nanoTime());

  CallDefaults(ManagedChannel connection, Options options) {
    this.connection = connection;
    this.options = options;
  }

  @Override
  public <Q, A> ClientCall<Q, A> interceptCall(
      MethodDescriptor<Q, A> rpc, CallOptions call, Channel next) {
    if (call.getDeadline() == null) {
      call = call.withDeadlineAfter(options.deadline.toNanos(), NANOSECONDS);
    }
    reconnect();
    return new SimpleForwardingClientCall<>(next.newCall(rpc, call)) {
      @Override
      public void start(Listener<A> listener, Metadata headers) {
        if (options.token != null) {
          headers.put(AUTHORIZATION, "Bearer " + options.token);
        }
        super.start(new SimpleForwardingClientCallListener<>(listener) {
          @Override
          public void onClose(Status status, Metadata trailers) {
            super.onClose(orUnavailable(status), trailers);
          }
        }, headers);
      }
    };
  }

  /** A call that has waited for a connection in vain says so. */
  private Status orUnavailable(Status status) {
    return status.getCode() == Status.Code.DEADLINE_EXCEEDED && isAway()
        ? Status.UNAVAILABLE
            .withDescription("no connection to " + connection.authority())
            .withCause(status.asException())
        : status;
  }

  /** gRPC waits for up to two minutes between attempts; a call does not wait as long. */
  private void reconnect() {
    long now = System.nanoTime();
    long last = lastReconnect.get();
    if (now - last > SECONDS.toNanos(2) && isAway() && lastReconnect.compareAndSet(last, now)) {
      connection.resetConnectBackoff();
    }
  }

  private boolean isAway() {
    return connection.getState(false) == ConnectivityState.TRANSIENT_FAILURE;
  }
}
