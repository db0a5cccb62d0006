package io.refundgateway.v1;

import static io.grpc.MethodDescriptor.generateFullMethodName;

/**
 * <pre>
 * Refund-success callbacks of the e-payment platform.
 * Source: the reference page `POST api/WebInterface/EPay/Refund/EndSingle/Success`.
 * </pre>
 */
@io.grpc.stub.annotations.GrpcGenerated
public final class EPayRefundServiceGrpc {

  private EPayRefundServiceGrpc() {}

  public static final java.lang.String SERVICE_NAME = "refund.v1.EPayRefundService";

  // Static method descriptors that strictly reflect the proto.
  private static volatile io.grpc.MethodDescriptor<io.refundgateway.v1.EPayEndRefundSuccessParm,
      io.refundgateway.v1.EndSingleSuccessResponse> getEndSingleSuccessMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "EndSingleSuccess",
      requestType = io.refundgateway.v1.EPayEndRefundSuccessParm.class,
      responseType = io.refundgateway.v1.EndSingleSuccessResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<io.refundgateway.v1.EPayEndRefundSuccessParm,
      io.refundgateway.v1.EndSingleSuccessResponse> getEndSingleSuccessMethod() {
    io.grpc.MethodDescriptor<io.refundgateway.v1.EPayEndRefundSuccessParm, io.refundgateway.v1.EndSingleSuccessResponse> getEndSingleSuccessMethod;
    if ((getEndSingleSuccessMethod = EPayRefundServiceGrpc.getEndSingleSuccessMethod) == null) {
      synchronized (EPayRefundServiceGrpc.class) {
        if ((getEndSingleSuccessMethod = EPayRefundServiceGrpc.getEndSingleSuccessMethod) == null) {
          EPayRefundServiceGrpc.getEndSingleSuccessMethod = getEndSingleSuccessMethod =
              io.grpc.MethodDescriptor.<io.refundgateway.v1.EPayEndRefundSuccessParm, io.refundgateway.v1.EndSingleSuccessResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "EndSingleSuccess"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.refundgateway.v1.EPayEndRefundSuccessParm.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.refundgateway.v1.EndSingleSuccessResponse.getDefaultInstance()))
              .setSchemaDescriptor(new EPayRefundServiceMethodDescriptorSupplier("EndSingleSuccess"))
              .build();
        }
      }
    }
    return getEndSingleSuccessMethod;
  }

  /**
   * Creates a new async stub that supports all call types for the service
   */
  public static EPayRefundServiceStub newStub(io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<EPayRefundServiceStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<EPayRefundServiceStub>() {
        @java.lang.Override
        public EPayRefundServiceStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new EPayRefundServiceStub(channel, callOptions);
        }
      };
    return EPayRefundServiceStub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports all types of calls on the service
   */
  public static EPayRefundServiceBlockingV2Stub newBlockingV2Stub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<EPayRefundServiceBlockingV2Stub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<EPayRefundServiceBlockingV2Stub>() {
        @java.lang.Override
        public EPayRefundServiceBlockingV2Stub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new EPayRefundServiceBlockingV2Stub(channel, callOptions);
        }
      };
    return EPayRefundServiceBlockingV2Stub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports unary and streaming output calls on the service
   */
  public static EPayRefundServiceBlockingStub newBlockingStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<EPayRefundServiceBlockingStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<EPayRefundServiceBlockingStub>() {
        @java.lang.Override
        public EPayRefundServiceBlockingStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new EPayRefundServiceBlockingStub(channel, callOptions);
        }
      };
    return EPayRefundServiceBlockingStub.newStub(factory, channel);
  }

  /**
   * Creates a new ListenableFuture-style stub that supports unary calls on the service
   */
  public static EPayRefundServiceFutureStub newFutureStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<EPayRefundServiceFutureStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<EPayRefundServiceFutureStub>() {
        @java.lang.Override
        public EPayRefundServiceFutureStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new EPayRefundServiceFutureStub(channel, callOptions);
        }
      };
    return EPayRefundServiceFutureStub.newStub(factory, channel);
  }

  /**
   * <pre>
   * Refund-success callbacks of the e-payment platform.
   * Source: the reference page `POST api/WebInterface/EPay/Refund/EndSingle/Success`.
   * </pre>
   */
  public interface AsyncService {

    /**
     * <pre>
     * Tells that the payment platform has refunded one trade of one batch.
     * Transaction 1 saves the callback by itself, so that nothing that follows
     * can lose it. Transaction 2 marks the `T_SP_YD_SXF` record as handled
     * (已办理), adds to the payment's refunded amount and moves the order's state.
     * The key is (`batchno`, `trandeno`): the same key and amount again is
     * answered with success and applied once.
     * Errors: INVALID_ARGUMENT (nothing was stored). NOT_FOUND: the payment or
     * the refund application is not known; the callback is stored, and is applied
     * by itself once both are known. FAILED_PRECONDITION: stored, and waits for an
     * operator. ALREADY_EXISTS: the same key came with another amount; both are
     * kept and the first stays in force.
     * </pre>
     */
    default void endSingleSuccess(io.refundgateway.v1.EPayEndRefundSuccessParm request,
        io.grpc.stub.StreamObserver<io.refundgateway.v1.EndSingleSuccessResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getEndSingleSuccessMethod(), responseObserver);
    }
  }

  /**
   * Base class for the server implementation of the service EPayRefundService.
   * <pre>
   * Refund-success callbacks of the e-payment platform.
   * Source: the reference page `POST api/WebInterface/EPay/Refund/EndSingle/Success`.
   * </pre>
   */
  public static abstract class EPayRefundServiceImplBase
      implements io.grpc.BindableService, AsyncService {

    @java.lang.Override public final io.grpc.ServerServiceDefinition bindService() {
      return EPayRefundServiceGrpc.bindService(this);
    }
  }

  /**
   * A stub to allow clients to do asynchronous rpc calls to service EPayRefundService.
   * <pre>
   * Refund-success callbacks of the e-payment platform.
   * Source: the reference page `POST api/WebInterface/EPay/Refund/EndSingle/Success`.
   * </pre>
   */
  public static final class EPayRefundServiceStub
      extends io.grpc.stub.AbstractAsyncStub<EPayRefundServiceStub> {
    private EPayRefundServiceStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected EPayRefundServiceStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new EPayRefundServiceStub(channel, callOptions);
    }

    /**
     * <pre>
     * Tells that the payment platform has refunded one trade of one batch.
     * Transaction 1 saves the callback by itself, so that nothing that follows
     * can lose it. Transaction 2 marks the `T_SP_YD_SXF` record as handled
     * (已办理), adds to the payment's refunded amount and moves the order's state.
     * The key is (`batchno`, `trandeno`): the same key and amount again is
     * answered with success and applied once.
     * Errors: INVALID_ARGUMENT (nothing was stored). NOT_FOUND: the payment or
     * the refund application is not known; the callback is stored, and is applied
     * by itself once both are known. FAILED_PRECONDITION: stored, and waits for an
     * operator. ALREADY_EXISTS: the same key came with another amount; both are
     * kept and the first stays in force.
     * </pre>
     */
    public void endSingleSuccess(io.refundgateway.v1.EPayEndRefundSuccessParm request,
        io.grpc.stub.StreamObserver<io.refundgateway.v1.EndSingleSuccessResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getEndSingleSuccessMethod(), getCallOptions()), request, responseObserver);
    }
  }

  /**
   * A stub to allow clients to do synchronous rpc calls to service EPayRefundService.
   * <pre>
   * Refund-success callbacks of the e-payment platform.
   * Source: the reference page `POST api/WebInterface/EPay/Refund/EndSingle/Success`.
   * </pre>
   */
  public static final class EPayRefundServiceBlockingV2Stub
      extends io.grpc.stub.AbstractBlockingStub<EPayRefundServiceBlockingV2Stub> {
    private EPayRefundServiceBlockingV2Stub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected EPayRefundServiceBlockingV2Stub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new EPayRefundServiceBlockingV2Stub(channel, callOptions);
    }

    /**
     * <pre>
     * Tells that the payment platform has refunded one trade of one batch.
     * Transaction 1 saves the callback by itself, so that nothing that follows
     * can lose it. Transaction 2 marks the `T_SP_YD_SXF` record as handled
     * (已办理), adds to the payment's refunded amount and moves the order's state.
     * The key is (`batchno`, `trandeno`): the same key and amount again is
     * answered with success and applied once.
     * Errors: INVALID_ARGUMENT (nothing was stored). NOT_FOUND: the payment or
     * the refund application is not known; the callback is stored, and is applied
     * by itself once both are known. FAILED_PRECONDITION: stored, and waits for an
     * operator. ALREADY_EXISTS: the same key came with another amount; both are
     * kept and the first stays in force.
     * </pre>
     */
    public io.refundgateway.v1.EndSingleSuccessResponse endSingleSuccess(io.refundgateway.v1.EPayEndRefundSuccessParm request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getEndSingleSuccessMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do limited synchronous rpc calls to service EPayRefundService.
   * <pre>
   * Refund-success callbacks of the e-payment platform.
   * Source: the reference page `POST api/WebInterface/EPay/Refund/EndSingle/Success`.
   * </pre>
   */
  public static final class EPayRefundServiceBlockingStub
      extends io.grpc.stub.AbstractBlockingStub<EPayRefundServiceBlockingStub> {
    private EPayRefundServiceBlockingStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected EPayRefundServiceBlockingStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new EPayRefundServiceBlockingStub(channel, callOptions);
    }

    /**
     * <pre>
     * Tells that the payment platform has refunded one trade of one batch.
     * Transaction 1 saves the callback by itself, so that nothing that follows
     * can lose it. Transaction 2 marks the `T_SP_YD_SXF` record as handled
     * (已办理), adds to the payment's refunded amount and moves the order's state.
     * The key is (`batchno`, `trandeno`): the same key and amount again is
     * answered with success and applied once.
     * Errors: INVALID_ARGUMENT (nothing was stored). NOT_FOUND: the payment or
     * the refund application is not known; the callback is stored, and is applied
     * by itself once both are known. FAILED_PRECONDITION: stored, and waits for an
     * operator. ALREADY_EXISTS: the same key came with another amount; both are
     * kept and the first stays in force.
     * </pre>
     */
    public io.refundgateway.v1.EndSingleSuccessResponse endSingleSuccess(io.refundgateway.v1.EPayEndRefundSuccessParm request) {
      return io.refundgateway.Calls.blockingUnaryCall(
          getChannel(), getEndSingleSuccessMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do ListenableFuture-style rpc calls to service EPayRefundService.
   * <pre>
   * Refund-success callbacks of the e-payment platform.
   * Source: the reference page `POST api/WebInterface/EPay/Refund/EndSingle/Success`.
   * </pre>
   */
  public static final class EPayRefundServiceFutureStub
      extends io.grpc.stub.AbstractFutureStub<EPayRefundServiceFutureStub> {
    private EPayRefundServiceFutureStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected EPayRefundServiceFutureStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new EPayRefundServiceFutureStub(channel, callOptions);
    }

    /**
     * <pre>
     * Tells that the payment platform has refunded one trade of one batch.
     * Transaction 1 saves the callback by itself, so that nothing that follows
     * can lose it. Transaction 2 marks the `T_SP_YD_SXF` record as handled
     * (已办理), adds to the payment's refunded amount and moves the order's state.
     * The key is (`batchno`, `trandeno`): the same key and amount again is
     * answered with success and applied once.
     * Errors: INVALID_ARGUMENT (nothing was stored). NOT_FOUND: the payment or
     * the refund application is not known; the callback is stored, and is applied
     * by itself once both are known. FAILED_PRECONDITION: stored, and waits for an
     * operator. ALREADY_EXISTS: the same key came with another amount; both are
     * kept and the first stays in force.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<io.refundgateway.v1.EndSingleSuccessResponse> endSingleSuccess(
        io.refundgateway.v1.EPayEndRefundSuccessParm request) {
      return io.refundgateway.Calls.futureUnaryCall(
          getChannel().newCall(getEndSingleSuccessMethod(), getCallOptions()), request);
    }
  }

  private static final int METHODID_END_SINGLE_SUCCESS = 0;

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
        case METHODID_END_SINGLE_SUCCESS:
          serviceImpl.endSingleSuccess((io.refundgateway.v1.EPayEndRefundSuccessParm) request,
              (io.grpc.stub.StreamObserver<io.refundgateway.v1.EndSingleSuccessResponse>) responseObserver);
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
          getEndSingleSuccessMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              io.refundgateway.v1.EPayEndRefundSuccessParm,
              io.refundgateway.v1.EndSingleSuccessResponse>(
                service, METHODID_END_SINGLE_SUCCESS)))
        .build();
  }

  private static abstract class EPayRefundServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoFileDescriptorSupplier, io.grpc.protobuf.ProtoServiceDescriptorSupplier {
    EPayRefundServiceBaseDescriptorSupplier() {}

    @java.lang.Override
    public com.google.protobuf.Descriptors.FileDescriptor getFileDescriptor() {
      return io.refundgateway.v1.EpayProto.getDescriptor();
    }

    @java.lang.Override
    public com.google.protobuf.Descriptors.ServiceDescriptor getServiceDescriptor() {
      return getFileDescriptor().findServiceByName("EPayRefundService");
    }
  }

  private static final class EPayRefundServiceFileDescriptorSupplier
      extends EPayRefundServiceBaseDescriptorSupplier {
    EPayRefundServiceFileDescriptorSupplier() {}
  }

  private static final class EPayRefundServiceMethodDescriptorSupplier
      extends EPayRefundServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoMethodDescriptorSupplier {
    private final java.lang.String methodName;

    EPayRefundServiceMethodDescriptorSupplier(java.lang.String methodName) {
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
      synchronized (EPayRefundServiceGrpc.class) {
        result = serviceDescriptor;
        if (result == null) {
          serviceDescriptor = result = io.grpc.ServiceDescriptor.newBuilder(SERVICE_NAME)
              .setSchemaDescriptor(new EPayRefundServiceFileDescriptorSupplier())
              .addMethod(getEndSingleSuccessMethod())
              .build();
        }
      }
    }
    return result;
  }
}
