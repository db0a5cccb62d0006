package io.refundgateway.v1;

import static io.grpc.MethodDescriptor.generateFullMethodName;

/**
 * <pre>
 * Refunds of ticket orders.
 * Source: the reference page `POST api/Order/Refund`.
 * </pre>
 */
@io.grpc.stub.annotations.GrpcGenerated
public final class OrderRefundServiceGrpc {

  private OrderRefundServiceGrpc() {}

  public static final java.lang.String SERVICE_NAME = "refund.v1.OrderRefundService";

  // Static method descriptors that strictly reflect the proto.
  private static volatile io.grpc.MethodDescriptor<io.refundgateway.v1.RefundParm,
      io.refundgateway.v1.RefundResponse> getRefundMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "Refund",
      requestType = io.refundgateway.v1.RefundParm.class,
      responseType = io.refundgateway.v1.RefundResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<io.refundgateway.v1.RefundParm,
      io.refundgateway.v1.RefundResponse> getRefundMethod() {
    io.grpc.MethodDescriptor<io.refundgateway.v1.RefundParm, io.refundgateway.v1.RefundResponse> getRefundMethod;
    if ((getRefundMethod = OrderRefundServiceGrpc.getRefundMethod) == null) {
      synchronized (OrderRefundServiceGrpc.class) {
        if ((getRefundMethod = OrderRefundServiceGrpc.getRefundMethod) == null) {
          OrderRefundServiceGrpc.getRefundMethod = getRefundMethod =
              io.grpc.MethodDescriptor.<io.refundgateway.v1.RefundParm, io.refundgateway.v1.RefundResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "Refund"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.refundgateway.v1.RefundParm.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.refundgateway.v1.RefundResponse.getDefaultInstance()))
              .setSchemaDescriptor(new OrderRefundServiceMethodDescriptorSupplier("Refund"))
              .build();
        }
      }
    }
    return getRefundMethod;
  }

  /**
   * Creates a new async stub that supports all call types for the service
   */
  public static OrderRefundServiceStub newStub(io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<OrderRefundServiceStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<OrderRefundServiceStub>() {
        @java.lang.Override
        public OrderRefundServiceStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new OrderRefundServiceStub(channel, callOptions);
        }
      };
    return OrderRefundServiceStub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports all types of calls on the service
   */
  public static OrderRefundServiceBlockingV2Stub newBlockingV2Stub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<OrderRefundServiceBlockingV2Stub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<OrderRefundServiceBlockingV2Stub>() {
        @java.lang.Override
        public OrderRefundServiceBlockingV2Stub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new OrderRefundServiceBlockingV2Stub(channel, callOptions);
        }
      };
    return OrderRefundServiceBlockingV2Stub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports unary and streaming output calls on the service
   */
  public static OrderRefundServiceBlockingStub newBlockingStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<OrderRefundServiceBlockingStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<OrderRefundServiceBlockingStub>() {
        @java.lang.Override
        public OrderRefundServiceBlockingStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new OrderRefundServiceBlockingStub(channel, callOptions);
        }
      };
    return OrderRefundServiceBlockingStub.newStub(factory, channel);
  }

  /**
   * Creates a new ListenableFuture-style stub that supports unary calls on the service
   */
  public static OrderRefundServiceFutureStub newFutureStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<OrderRefundServiceFutureStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<OrderRefundServiceFutureStub>() {
        @java.lang.Override
        public OrderRefundServiceFutureStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new OrderRefundServiceFutureStub(channel, callOptions);
        }
      };
    return OrderRefundServiceFutureStub.newStub(factory, channel);
  }

  /**
   * <pre>
   * Refunds of ticket orders.
   * Source: the reference page `POST api/Order/Refund`.
   * </pre>
   */
  public interface AsyncService {

    /**
     * <pre>
     * Applies for a refund of an order, or of some of its tickets. Irreversible.
     * Allowed only while the order is paid and the ticket system has issued no
     * gate credential for the tickets concerned; otherwise RefundTicket is the
     * call to use. The same request again (same order, same tickets) answers the
     * first result.
     * The metadata `refund-gateway-agent` names the agent on whose behalf the
     * caller asks: an order that belongs to another agent is then refused. An
     * order without an agent is open to all of them, and a caller who names none
     * may ask for any order.
     * Errors: INVALID_ARGUMENT; NOT_FOUND for an unknown order or ticket;
     * PERMISSION_DENIED for an order of another agent;
     * FAILED_PRECONDITION for a state that forbids it, an issued credential or an
     * amount above what is left; ALREADY_EXISTS when it overlaps another refund.
     * </pre>
     */
    default void refund(io.refundgateway.v1.RefundParm request,
        io.grpc.stub.StreamObserver<io.refundgateway.v1.RefundResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getRefundMethod(), responseObserver);
    }
  }

  /**
   * Base class for the server implementation of the service OrderRefundService.
   * <pre>
   * Refunds of ticket orders.
   * Source: the reference page `POST api/Order/Refund`.
   * </pre>
   */
  public static abstract class OrderRefundServiceImplBase
      implements io.grpc.BindableService, AsyncService {

    @java.lang.Override public final io.grpc.ServerServiceDefinition bindService() {
      return OrderRefundServiceGrpc.bindService(this);
    }
  }

  /**
   * A stub to allow clients to do asynchronous rpc calls to service OrderRefundService.
   * <pre>
   * Refunds of ticket orders.
   * Source: the reference page `POST api/Order/Refund`.
   * </pre>
   */
  public static final class OrderRefundServiceStub
      extends io.grpc.stub.AbstractAsyncStub<OrderRefundServiceStub> {
    private OrderRefundServiceStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected OrderRefundServiceStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new OrderRefundServiceStub(channel, callOptions);
    }

    /**
     * <pre>
     * Applies for a refund of an order, or of some of its tickets. Irreversible.
     * Allowed only while the order is paid and the ticket system has issued no
     * gate credential for the tickets concerned; otherwise RefundTicket is the
     * call to use. The same request again (same order, same tickets) answers the
     * first result.
     * The metadata `refund-gateway-agent` names the agent on whose behalf the
     * caller asks: an order that belongs to another agent is then refused. An
     * order without an agent is open to all of them, and a caller who names none
     * may ask for any order.
     * Errors: INVALID_ARGUMENT; NOT_FOUND for an unknown order or ticket;
     * PERMISSION_DENIED for an order of another agent;
     * FAILED_PRECONDITION for a state that forbids it, an issued credential or an
     * amount above what is left; ALREADY_EXISTS when it overlaps another refund.
     * </pre>
     */
    public void refund(io.refundgateway.v1.RefundParm request,
        io.grpc.stub.StreamObserver<io.refundgateway.v1.RefundResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getRefundMethod(), getCallOptions()), request, responseObserver);
    }
  }

  /**
   * A stub to allow clients to do synchronous rpc calls to service OrderRefundService.
   * <pre>
   * Refunds of ticket orders.
   * Source: the reference page `POST api/Order/Refund`.
   * </pre>
   */
  public static final class OrderRefundServiceBlockingV2Stub
      extends io.grpc.stub.AbstractBlockingStub<OrderRefundServiceBlockingV2Stub> {
    private OrderRefundServiceBlockingV2Stub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected OrderRefundServiceBlockingV2Stub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new OrderRefundServiceBlockingV2Stub(channel, callOptions);
    }

    /**
     * <pre>
     * Applies for a refund of an order, or of some of its tickets. Irreversible.
     * Allowed only while the order is paid and the ticket system has issued no
     * gate credential for the tickets concerned; otherwise RefundTicket is the
     * call to use. The same request again (same order, same tickets) answers the
     * first result.
     * The metadata `refund-gateway-agent` names the agent on whose behalf the
     * caller asks: an order that belongs to another agent is then refused. An
     * order without an agent is open to all of them, and a caller who names none
     * may ask for any order.
     * Errors: INVALID_ARGUMENT; NOT_FOUND for an unknown order or ticket;
     * PERMISSION_DENIED for an order of another agent;
     * FAILED_PRECONDITION for a state that forbids it, an issued credential or an
     * amount above what is left; ALREADY_EXISTS when it overlaps another refund.
     * </pre>
     */
    public io.refundgateway.v1.RefundResponse refund(io.refundgateway.v1.RefundParm request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getRefundMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do limited synchronous rpc calls to service OrderRefundService.
   * <pre>
   * Refunds of ticket orders.
   * Source: the reference page `POST api/Order/Refund`.
   * </pre>
   */
  public static final class OrderRefundServiceBlockingStub
      extends io.grpc.stub.AbstractBlockingStub<OrderRefundServiceBlockingStub> {
    private OrderRefundServiceBlockingStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected OrderRefundServiceBlockingStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new OrderRefundServiceBlockingStub(channel, callOptions);
    }

    /**
     * <pre>
     * Applies for a refund of an order, or of some of its tickets. Irreversible.
     * Allowed only while the order is paid and the ticket system has issued no
     * gate credential for the tickets concerned; otherwise RefundTicket is the
     * call to use. The same request again (same order, same tickets) answers the
     * first result.
     * The metadata `refund-gateway-agent` names the agent on whose behalf the
     * caller asks: an order that belongs to another agent is then refused. An
     * order without an agent is open to all of them, and a caller who names none
     * may ask for any order.
     * Errors: INVALID_ARGUMENT; NOT_FOUND for an unknown order or ticket;
     * PERMISSION_DENIED for an order of another agent;
     * FAILED_PRECONDITION for a state that forbids it, an issued credential or an
     * amount above what is left; ALREADY_EXISTS when it overlaps another refund.
     * </pre>
     */
    public io.refundgateway.v1.RefundResponse refund(io.refundgateway.v1.RefundParm request) {
      return io.refundgateway.Calls.blockingUnaryCall(
          getChannel(), getRefundMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do ListenableFuture-style rpc calls to service OrderRefundService.
   * <pre>
   * Refunds of ticket orders.
   * Source: the reference page `POST api/Order/Refund`.
   * </pre>
   */
  public static final class OrderRefundServiceFutureStub
      extends io.grpc.stub.AbstractFutureStub<OrderRefundServiceFutureStub> {
    private OrderRefundServiceFutureStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected OrderRefundServiceFutureStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new OrderRefundServiceFutureStub(channel, callOptions);
    }

    /**
     * <pre>
     * Applies for a refund of an order, or of some of its tickets. Irreversible.
     * Allowed only while the order is paid and the ticket system has issued no
     * gate credential for the tickets concerned; otherwise RefundTicket is the
     * call to use. The same request again (same order, same tickets) answers the
     * first result.
     * The metadata `refund-gateway-agent` names the agent on whose behalf the
     * caller asks: an order that belongs to another agent is then refused. An
     * order without an agent is open to all of them, and a caller who names none
     * may ask for any order.
     * Errors: INVALID_ARGUMENT; NOT_FOUND for an unknown order or ticket;
     * PERMISSION_DENIED for an order of another agent;
     * FAILED_PRECONDITION for a state that forbids it, an issued credential or an
     * amount above what is left; ALREADY_EXISTS when it overlaps another refund.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<io.refundgateway.v1.RefundResponse> refund(
        io.refundgateway.v1.RefundParm request) {
      return io.refundgateway.Calls.futureUnaryCall(
          getChannel().newCall(getRefundMethod(), getCallOptions()), request);
    }
  }

  private static final int METHODID_REFUND = 0;

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
        case METHODID_REFUND:
          serviceImpl.refund((io.refundgateway.v1.RefundParm) request,
              (io.grpc.stub.StreamObserver<io.refundgateway.v1.RefundResponse>) responseObserver);
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
          getRefundMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              io.refundgateway.v1.RefundParm,
              io.refundgateway.v1.RefundResponse>(
                service, METHODID_REFUND)))
        .build();
  }

  private static abstract class OrderRefundServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoFileDescriptorSupplier, io.grpc.protobuf.ProtoServiceDescriptorSupplier {
    OrderRefundServiceBaseDescriptorSupplier() {}

    @java.lang.Override
    public com.google.protobuf.Descriptors.FileDescriptor getFileDescriptor() {
      return io.refundgateway.v1.OrderRefundProto.getDescriptor();
    }

    @java.lang.Override
    public com.google.protobuf.Descriptors.ServiceDescriptor getServiceDescriptor() {
      return getFileDescriptor().findServiceByName("OrderRefundService");
    }
  }

  private static final class OrderRefundServiceFileDescriptorSupplier
      extends OrderRefundServiceBaseDescriptorSupplier {
    OrderRefundServiceFileDescriptorSupplier() {}
  }

  private static final class OrderRefundServiceMethodDescriptorSupplier
      extends OrderRefundServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoMethodDescriptorSupplier {
    private final java.lang.String methodName;

    OrderRefundServiceMethodDescriptorSupplier(java.lang.String methodName) {
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
      synchronized (OrderRefundServiceGrpc.class) {
        result = serviceDescriptor;
        if (result == null) {
          serviceDescriptor = result = io.grpc.ServiceDescriptor.newBuilder(SERVICE_NAME)
              .setSchemaDescriptor(new OrderRefundServiceFileDescriptorSupplier())
              .addMethod(getRefundMethod())
              .build();
        }
      }
    }
    return result;
  }
}
