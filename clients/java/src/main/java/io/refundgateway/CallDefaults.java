package io.refundgateway;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import java.util.concurrent.atomic.AtomicLong;

/** What every call has: a deadline, and a gateway that may be away for a while. */
final class CallDefaults implements ClientInterceptor {
  private final ManagedChannel connection;
  private final long timeoutNanos;
  private final AtomicLong lastReconnect = new AtomicLong(System.nanoTime());

  CallDefaults(ManagedChannel connection, Options options) {
    this.connection = connection;
    timeoutNanos = options.timeout.toNanos();
  }

  @Override
  public <Q, A> ClientCall<Q, A> interceptCall(
      MethodDescriptor<Q, A> rpc, CallOptions call, Channel next) {
    reconnect();
    return next.newCall(rpc,
        call.getDeadline() == null ? call.withDeadlineAfter(timeoutNanos, NANOSECONDS) : call);
  }

  /** gRPC waits for up to two minutes between attempts; a call does not wait as long. */
  private void reconnect() {
    long now = System.nanoTime();
    long last = lastReconnect.get();
    if (connection.getState(false) == ConnectivityState.TRANSIENT_FAILURE
        && now - last > SECONDS.toNanos(2) && lastReconnect.compareAndSet(last, now)) {
      connection.resetConnectBackoff();
    }
  }
}
