package io.refundgateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.util.concurrent.ListenableFuture;
import io.grpc.Context;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.refundgateway.v1.*;
import io.refundgateway.v1.OrderServiceGrpc.OrderServiceBlockingStub;
import io.refundgateway.v1.OrderServiceGrpc.OrderServiceFutureStub;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the client does by itself, against a server that counts and remembers. */
class RefundGatewayTest {
  private final Orders orders = new Orders();
  private Server server;
  private String address;

  @BeforeEach
  void start() throws Exception {
    server = Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
        .addService(orders).intercept(orders).build().start();
    address = "localhost:" + server.getPort();
  }

  @AfterEach
  void stop() {
    server.shutdownNow();
  }

  @Test
  void sendsAgainWhatIsAnsweredUnavailable() {
    orders.unavailable = 3;
    try (RefundGateway gateway = RefundGateway.connect(address, new Options().plaintext())) {
      assertEquals("A1", gateway.orders().getOrder(request()).getOrder().getOrderid());
    }
    assertEquals(4, orders.calls);
  }

  @Test
  void givesUpAfterFourAttempts() {
    orders.unavailable = 4;
    try (RefundGateway gateway = RefundGateway.connect(address, new Options().plaintext())) {
      RefundException failure =
          assertThrows(RefundException.class, () -> gateway.orders().getOrder(request()));
      assertEquals(Status.Code.UNAVAILABLE, failure.code());
      assertEquals("", failure.reason());
      assertEquals(0, failure.errcode());
    }
    assertEquals(4, orders.calls);
  }

  @Test
  void saysWhyThereIsNoConnection() {
    server.shutdownNow();
    Options options = new Options().plaintext().timeout(Duration.ofSeconds(2));
    try (RefundGateway gateway = RefundGateway.connect(address, options)) {
      RefundException failure =
          assertThrows(RefundException.class, () -> gateway.orders().getOrder(request()));
      assertEquals(Status.Code.DEADLINE_EXCEEDED, failure.code());
      assertTrue(failure.getMessage().contains("Connection refused"), failure::getMessage);
    }
  }

  @Test
  void limitsEachCall() {
    try (RefundGateway gateway = RefundGateway.connect(address, new Options().plaintext())) {
      gateway.orders().getOrder(request());
      assertRemaining(10);
      gateway.orders().withDeadlineAfter(Duration.ofSeconds(100)).getOrder(request());
      assertRemaining(100);
      OrderServiceGrpc.newBlockingStub(gateway.channel()).getOrder(request());
      assertRemaining(10);
    }
    Options patient = new Options().plaintext().timeout(Duration.ofSeconds(50));
    try (RefundGateway gateway = RefundGateway.connect(address, patient)) {
      gateway.orders().getOrder(request());
      assertRemaining(50);
    }
  }

  @Test
  void sendsTheTokenAndOtherMetadata() {
    Options options = new Options().plaintext().token("secret\n");
    try (RefundGateway gateway = RefundGateway.connect(address, options)) {
      Metadata agent = new Metadata();
      agent.put(Metadata.Key.of("refund-gateway-agent", Metadata.ASCII_STRING_MARSHALLER), "agent01");
      OrderServiceBlockingStub forAgent =
          gateway.orders().withInterceptors(MetadataUtils.newAttachHeadersInterceptor(agent));

      forAgent.getOrder(request());
      assertEquals("Bearer secret", orders.header("authorization"));
      assertEquals("agent01", orders.header("refund-gateway-agent"));
      gateway.orders().getOrder(request());
      assertNull(orders.header("refund-gateway-agent"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:1", "localhost", "127.0.0.1:1", "127.1.2.3:1", "[::1]:1"})
  void sendsTheTokenInPlaintextToTheSameMachine(String same) {
    RefundGateway.connect(same, new Options().plaintext().token("secret")).close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.1:1", "localhost.example.com:1", "127.0.0.1.example.com:1", "dns:///example.com:1"})
  void neverSendsTheTokenInPlaintextElsewhere(String elsewhere) {
    Options options = new Options().plaintext().token("secret");
    assertThrows(
        IllegalArgumentException.class, () -> RefundGateway.connect(elsewhere, options));
  }

  @Test
  void futuresFailWithTheSameDetails() throws Exception {
    orders.unavailable = 4;
    GetOrderRequest request = request();
    try (RefundGateway gateway = RefundGateway.connect(address, new Options().plaintext())) {
      OrderServiceFutureStub stub = OrderServiceGrpc.newFutureStub(gateway.channel());
      ListenableFuture<GetOrderResponse> answer = stub.getOrder(request);
      ExecutionException failed = assertThrows(ExecutionException.class, answer::get);
      RefundException failure = (RefundException) failed.getCause();
      assertEquals(Status.Code.UNAVAILABLE, failure.code());
    }
  }

  private void assertRemaining(long seconds) {
    assertTrue(Math.abs(orders.secondsLeft - seconds) <= 5, "left: " + orders.secondsLeft);
  }

  private static GetOrderRequest request() {
    return GetOrderRequest.newBuilder().setOrderid("A1").build();
  }

  private static final class Orders extends OrderServiceGrpc.OrderServiceImplBase
      implements ServerInterceptor {
    volatile int unavailable;
    volatile int calls;
    volatile long secondsLeft;
    private volatile Metadata headers;

    String header(String name) {
      return headers.get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata sent, ServerCallHandler<Q, A> next) {
      headers = sent;
      return next.startCall(call, sent);
    }

    @Override
    public void getOrder(GetOrderRequest request, StreamObserver<GetOrderResponse> answer) {
      calls++;
      secondsLeft = Context.current().getDeadline().timeRemaining(TimeUnit.SECONDS);
      if (calls <= unavailable) {
        answer.onError(Status.UNAVAILABLE.asRuntimeException());
        return;
      }
      answer.onNext(GetOrderResponse.newBuilder()
          .setOrder(Order.newBuilder().setOrderid(request.getOrderid())).build());
      answer.onCompleted();
    }
  }
}
