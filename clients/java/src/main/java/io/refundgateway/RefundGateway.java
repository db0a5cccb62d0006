package io.refundgateway;

import static io.grpc.stub.MetadataUtils.newAttachHeadersInterceptor;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.refundgateway.v1.DouyinRefundServiceGrpc;
import io.refundgateway.v1.DouyinRefundServiceGrpc.DouyinRefundServiceBlockingStub;
import io.refundgateway.v1.EPayRefundServiceGrpc;
import io.refundgateway.v1.EPayRefundServiceGrpc.EPayRefundServiceBlockingStub;
import io.refundgateway.v1.OperationsServiceGrpc;
import io.refundgateway.v1.OperationsServiceGrpc.OperationsServiceBlockingStub;
import io.refundgateway.v1.OrderRefundServiceGrpc;
import io.refundgateway.v1.OrderRefundServiceGrpc.OrderRefundServiceBlockingStub;
import io.refundgateway.v1.OrderServiceGrpc;
import io.refundgateway.v1.OrderServiceGrpc.OrderServiceBlockingStub;
import io.refundgateway.v1.PartnerAuthServiceGrpc;
import io.refundgateway.v1.PartnerAuthServiceGrpc.PartnerAuthServiceBlockingStub;
import io.refundgateway.v1.TaoxiandaRefundServiceGrpc;
import io.refundgateway.v1.TaoxiandaRefundServiceGrpc.TaoxiandaRefundServiceBlockingStub;
import java.util.List;
import java.util.Map;

/**
 * A connection to the refund gateway, with a stub for each service. It serves any number of
 * threads; close it when no more calls follow.
 *
 * <p>A call that fails throws a {@link RefundException}. Every call is idempotent by its key and
 * may be sent again, so one that finds the gateway away waits for it until its deadline.
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

  private RefundGateway(ManagedChannel connection, Options options) {
    this.connection = connection;
    channel = ClientInterceptors.intercept(
        connection,
        new CallDefaults(connection, options),
        newAttachHeadersInterceptor(options.headers()));
  }

  /** Connects to the gateway at an address ({@code host:port}). The first call makes the connection. */
  public static RefundGateway connect(String address, Options options) {
    return new RefundGateway(
        Grpc.newChannelBuilder(address, options.credentials(address))
            .defaultServiceConfig(SERVICE_CONFIG)
            .disableServiceConfigLookUp()
            .perRpcBufferLimit(RETRY_BUFFER_BYTES)
            .keepAliveTime(30, SECONDS)
            .keepAliveTimeout(10, SECONDS)
            .build(),
        options);
  }

  /** The channel for other generated stubs, such as those that return futures. */
  public Channel channel() {
    return channel;
  }

  /** The order feed. */
  public OrderServiceBlockingStub orders() {
    return OrderServiceGrpc.newBlockingStub(channel);
  }

  /** Refunds of orders and tickets. */
  public OrderRefundServiceBlockingStub orderRefund() {
    return OrderRefundServiceGrpc.newBlockingStub(channel);
  }

  /** Callbacks of the e-payment platform. */
  public EPayRefundServiceBlockingStub epay() {
    return EPayRefundServiceGrpc.newBlockingStub(channel);
  }

  /** Notices of Douyin. */
  public DouyinRefundServiceBlockingStub douyin() {
    return DouyinRefundServiceGrpc.newBlockingStub(channel);
  }

  /** Notices of Taoxianda. */
  public TaoxiandaRefundServiceBlockingStub taoxianda() {
    return TaoxiandaRefundServiceGrpc.newBlockingStub(channel);
  }

  /** The operators' view. */
  public OperationsServiceBlockingStub operations() {
    return OperationsServiceGrpc.newBlockingStub(channel);
  }

  /** Signatures of partners. */
  public PartnerAuthServiceBlockingStub partnerAuth() {
    return PartnerAuthServiceGrpc.newBlockingStub(channel);
  }

  /** Ends the connection once the calls under way have ended. */
  @Override
  public void close() {
    connection.shutdown();
  }
}
