package io.refundgateway;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.refundgateway.v1.*;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A connection to the refund gateway. It serves any number of threads; close it when no more calls
 * follow.
 *
 * <p>There is a method for each rpc, which blocks; the contract says what each does. One that fails
 * throws a {@link RefundException}. Every call is idempotent by its key and may be sent again, so
 * one that finds the gateway away waits for it until its deadline.
 */
public final class RefundGateway implements AutoCloseable {
  private static final Map<String, ?> SERVICE_CONFIG =
      Map.of("methodConfig", List.of(Map.of(
          "name", List.of(Map.of()),
          "waitForReady", true,
          "retryPolicy", Map.of(
              "maxAttempts", 4.0,
              "initialBackoff", "0.1s",
              "maxBackoff", "2s",
              "backoffMultiplier", 2.0,
              "retryableStatusCodes", List.of("UNAVAILABLE")))));

  /** As large as the largest request: gRPC does not retry what it has not kept. */
  private static final int RETRY_BUFFER_BYTES = 4 << 20;

  private final ManagedChannel connection;
  private final Channel channel;
  private final Duration deadline;

  private RefundGateway(ManagedChannel connection, Channel channel, Duration deadline) {
    this.connection = connection;
    this.channel = channel;
    this.deadline = deadline;
  }

  /** Connects to the gateway at an address ({@code host:port}) over TLS. */
  public static RefundGateway connect(String address) {
    return connect(address, new Options());
  }

  /** Connects to the gateway at an address ({@code host:port}). The first call makes the connection. */
  public static RefundGateway connect(String address, Options options) {
    ManagedChannel connection =
        Grpc.newChannelBuilder(address, options.credentials(address))
            .defaultServiceConfig(SERVICE_CONFIG)
            .disableServiceConfigLookUp()
            .perRpcBufferLimit(RETRY_BUFFER_BYTES)
            .keepAliveTime(30, SECONDS)
            .keepAliveTimeout(10, SECONDS)
            .build();
    Channel channel =
        ClientInterceptors.intercept(connection, new CallDefaults(connection, options));
    return new RefundGateway(connection, channel, options.deadline);
  }

  /** The same connection, where each call may take as long as this. */
  public RefundGateway withDeadline(Duration deadline) {
    return new RefundGateway(connection, channel, deadline);
  }

  /** The same connection with an interceptor, such as one that adds metadata to each call. */
  public RefundGateway with(ClientInterceptor interceptor) {
    return new RefundGateway(connection, ClientInterceptors.intercept(channel, interceptor), deadline);
  }

  /** The channel for generated stubs, such as those that return futures. */
  public Channel channel() {
    return channel;
  }

  public RefundResponse refund(RefundParm request) {
    return call(OrderRefundServiceGrpc.getRefundMethod(), request);
  }

  public EndSingleSuccessResponse endSingleSuccess(EPayEndRefundSuccessParm request) {
    return call(EPayRefundServiceGrpc.getEndSingleSuccessMethod(), request);
  }

  public UpdateThirdRefundInfoResponse updateThirdRefundInfo(DouyinInfoSyncParm request) {
    return call(DouyinRefundServiceGrpc.getUpdateThirdRefundInfoMethod(), request);
  }

  public InformRefundSuccessResponse informRefundSuccess(InformRefundSuccessRequest request) {
    return call(TaoxiandaRefundServiceGrpc.getInformRefundSuccessMethod(), request);
  }

  public UpsertOrdersResponse upsertOrders(UpsertOrdersRequest request) {
    return call(OrderServiceGrpc.getUpsertOrdersMethod(), request);
  }

  public GetOrderResponse getOrder(GetOrderRequest request) {
    return call(OrderServiceGrpc.getGetOrderMethod(), request);
  }

  public ListCallbacksResponse listCallbacks(ListCallbacksRequest request) {
    return call(OperationsServiceGrpc.getListCallbacksMethod(), request);
  }

  public GetCallbackResponse getCallback(GetCallbackRequest request) {
    return call(OperationsServiceGrpc.getGetCallbackMethod(), request);
  }

  public ReplayCallbackResponse replayCallback(ReplayCallbackRequest request) {
    return call(OperationsServiceGrpc.getReplayCallbackMethod(), request);
  }

  public ResolveCallbackResponse resolveCallback(ResolveCallbackRequest request) {
    return call(OperationsServiceGrpc.getResolveCallbackMethod(), request);
  }

  public ListDouyinNoticesResponse listDouyinNotices(ListDouyinNoticesRequest request) {
    return call(OperationsServiceGrpc.getListDouyinNoticesMethod(), request);
  }

  public ListTaoxiandaRefundsResponse listTaoxiandaRefunds(ListTaoxiandaRefundsRequest request) {
    return call(OperationsServiceGrpc.getListTaoxiandaRefundsMethod(), request);
  }

  public GetRefundTimelineResponse getRefundTimeline(GetRefundTimelineRequest request) {
    return call(OperationsServiceGrpc.getGetRefundTimelineMethod(), request);
  }

  /** Ends the connection once the calls under way have ended. */
  @Override
  public void close() {
    connection.shutdown();
  }

  private <Q, A> A call(MethodDescriptor<Q, A> rpc, Q request) {
    CallOptions options =
        CallOptions.DEFAULT.withDeadlineAfter(deadline.toNanos(), NANOSECONDS);
    try {
      return ClientCalls.blockingUnaryCall(channel, rpc, options, request);
    } catch (StatusRuntimeException failure) {
      throw RefundException.from(failure);
    }
  }
}
