package io.refundgateway;

import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;

/**
 * What the generated stubs call instead of {@link ClientCalls}, so that they throw a {@link
 * RefundException}. It is of no use elsewhere.
 */
public final class Calls {
  private Calls() {}

  public static <Q, A> A blockingUnaryCall(
      Channel channel, MethodDescriptor<Q, A> rpc, CallOptions options, Q request) {
    try {
      return ClientCalls.blockingUnaryCall(channel, rpc, options, request);
    } catch (StatusRuntimeException failure) {
      throw RefundException.from(failure);
    }
  }

  public static <Q, A> ListenableFuture<A> futureUnaryCall(ClientCall<Q, A> call, Q request) {
    return Futures.catchingAsync(
        ClientCalls.futureUnaryCall(call, request),
        StatusRuntimeException.class,
        failure -> Futures.immediateFailedFuture(RefundException.from(failure)),
        MoreExecutors.directExecutor());
  }
}
