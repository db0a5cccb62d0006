package io.refundgateway.v1;

import static io.grpc.MethodDescriptor.generateFullMethodName;

/**
 * <pre>
 * Refund notices of Taoxianda (淘鲜达).
 * Source: the reference page of the TOP call `alibaba.wdk.trade.refund.inform`.
 * </pre>
 */
@io.grpc.stub.annotations.GrpcGenerated
public final class TaoxiandaRefundServiceGrpc {

  private TaoxiandaRefundServiceGrpc() {}

  public static final java.lang.String SERVICE_NAME = "refund.v1.TaoxiandaRefundService";

  // Static method descriptors that strictly reflect the proto.
  private static volatile io.grpc.MethodDescriptor<io.refundgateway.v1.InformRefundSuccessRequest,
      io.refundgateway.v1.InformRefundSuccessResponse> getInformRefundSuccessMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "InformRefundSuccess",
      requestType = io.refundgateway.v1.InformRefundSuccessRequest.class,
      responseType = io.refundgateway.v1.InformRefundSuccessResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<io.refundgateway.v1.InformRefundSuccessRequest,
      io.refundgateway.v1.InformRefundSuccessResponse> getInformRefundSuccessMethod() {
    io.grpc.MethodDescriptor<io.refundgateway.v1.InformRefundSuccessRequest, io.refundgateway.v1.InformRefundSuccessResponse> getInformRefundSuccessMethod;
    if ((getInformRefundSuccessMethod = TaoxiandaRefundServiceGrpc.getInformRefundSuccessMethod) == null) {
      synchronized (TaoxiandaRefundServiceGrpc.class) {
        if ((getInformRefundSuccessMethod = TaoxiandaRefundServiceGrpc.getInformRefundSuccessMethod) == null) {
          TaoxiandaRefundServiceGrpc.getInformRefundSuccessMethod = getInformRefundSuccessMethod =
              io.grpc.MethodDescriptor.<io.refundgateway.v1.InformRefundSuccessRequest, io.refundgateway.v1.InformRefundSuccessResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "InformRefundSuccess"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.refundgateway.v1.InformRefundSuccessRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.refundgateway.v1.InformRefundSuccessResponse.getDefaultInstance()))
              .setSchemaDescriptor(new TaoxiandaRefundServiceMethodDescriptorSupplier("InformRefundSuccess"))
              .build();
        }
      }
    }
    return getInformRefundSuccessMethod;
  }

  /**
   * Creates a new async stub that supports all call types for the service
   */
  public static TaoxiandaRefundServiceStub newStub(io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<TaoxiandaRefundServiceStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<TaoxiandaRefundServiceStub>() {
        @java.lang.Override
        public TaoxiandaRefundServiceStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new TaoxiandaRefundServiceStub(channel, callOptions);
        }
      };
    return TaoxiandaRefundServiceStub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports all types of calls on the service
   */
  public static TaoxiandaRefundServiceBlockingV2Stub newBlockingV2Stub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<TaoxiandaRefundServiceBlockingV2Stub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<TaoxiandaRefundServiceBlockingV2Stub>() {
        @java.lang.Override
        public TaoxiandaRefundServiceBlockingV2Stub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new TaoxiandaRefundServiceBlockingV2Stub(channel, callOptions);
        }
      };
    return TaoxiandaRefundServiceBlockingV2Stub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports unary and streaming output calls on the service
   */
  public static TaoxiandaRefundServiceBlockingStub newBlockingStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<TaoxiandaRefundServiceBlockingStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<TaoxiandaRefundServiceBlockingStub>() {
        @java.lang.Override
        public TaoxiandaRefundServiceBlockingStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new TaoxiandaRefundServiceBlockingStub(channel, callOptions);
        }
      };
    return TaoxiandaRefundServiceBlockingStub.newStub(factory, channel);
  }

  /**
   * Creates a new ListenableFuture-style stub that supports unary calls on the service
   */
  public static TaoxiandaRefundServiceFutureStub newFutureStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<TaoxiandaRefundServiceFutureStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<TaoxiandaRefundServiceFutureStub>() {
        @java.lang.Override
        public TaoxiandaRefundServiceFutureStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new TaoxiandaRefundServiceFutureStub(channel, callOptions);
        }
      };
    return TaoxiandaRefundServiceFutureStub.newStub(factory, channel);
  }

  /**
   * <pre>
   * Refund notices of Taoxianda (淘鲜达).
   * Source: the reference page of the TOP call `alibaba.wdk.trade.refund.inform`.
   * </pre>
   */
  public interface AsyncService {

    /**
     * <pre>
     * Tells that the channel has refunded sub orders: all are stored, or none.
     * The key is (`shop_id`, `sub_biz_order_id`, `refund_goods_id`): the same key
     * and content again is answered with success and stored once.
     * Errors: INVALID_ARGUMENT; ALREADY_EXISTS when a key was stored before with
     * other content.
     * </pre>
     */
    default void informRefundSuccess(io.refundgateway.v1.InformRefundSuccessRequest request,
        io.grpc.stub.StreamObserver<io.refundgateway.v1.InformRefundSuccessResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getInformRefundSuccessMethod(), responseObserver);
    }
  }

  /**
   * Base class for the server implementation of the service TaoxiandaRefundService.
   * <pre>
   * Refund notices of Taoxianda (淘鲜达).
   * Source: the reference page of the TOP call `alibaba.wdk.trade.refund.inform`.
   * </pre>
   */
  public static abstract class TaoxiandaRefundServiceImplBase
      implements io.grpc.BindableService, AsyncService {

    @java.lang.Override public final io.grpc.ServerServiceDefinition bindService() {
      return TaoxiandaRefundServiceGrpc.bindService(this);
    }
  }

  /**
   * A stub to allow clients to do asynchronous rpc calls to service TaoxiandaRefundService.
   * <pre>
   * Refund notices of Taoxianda (淘鲜达).
   * Source: the reference page of the TOP call `alibaba.wdk.trade.refund.inform`.
   * </pre>
   */
  public static final class TaoxiandaRefundServiceStub
      extends io.grpc.stub.AbstractAsyncStub<TaoxiandaRefundServiceStub> {
    private TaoxiandaRefundServiceStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected TaoxiandaRefundServiceStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new TaoxiandaRefundServiceStub(channel, callOptions);
    }

    /**
     * <pre>
     * Tells that the channel has refunded sub orders: all are stored, or none.
     * The key is (`shop_id`, `sub_biz_order_id`, `refund_goods_id`): the same key
     * and content again is answered with success and stored once.
     * Errors: INVALID_ARGUMENT; ALREADY_EXISTS when a key was stored before with
     * other content.
     * </pre>
     */
    public void informRefundSuccess(io.refundgateway.v1.InformRefundSuccessRequest request,
        io.grpc.stub.StreamObserver<io.refundgateway.v1.InformRefundSuccessResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getInformRefundSuccessMethod(), getCallOptions()), request, responseObserver);
    }
  }

  /**
   * A stub to allow clients to do synchronous rpc calls to service TaoxiandaRefundService.
   * <pre>
   * Refund notices of Taoxianda (淘鲜达).
   * Source: the reference page of the TOP call `alibaba.wdk.trade.refund.inform`.
   * </pre>
   */
  public static final class TaoxiandaRefundServiceBlockingV2Stub
      extends io.grpc.stub.AbstractBlockingStub<TaoxiandaRefundServiceBlockingV2Stub> {
    private TaoxiandaRefundServiceBlockingV2Stub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected TaoxiandaRefundServiceBlockingV2Stub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new TaoxiandaRefundServiceBlockingV2Stub(channel, callOptions);
    }

    /**
     * <pre>
     * Tells that the channel has refunded sub orders: all are stored, or none.
     * The key is (`shop_id`, `sub_biz_order_id`, `refund_goods_id`): the same key
     * and content again is answered with success and stored once.
     * Errors: INVALID_ARGUMENT; ALREADY_EXISTS when a key was stored before with
     * other content.
     * </pre>
     */
    public io.refundgateway.v1.InformRefundSuccessResponse informRefundSuccess(io.refundgateway.v1.InformRefundSuccessRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getInformRefundSuccessMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do limited synchronous rpc calls to service TaoxiandaRefundService.
   * <pre>
   * Refund notices of Taoxianda (淘鲜达).
   * Source: the reference page of the TOP call `alibaba.wdk.trade.refund.inform`.
   * </pre>
   */
  public static final class TaoxiandaRefundServiceBlockingStub
      extends io.grpc.stub.AbstractBlockingStub<TaoxiandaRefundServiceBlockingStub> {
    private TaoxiandaRefundServiceBlockingStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected TaoxiandaRefundServiceBlockingStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new TaoxiandaRefundServiceBlockingStub(channel, callOptions);
    }

    /**
     * <pre>
     * Tells that the channel has refunded sub orders: all are stored, or none.
     * The key is (`shop_id`, `sub_biz_order_id`, `refund_goods_id`): the same key
     * and content again is answered with success and stored once.
     * Errors: INVALID_ARGUMENT; ALREADY_EXISTS when a key was stored before with
     * other content.
     * </pre>
     */
    public io.refundgateway.v1.InformRefundSuccessResponse informRefundSuccess(io.refundgateway.v1.InformRefundSuccessRequest request) {
      return io.refundgateway.Calls.blockingUnaryCall(
          getChannel(), getInformRefundSuccessMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do ListenableFuture-style rpc calls to service TaoxiandaRefundService.
   * <pre>
   * Refund notices of Taoxianda (淘鲜达).
   * Source: the reference page of the TOP call `alibaba.wdk.trade.refund.inform`.
   * </pre>
   */
  public static final class TaoxiandaRefundServiceFutureStub
      extends io.grpc.stub.AbstractFutureStub<TaoxiandaRefundServiceFutureStub> {
    private TaoxiandaRefundServiceFutureStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected TaoxiandaRefundServiceFutureStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new TaoxiandaRefundServiceFutureStub(channel, callOptions);
    }

    /**
     * <pre>
     * Tells that the channel has refunded sub orders: all are stored, or none.
     * The key is (`shop_id`, `sub_biz_order_id`, `refund_goods_id`): the same key
     * and content again is answered with success and stored once.
     * Errors: INVALID_ARGUMENT; ALREADY_EXISTS when a key was stored before with
     * other content.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<io.refundgateway.v1.InformRefundSuccessResponse> informRefundSuccess(
        io.refundgateway.v1.InformRefundSuccessRequest request) {
      return io.refundgateway.Calls.futureUnaryCall(
          getChannel().newCall(getInformRefundSuccessMethod(), getCallOptions()), request);
    }
  }

  private static final int METHODID_INFORM_REFUND_SUCCESS = 0;

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
        case METHODID_INFORM_REFUND_SUCCESS:
          serviceImpl.informRefundSuccess((io.refundgateway.v1.InformRefundSuccessRequest) request,
              (io.grpc.stub.StreamObserver<io.refundgateway.v1.InformRefundSuccessResponse>) responseObserver);
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
          getInformRefundSuccessMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              io.refundgateway.v1.InformRefundSuccessRequest,
              io.refundgateway.v1.InformRefundSuccessResponse>(
                service, METHODID_INFORM_REFUND_SUCCESS)))
        .build();
  }

  private static abstract class TaoxiandaRefundServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoFileDescriptorSupplier, io.grpc.protobuf.ProtoServiceDescriptorSupplier {
    TaoxiandaRefundServiceBaseDescriptorSupplier() {}

    @java.lang.Override
    public com.google.protobuf.Descriptors.FileDescriptor getFileDescriptor() {
      return io.refundgateway.v1.TaoxiandaProto.getDescriptor();
    }

    @java.lang.Override
    public com.google.protobuf.Descriptors.ServiceDescriptor getServiceDescriptor() {
      return getFileDescriptor().findServiceByName("TaoxiandaRefundService");
    }
  }

  private static final class TaoxiandaRefundServiceFileDescriptorSupplier
      extends TaoxiandaRefundServiceBaseDescriptorSupplier {
    TaoxiandaRefundServiceFileDescriptorSupplier() {}
  }

  private static final class TaoxiandaRefundServiceMethodDescriptorSupplier
      extends TaoxiandaRefundServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoMethodDescriptorSupplier {
    private final java.lang.String methodName;

    TaoxiandaRefundServiceMethodDescriptorSupplier(java.lang.String methodName) {
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
      synchronized (TaoxiandaRefundServiceGrpc.class) {
        result = serviceDescriptor;
        if (result == null) {
          serviceDescriptor = result = io.grpc.ServiceDescriptor.newBuilder(SERVICE_NAME)
              .setSchemaDescriptor(new TaoxiandaRefundServiceFileDescriptorSupplier())
              .addMethod(getInformRefundSuccessMethod())
              .build();
        }
      }
    }
    return result;
  }
}
