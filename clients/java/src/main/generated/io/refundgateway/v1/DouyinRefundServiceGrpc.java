package io.refundgateway.v1;

import static io.grpc.MethodDescriptor.generateFullMethodName;

/**
 * <pre>
 * Refund notices from Douyin (抖音).
 * Source: the reference page `POST api/WebInterface/Order/ThirdRefundInfo/Update`.
 * </pre>
 */
@io.grpc.stub.annotations.GrpcGenerated
public final class DouyinRefundServiceGrpc {

  private DouyinRefundServiceGrpc() {}

  public static final java.lang.String SERVICE_NAME = "refund.v1.DouyinRefundService";

  // Static method descriptors that strictly reflect the proto.
  private static volatile io.grpc.MethodDescriptor<io.refundgateway.v1.DouyinInfoSyncParm,
      io.refundgateway.v1.UpdateThirdRefundInfoResponse> getUpdateThirdRefundInfoMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "UpdateThirdRefundInfo",
      requestType = io.refundgateway.v1.DouyinInfoSyncParm.class,
      responseType = io.refundgateway.v1.UpdateThirdRefundInfoResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<io.refundgateway.v1.DouyinInfoSyncParm,
      io.refundgateway.v1.UpdateThirdRefundInfoResponse> getUpdateThirdRefundInfoMethod() {
    io.grpc.MethodDescriptor<io.refundgateway.v1.DouyinInfoSyncParm, io.refundgateway.v1.UpdateThirdRefundInfoResponse> getUpdateThirdRefundInfoMethod;
    if ((getUpdateThirdRefundInfoMethod = DouyinRefundServiceGrpc.getUpdateThirdRefundInfoMethod) == null) {
      synchronized (DouyinRefundServiceGrpc.class) {
        if ((getUpdateThirdRefundInfoMethod = DouyinRefundServiceGrpc.getUpdateThirdRefundInfoMethod) == null) {
          DouyinRefundServiceGrpc.getUpdateThirdRefundInfoMethod = getUpdateThirdRefundInfoMethod =
              io.grpc.MethodDescriptor.<io.refundgateway.v1.DouyinInfoSyncParm, io.refundgateway.v1.UpdateThirdRefundInfoResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "UpdateThirdRefundInfo"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.refundgateway.v1.DouyinInfoSyncParm.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.refundgateway.v1.UpdateThirdRefundInfoResponse.getDefaultInstance()))
              .setSchemaDescriptor(new DouyinRefundServiceMethodDescriptorSupplier("UpdateThirdRefundInfo"))
              .build();
        }
      }
    }
    return getUpdateThirdRefundInfoMethod;
  }

  /**
   * Creates a new async stub that supports all call types for the service
   */
  public static DouyinRefundServiceStub newStub(io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<DouyinRefundServiceStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<DouyinRefundServiceStub>() {
        @java.lang.Override
        public DouyinRefundServiceStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new DouyinRefundServiceStub(channel, callOptions);
        }
      };
    return DouyinRefundServiceStub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports all types of calls on the service
   */
  public static DouyinRefundServiceBlockingV2Stub newBlockingV2Stub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<DouyinRefundServiceBlockingV2Stub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<DouyinRefundServiceBlockingV2Stub>() {
        @java.lang.Override
        public DouyinRefundServiceBlockingV2Stub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new DouyinRefundServiceBlockingV2Stub(channel, callOptions);
        }
      };
    return DouyinRefundServiceBlockingV2Stub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports unary and streaming output calls on the service
   */
  public static DouyinRefundServiceBlockingStub newBlockingStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<DouyinRefundServiceBlockingStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<DouyinRefundServiceBlockingStub>() {
        @java.lang.Override
        public DouyinRefundServiceBlockingStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new DouyinRefundServiceBlockingStub(channel, callOptions);
        }
      };
    return DouyinRefundServiceBlockingStub.newStub(factory, channel);
  }

  /**
   * Creates a new ListenableFuture-style stub that supports unary calls on the service
   */
  public static DouyinRefundServiceFutureStub newFutureStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<DouyinRefundServiceFutureStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<DouyinRefundServiceFutureStub>() {
        @java.lang.Override
        public DouyinRefundServiceFutureStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new DouyinRefundServiceFutureStub(channel, callOptions);
        }
      };
    return DouyinRefundServiceFutureStub.newStub(factory, channel);
  }

  /**
   * <pre>
   * Refund notices from Douyin (抖音).
   * Source: the reference page `POST api/WebInterface/Order/ThirdRefundInfo/Update`.
   * </pre>
   */
  public interface AsyncService {

    /**
     * <pre>
     * Stores Douyin's refund notices of one order: all of them, or none.
     * Delivery may repeat and be out of order. Per certificate the notice with
     * the greatest `audit_time` is in force; an older one goes to the history
     * only, and a decided one never goes back to undecided. An order that the
     * gateway does not know is no error.
     * Errors: INVALID_ARGUMENT names the field and the rule.
     * </pre>
     */
    default void updateThirdRefundInfo(io.refundgateway.v1.DouyinInfoSyncParm request,
        io.grpc.stub.StreamObserver<io.refundgateway.v1.UpdateThirdRefundInfoResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getUpdateThirdRefundInfoMethod(), responseObserver);
    }
  }

  /**
   * Base class for the server implementation of the service DouyinRefundService.
   * <pre>
   * Refund notices from Douyin (抖音).
   * Source: the reference page `POST api/WebInterface/Order/ThirdRefundInfo/Update`.
   * </pre>
   */
  public static abstract class DouyinRefundServiceImplBase
      implements io.grpc.BindableService, AsyncService {

    @java.lang.Override public final io.grpc.ServerServiceDefinition bindService() {
      return DouyinRefundServiceGrpc.bindService(this);
    }
  }

  /**
   * A stub to allow clients to do asynchronous rpc calls to service DouyinRefundService.
   * <pre>
   * Refund notices from Douyin (抖音).
   * Source: the reference page `POST api/WebInterface/Order/ThirdRefundInfo/Update`.
   * </pre>
   */
  public static final class DouyinRefundServiceStub
      extends io.grpc.stub.AbstractAsyncStub<DouyinRefundServiceStub> {
    private DouyinRefundServiceStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected DouyinRefundServiceStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new DouyinRefundServiceStub(channel, callOptions);
    }

    /**
     * <pre>
     * Stores Douyin's refund notices of one order: all of them, or none.
     * Delivery may repeat and be out of order. Per certificate the notice with
     * the greatest `audit_time` is in force; an older one goes to the history
     * only, and a decided one never goes back to undecided. An order that the
     * gateway does not know is no error.
     * Errors: INVALID_ARGUMENT names the field and the rule.
     * </pre>
     */
    public void updateThirdRefundInfo(io.refundgateway.v1.DouyinInfoSyncParm request,
        io.grpc.stub.StreamObserver<io.refundgateway.v1.UpdateThirdRefundInfoResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getUpdateThirdRefundInfoMethod(), getCallOptions()), request, responseObserver);
    }
  }

  /**
   * A stub to allow clients to do synchronous rpc calls to service DouyinRefundService.
   * <pre>
   * Refund notices from Douyin (抖音).
   * Source: the reference page `POST api/WebInterface/Order/ThirdRefundInfo/Update`.
   * </pre>
   */
  public static final class DouyinRefundServiceBlockingV2Stub
      extends io.grpc.stub.AbstractBlockingStub<DouyinRefundServiceBlockingV2Stub> {
    private DouyinRefundServiceBlockingV2Stub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected DouyinRefundServiceBlockingV2Stub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new DouyinRefundServiceBlockingV2Stub(channel, callOptions);
    }

    /**
     * <pre>
     * Stores Douyin's refund notices of one order: all of them, or none.
     * Delivery may repeat and be out of order. Per certificate the notice with
     * the greatest `audit_time` is in force; an older one goes to the history
     * only, and a decided one never goes back to undecided. An order that the
     * gateway does not know is no error.
     * Errors: INVALID_ARGUMENT names the field and the rule.
     * </pre>
     */
    public io.refundgateway.v1.UpdateThirdRefundInfoResponse updateThirdRefundInfo(io.refundgateway.v1.DouyinInfoSyncParm request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getUpdateThirdRefundInfoMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do limited synchronous rpc calls to service DouyinRefundService.
   * <pre>
   * Refund notices from Douyin (抖音).
   * Source: the reference page `POST api/WebInterface/Order/ThirdRefundInfo/Update`.
   * </pre>
   */
  public static final class DouyinRefundServiceBlockingStub
      extends io.grpc.stub.AbstractBlockingStub<DouyinRefundServiceBlockingStub> {
    private DouyinRefundServiceBlockingStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected DouyinRefundServiceBlockingStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new DouyinRefundServiceBlockingStub(channel, callOptions);
    }

    /**
     * <pre>
     * Stores Douyin's refund notices of one order: all of them, or none.
     * Delivery may repeat and be out of order. Per certificate the notice with
     * the greatest `audit_time` is in force; an older one goes to the history
     * only, and a decided one never goes back to undecided. An order that the
     * gateway does not know is no error.
     * Errors: INVALID_ARGUMENT names the field and the rule.
     * </pre>
     */
    public io.refundgateway.v1.UpdateThirdRefundInfoResponse updateThirdRefundInfo(io.refundgateway.v1.DouyinInfoSyncParm request) {
      return io.refundgateway.Calls.blockingUnaryCall(
          getChannel(), getUpdateThirdRefundInfoMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do ListenableFuture-style rpc calls to service DouyinRefundService.
   * <pre>
   * Refund notices from Douyin (抖音).
   * Source: the reference page `POST api/WebInterface/Order/ThirdRefundInfo/Update`.
   * </pre>
   */
  public static final class DouyinRefundServiceFutureStub
      extends io.grpc.stub.AbstractFutureStub<DouyinRefundServiceFutureStub> {
    private DouyinRefundServiceFutureStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected DouyinRefundServiceFutureStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new DouyinRefundServiceFutureStub(channel, callOptions);
    }

    /**
     * <pre>
     * Stores Douyin's refund notices of one order: all of them, or none.
     * Delivery may repeat and be out of order. Per certificate the notice with
     * the greatest `audit_time` is in force; an older one goes to the history
     * only, and a decided one never goes back to undecided. An order that the
     * gateway does not know is no error.
     * Errors: INVALID_ARGUMENT names the field and the rule.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<io.refundgateway.v1.UpdateThirdRefundInfoResponse> updateThirdRefundInfo(
        io.refundgateway.v1.DouyinInfoSyncParm request) {
      return io.refundgateway.Calls.futureUnaryCall(
          getChannel().newCall(getUpdateThirdRefundInfoMethod(), getCallOptions()), request);
    }
  }

  private static final int METHODID_UPDATE_THIRD_REFUND_INFO = 0;

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
        case METHODID_UPDATE_THIRD_REFUND_INFO:
          serviceImpl.updateThirdRefundInfo((io.refundgateway.v1.DouyinInfoSyncParm) request,
              (io.grpc.stub.StreamObserver<io.refundgateway.v1.UpdateThirdRefundInfoResponse>) responseObserver);
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
          getUpdateThirdRefundInfoMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              io.refundgateway.v1.DouyinInfoSyncParm,
              io.refundgateway.v1.UpdateThirdRefundInfoResponse>(
                service, METHODID_UPDATE_THIRD_REFUND_INFO)))
        .build();
  }

  private static abstract class DouyinRefundServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoFileDescriptorSupplier, io.grpc.protobuf.ProtoServiceDescriptorSupplier {
    DouyinRefundServiceBaseDescriptorSupplier() {}

    @java.lang.Override
    public com.google.protobuf.Descriptors.FileDescriptor getFileDescriptor() {
      return io.refundgateway.v1.DouyinProto.getDescriptor();
    }

    @java.lang.Override
    public com.google.protobuf.Descriptors.ServiceDescriptor getServiceDescriptor() {
      return getFileDescriptor().findServiceByName("DouyinRefundService");
    }
  }

  private static final class DouyinRefundServiceFileDescriptorSupplier
      extends DouyinRefundServiceBaseDescriptorSupplier {
    DouyinRefundServiceFileDescriptorSupplier() {}
  }

  private static final class DouyinRefundServiceMethodDescriptorSupplier
      extends DouyinRefundServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoMethodDescriptorSupplier {
    private final java.lang.String methodName;

    DouyinRefundServiceMethodDescriptorSupplier(java.lang.String methodName) {
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
      synchronized (DouyinRefundServiceGrpc.class) {
        result = serviceDescriptor;
        if (result == null) {
          serviceDescriptor = result = io.grpc.ServiceDescriptor.newBuilder(SERVICE_NAME)
              .setSchemaDescriptor(new DouyinRefundServiceFileDescriptorSupplier())
              .addMethod(getUpdateThirdRefundInfoMethod())
              .build();
        }
      }
    }
    return result;
  }
}
