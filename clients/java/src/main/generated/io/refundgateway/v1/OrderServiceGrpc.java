package io.refundgateway.v1;

import static io.grpc.MethodDescriptor.generateFullMethodName;

/**
 * <pre>
 * How internal systems tell the gateway about orders, their payments and their
 * tickets, and read them back.
 * </pre>
 */
@io.grpc.stub.annotations.GrpcGenerated
public final class OrderServiceGrpc {

  private OrderServiceGrpc() {}

  public static final java.lang.String SERVICE_NAME = "refund.v1.OrderService";

  // Static method descriptors that strictly reflect the proto.
  private static volatile io.grpc.MethodDescriptor<io.refundgateway.v1.UpsertOrdersRequest,
      io.refundgateway.v1.UpsertOrdersResponse> getUpsertOrdersMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "UpsertOrders",
      requestType = io.refundgateway.v1.UpsertOrdersRequest.class,
      responseType = io.refundgateway.v1.UpsertOrdersResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<io.refundgateway.v1.UpsertOrdersRequest,
      io.refundgateway.v1.UpsertOrdersResponse> getUpsertOrdersMethod() {
    io.grpc.MethodDescriptor<io.refundgateway.v1.UpsertOrdersRequest, io.refundgateway.v1.UpsertOrdersResponse> getUpsertOrdersMethod;
    if ((getUpsertOrdersMethod = OrderServiceGrpc.getUpsertOrdersMethod) == null) {
      synchronized (OrderServiceGrpc.class) {
        if ((getUpsertOrdersMethod = OrderServiceGrpc.getUpsertOrdersMethod) == null) {
          OrderServiceGrpc.getUpsertOrdersMethod = getUpsertOrdersMethod =
              io.grpc.MethodDescriptor.<io.refundgateway.v1.UpsertOrdersRequest, io.refundgateway.v1.UpsertOrdersResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "UpsertOrders"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.refundgateway.v1.UpsertOrdersRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.refundgateway.v1.UpsertOrdersResponse.getDefaultInstance()))
              .setSchemaDescriptor(new OrderServiceMethodDescriptorSupplier("UpsertOrders"))
              .build();
        }
      }
    }
    return getUpsertOrdersMethod;
  }

  private static volatile io.grpc.MethodDescriptor<io.refundgateway.v1.GetOrderRequest,
      io.refundgateway.v1.GetOrderResponse> getGetOrderMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetOrder",
      requestType = io.refundgateway.v1.GetOrderRequest.class,
      responseType = io.refundgateway.v1.GetOrderResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<io.refundgateway.v1.GetOrderRequest,
      io.refundgateway.v1.GetOrderResponse> getGetOrderMethod() {
    io.grpc.MethodDescriptor<io.refundgateway.v1.GetOrderRequest, io.refundgateway.v1.GetOrderResponse> getGetOrderMethod;
    if ((getGetOrderMethod = OrderServiceGrpc.getGetOrderMethod) == null) {
      synchronized (OrderServiceGrpc.class) {
        if ((getGetOrderMethod = OrderServiceGrpc.getGetOrderMethod) == null) {
          OrderServiceGrpc.getGetOrderMethod = getGetOrderMethod =
              io.grpc.MethodDescriptor.<io.refundgateway.v1.GetOrderRequest, io.refundgateway.v1.GetOrderResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetOrder"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.refundgateway.v1.GetOrderRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.refundgateway.v1.GetOrderResponse.getDefaultInstance()))
              .setSchemaDescriptor(new OrderServiceMethodDescriptorSupplier("GetOrder"))
              .build();
        }
      }
    }
    return getGetOrderMethod;
  }

  /**
   * Creates a new async stub that supports all call types for the service
   */
  public static OrderServiceStub newStub(io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<OrderServiceStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<OrderServiceStub>() {
        @java.lang.Override
        public OrderServiceStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new OrderServiceStub(channel, callOptions);
        }
      };
    return OrderServiceStub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports all types of calls on the service
   */
  public static OrderServiceBlockingV2Stub newBlockingV2Stub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<OrderServiceBlockingV2Stub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<OrderServiceBlockingV2Stub>() {
        @java.lang.Override
        public OrderServiceBlockingV2Stub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new OrderServiceBlockingV2Stub(channel, callOptions);
        }
      };
    return OrderServiceBlockingV2Stub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports unary and streaming output calls on the service
   */
  public static OrderServiceBlockingStub newBlockingStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<OrderServiceBlockingStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<OrderServiceBlockingStub>() {
        @java.lang.Override
        public OrderServiceBlockingStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new OrderServiceBlockingStub(channel, callOptions);
        }
      };
    return OrderServiceBlockingStub.newStub(factory, channel);
  }

  /**
   * Creates a new ListenableFuture-style stub that supports unary calls on the service
   */
  public static OrderServiceFutureStub newFutureStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<OrderServiceFutureStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<OrderServiceFutureStub>() {
        @java.lang.Override
        public OrderServiceFutureStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new OrderServiceFutureStub(channel, callOptions);
        }
      };
    return OrderServiceFutureStub.newStub(factory, channel);
  }

  /**
   * <pre>
   * How internal systems tell the gateway about orders, their payments and their
   * tickets, and read them back.
   * </pre>
   */
  public interface AsyncService {

    /**
     * <pre>
     * Adds orders, or brings known ones up to date: all of the request, or none.
     * Idempotent and versioned: an order with a version older than the stored one
     * changes nothing. A feed may add payments, tickets and refund applications,
     * issue credentials, settle or close. It never undoes what the gateway itself
     * decided: refunded and pending amounts, a refund under way, an order closed
     * by its refund.
     * Errors: INVALID_ARGUMENT; FAILED_PRECONDITION for a forbidden change of
     * state or a contradiction of what is stored; ALREADY_EXISTS when a payment
     * belongs to another order, or one version came with two contents.
     * </pre>
     */
    default void upsertOrders(io.refundgateway.v1.UpsertOrdersRequest request,
        io.grpc.stub.StreamObserver<io.refundgateway.v1.UpsertOrdersResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getUpsertOrdersMethod(), responseObserver);
    }

    /**
     * <pre>
     * Reads one order as it stands now.
     * Errors: INVALID_ARGUMENT; NOT_FOUND.
     * </pre>
     */
    default void getOrder(io.refundgateway.v1.GetOrderRequest request,
        io.grpc.stub.StreamObserver<io.refundgateway.v1.GetOrderResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetOrderMethod(), responseObserver);
    }
  }

  /**
   * Base class for the server implementation of the service OrderService.
   * <pre>
   * How internal systems tell the gateway about orders, their payments and their
   * tickets, and read them back.
   * </pre>
   */
  public static abstract class OrderServiceImplBase
      implements io.grpc.BindableService, AsyncService {

    @java.lang.Override public final io.grpc.ServerServiceDefinition bindService() {
      return OrderServiceGrpc.bindService(this);
    }
  }

  /**
   * A stub to allow clients to do asynchronous rpc calls to service OrderService.
   * <pre>
   * How internal systems tell the gateway about orders, their payments and their
   * tickets, and read them back.
   * </pre>
   */
  public static final class OrderServiceStub
      extends io.grpc.stub.AbstractAsyncStub<OrderServiceStub> {
    private OrderServiceStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected OrderServiceStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new OrderServiceStub(channel, callOptions);
    }

    /**
     * <pre>
     * Adds orders, or brings known ones up to date: all of the request, or none.
     * Idempotent and versioned: an order with a version older than the stored one
     * changes nothing. A feed may add payments, tickets and refund applications,
     * issue credentials, settle or close. It never undoes what the gateway itself
     * decided: refunded and pending amounts, a refund under way, an order closed
     * by its refund.
     * Errors: INVALID_ARGUMENT; FAILED_PRECONDITION for a forbidden change of
     * state or a contradiction of what is stored; ALREADY_EXISTS when a payment
     * belongs to another order, or one version came with two contents.
     * </pre>
     */
    public void upsertOrders(io.refundgateway.v1.UpsertOrdersRequest request,
        io.grpc.stub.StreamObserver<io.refundgateway.v1.UpsertOrdersResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getUpsertOrdersMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Reads one order as it stands now.
     * Errors: INVALID_ARGUMENT; NOT_FOUND.
     * </pre>
     */
    public void getOrder(io.refundgateway.v1.GetOrderRequest request,
        io.grpc.stub.StreamObserver<io.refundgateway.v1.GetOrderResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetOrderMethod(), getCallOptions()), request, responseObserver);
    }
  }

  /**
   * A stub to allow clients to do synchronous rpc calls to service OrderService.
   * <pre>
   * How internal systems tell the gateway about orders, their payments and their
   * tickets, and read them back.
   * </pre>
   */
  public static final class OrderServiceBlockingV2Stub
      extends io.grpc.stub.AbstractBlockingStub<OrderServiceBlockingV2Stub> {
    private OrderServiceBlockingV2Stub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected OrderServiceBlockingV2Stub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new OrderServiceBlockingV2Stub(channel, callOptions);
    }

    /**
     * <pre>
     * Adds orders, or brings known ones up to date: all of the request, or none.
     * Idempotent and versioned: an order with a version older than the stored one
     * changes nothing. A feed may add payments, tickets and refund applications,
     * issue credentials, settle or close. It never undoes what the gateway itself
     * decided: refunded and pending amounts, a refund under way, an order closed
     * by its refund.
     * Errors: INVALID_ARGUMENT; FAILED_PRECONDITION for a forbidden change of
     * state or a contradiction of what is stored; ALREADY_EXISTS when a payment
     * belongs to another order, or one version came with two contents.
     * </pre>
     */
    public io.refundgateway.v1.UpsertOrdersResponse upsertOrders(io.refundgateway.v1.UpsertOrdersRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getUpsertOrdersMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Reads one order as it stands now.
     * Errors: INVALID_ARGUMENT; NOT_FOUND.
     * </pre>
     */
    public io.refundgateway.v1.GetOrderResponse getOrder(io.refundgateway.v1.GetOrderRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetOrderMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do limited synchronous rpc calls to service OrderService.
   * <pre>
   * How internal systems tell the gateway about orders, their payments and their
   * tickets, and read them back.
   * </pre>
   */
  public static final class OrderServiceBlockingStub
      extends io.grpc.stub.AbstractBlockingStub<OrderServiceBlockingStub> {
    private OrderServiceBlockingStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected OrderServiceBlockingStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new OrderServiceBlockingStub(channel, callOptions);
    }

    /**
     * <pre>
     * Adds orders, or brings known ones up to date: all of the request, or none.
     * Idempotent and versioned: an order with a version older than the stored one
     * changes nothing. A feed may add payments, tickets and refund applications,
     * issue credentials, settle or close. It never undoes what the gateway itself
     * decided: refunded and pending amounts, a refund under way, an order closed
     * by its refund.
     * Errors: INVALID_ARGUMENT; FAILED_PRECONDITION for a forbidden change of
     * state or a contradiction of what is stored; ALREADY_EXISTS when a payment
     * belongs to another order, or one version came with two contents.
     * </pre>
     */
    public io.refundgateway.v1.UpsertOrdersResponse upsertOrders(io.refundgateway.v1.UpsertOrdersRequest request) {
      return io.refundgateway.Calls.blockingUnaryCall(
          getChannel(), getUpsertOrdersMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Reads one order as it stands now.
     * Errors: INVALID_ARGUMENT; NOT_FOUND.
     * </pre>
     */
    public io.refundgateway.v1.GetOrderResponse getOrder(io.refundgateway.v1.GetOrderRequest request) {
      return io.refundgateway.Calls.blockingUnaryCall(
          getChannel(), getGetOrderMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do ListenableFuture-style rpc calls to service OrderService.
   * <pre>
   * How internal systems tell the gateway about orders, their payments and their
   * tickets, and read them back.
   * </pre>
   */
  public static final class OrderServiceFutureStub
      extends io.grpc.stub.AbstractFutureStub<OrderServiceFutureStub> {
    private OrderServiceFutureStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected OrderServiceFutureStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new OrderServiceFutureStub(channel, callOptions);
    }

    /**
     * <pre>
     * Adds orders, or brings known ones up to date: all of the request, or none.
     * Idempotent and versioned: an order with a version older than the stored one
     * changes nothing. A feed may add payments, tickets and refund applications,
     * issue credentials, settle or close. It never undoes what the gateway itself
     * decided: refunded and pending amounts, a refund under way, an order closed
     * by its refund.
     * Errors: INVALID_ARGUMENT; FAILED_PRECONDITION for a forbidden change of
     * state or a contradiction of what is stored; ALREADY_EXISTS when a payment
     * belongs to another order, or one version came with two contents.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<io.refundgateway.v1.UpsertOrdersResponse> upsertOrders(
        io.refundgateway.v1.UpsertOrdersRequest request) {
      return io.refundgateway.Calls.futureUnaryCall(
          getChannel().newCall(getUpsertOrdersMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Reads one order as it stands now.
     * Errors: INVALID_ARGUMENT; NOT_FOUND.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<io.refundgateway.v1.GetOrderResponse> getOrder(
        io.refundgateway.v1.GetOrderRequest request) {
      return io.refundgateway.Calls.futureUnaryCall(
          getChannel().newCall(getGetOrderMethod(), getCallOptions()), request);
    }
  }

  private static final int METHODID_UPSERT_ORDERS = 0;
  private static final int METHODID_GET_ORDER = 1;

  private static final class MethodHandlers<Req, Resp> implements
      io.grpc.stub.ServerCalls.UnaryMethod<Req, Resp>,
      io.grpc.stub.ServerCalls.ServerStreamingMethod<Req, Resp>,
      io.grpc.stub.ServerCalls.ClientStreamingMethod<Req, Resp>,
      io.grpc.stub.ServerCalls.BidiStreamingMethod<Req, Resp> {
    private final AsyncService serviceImpl;
    private final int methodId;

    MethodHandlers(AsyncService serviceImpl, int methodId) {
      this.serviceImpl = serviceImpl;
      this.methodId = methodId;
    }

    @java.lang.Override
    @java.lang.SuppressWarnings("unchecked")
    public void invoke(Req request, io.grpc.stub.StreamObserver<Resp> responseObserver) {
      switch (methodId) {
        case METHODID_UPSERT_ORDERS:
          serviceImpl.upsertOrders((io.refundgateway.v1.UpsertOrdersRequest) request,
              (io.grpc.stub.StreamObserver<io.refundgateway.v1.UpsertOrdersResponse>) responseObserver);
          break;
        case METHODID_GET_ORDER:
          serviceImpl.getOrder((io.refundgateway.v1.GetOrderRequest) request,
              (io.grpc.stub.StreamObserver<io.refundgateway.v1.GetOrderResponse>) responseObserver);
          break;
        default:
          throw new AssertionError();
      }
    }

    @java.lang.Override
    @java.lang.SuppressWarnings("unchecked")
    public io.grpc.stub.StreamObserver<Req> invoke(
        io.grpc.stub.StreamObserver<Resp> responseObserver) {
      switch (methodId) {
        default:
          throw new AssertionError();
      }
    }
  }

  public static final io.grpc.ServerServiceDefinition bindService(AsyncService service) {
    return io.grpc.ServerServiceDefinition.builder(getServiceDescriptor())
        .addMethod(
          getUpsertOrdersMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              io.refundgateway.v1.UpsertOrdersRequest,
              io.refundgateway.v1.UpsertOrdersResponse>(
                service, METHODID_UPSERT_ORDERS)))
        .addMethod(
          getGetOrderMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              io.refundgateway.v1.GetOrderRequest,
              io.refundgateway.v1.GetOrderResponse>(
                service, METHODID_GET_ORDER)))
        .build();
  }

  private static abstract class OrderServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoFileDescriptorSupplier, io.grpc.protobuf.ProtoServiceDescriptorSupplier {
    OrderServiceBaseDescriptorSupplier() {}

    @java.lang.Override
    public com.google.protobuf.Descriptors.FileDescriptor getFileDescriptor() {
      return io.refundgateway.v1.OrderProto.getDescriptor();
    }

    @java.lang.Override
    public com.google.protobuf.Descriptors.ServiceDescriptor getServiceDescriptor() {
      return getFileDescriptor().findServiceByName("OrderService");
    }
  }

  private static final class OrderServiceFileDescriptorSupplier
      extends OrderServiceBaseDescriptorSupplier {
    OrderServiceFileDescriptorSupplier() {}
  }

  private static final class OrderServiceMethodDescriptorSupplier
      extends OrderServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoMethodDescriptorSupplier {
    private final java.lang.String methodName;

    OrderServiceMethodDescriptorSupplier(java.lang.String methodName) {
      this.methodName = methodName;
    }

    @java.lang.Override
    public com.google.protobuf.Descriptors.MethodDescriptor getMethodDescriptor() {
      return getServiceDescriptor().findMethodByName(methodName);
    }
  }

  private static volatile io.grpc.ServiceDescriptor serviceDescriptor;

  public static io.grpc.ServiceDescriptor getServiceDescriptor() {
    io.grpc.ServiceDescriptor result = serviceDescriptor;
    if (result == null) {
      synchronized (OrderServiceGrpc.class) {
        result = serviceDescriptor;
        if (result == null) {
          serviceDescriptor = result = io.grpc.ServiceDescriptor.newBuilder(SERVICE_NAME)
              .setSchemaDescriptor(new OrderServiceFileDescriptorSupplier())
              .addMethod(getUpsertOrdersMethod())
              .addMethod(getGetOrderMethod())
              .build();
        }
      }
    }
    return result;
  }
}
