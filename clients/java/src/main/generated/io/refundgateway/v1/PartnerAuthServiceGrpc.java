package io.refundgateway.v1;

import static io.grpc.MethodDescriptor.generateFullMethodName;

/**
 * <pre>
 * Checks the signatures of those who call from outside, for the compatibility
 * sidecar. The secrets stay on this side of the call.
 * A signature that does not hold is a verdict, not an error of the call.
 * Without the master key of its database the server can tell no verdict, and
 * answers UNAVAILABLE with the reason MASTER_KEY_UNAVAILABLE.
 * </pre>
 */
@io.grpc.stub.annotations.GrpcGenerated
public final class PartnerAuthServiceGrpc {

  private PartnerAuthServiceGrpc() {}

  public static final java.lang.String SERVICE_NAME = "refund.v1.PartnerAuthService";

  // Static method descriptors that strictly reflect the proto.
  private static volatile io.grpc.MethodDescriptor<io.refundgateway.v1.VerifyHawkRequest,
      io.refundgateway.v1.VerifyHawkResponse> getVerifyHawkMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "VerifyHawk",
      requestType = io.refundgateway.v1.VerifyHawkRequest.class,
      responseType = io.refundgateway.v1.VerifyHawkResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<io.refundgateway.v1.VerifyHawkRequest,
      io.refundgateway.v1.VerifyHawkResponse> getVerifyHawkMethod() {
    io.grpc.MethodDescriptor<io.refundgateway.v1.VerifyHawkRequest, io.refundgateway.v1.VerifyHawkResponse> getVerifyHawkMethod;
    if ((getVerifyHawkMethod = PartnerAuthServiceGrpc.getVerifyHawkMethod) == null) {
      synchronized (PartnerAuthServiceGrpc.class) {
        if ((getVerifyHawkMethod = PartnerAuthServiceGrpc.getVerifyHawkMethod) == null) {
          PartnerAuthServiceGrpc.getVerifyHawkMethod = getVerifyHawkMethod =
              io.grpc.MethodDescriptor.<io.refundgateway.v1.VerifyHawkRequest, io.refundgateway.v1.VerifyHawkResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "VerifyHawk"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.refundgateway.v1.VerifyHawkRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.refundgateway.v1.VerifyHawkResponse.getDefaultInstance()))
              .setSchemaDescriptor(new PartnerAuthServiceMethodDescriptorSupplier("VerifyHawk"))
              .build();
        }
      }
    }
    return getVerifyHawkMethod;
  }

  private static volatile io.grpc.MethodDescriptor<io.refundgateway.v1.SignHawkResponseRequest,
      io.refundgateway.v1.SignHawkResponseResponse> getSignHawkResponseMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "SignHawkResponse",
      requestType = io.refundgateway.v1.SignHawkResponseRequest.class,
      responseType = io.refundgateway.v1.SignHawkResponseResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<io.refundgateway.v1.SignHawkResponseRequest,
      io.refundgateway.v1.SignHawkResponseResponse> getSignHawkResponseMethod() {
    io.grpc.MethodDescriptor<io.refundgateway.v1.SignHawkResponseRequest, io.refundgateway.v1.SignHawkResponseResponse> getSignHawkResponseMethod;
    if ((getSignHawkResponseMethod = PartnerAuthServiceGrpc.getSignHawkResponseMethod) == null) {
      synchronized (PartnerAuthServiceGrpc.class) {
        if ((getSignHawkResponseMethod = PartnerAuthServiceGrpc.getSignHawkResponseMethod) == null) {
          PartnerAuthServiceGrpc.getSignHawkResponseMethod = getSignHawkResponseMethod =
              io.grpc.MethodDescriptor.<io.refundgateway.v1.SignHawkResponseRequest, io.refundgateway.v1.SignHawkResponseResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "SignHawkResponse"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.refundgateway.v1.SignHawkResponseRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.refundgateway.v1.SignHawkResponseResponse.getDefaultInstance()))
              .setSchemaDescriptor(new PartnerAuthServiceMethodDescriptorSupplier("SignHawkResponse"))
              .build();
        }
      }
    }
    return getSignHawkResponseMethod;
  }

  private static volatile io.grpc.MethodDescriptor<io.refundgateway.v1.VerifyTopSignatureRequest,
      io.refundgateway.v1.VerifyTopSignatureResponse> getVerifyTopSignatureMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "VerifyTopSignature",
      requestType = io.refundgateway.v1.VerifyTopSignatureRequest.class,
      responseType = io.refundgateway.v1.VerifyTopSignatureResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<io.refundgateway.v1.VerifyTopSignatureRequest,
      io.refundgateway.v1.VerifyTopSignatureResponse> getVerifyTopSignatureMethod() {
    io.grpc.MethodDescriptor<io.refundgateway.v1.VerifyTopSignatureRequest, io.refundgateway.v1.VerifyTopSignatureResponse> getVerifyTopSignatureMethod;
    if ((getVerifyTopSignatureMethod = PartnerAuthServiceGrpc.getVerifyTopSignatureMethod) == null) {
      synchronized (PartnerAuthServiceGrpc.class) {
        if ((getVerifyTopSignatureMethod = PartnerAuthServiceGrpc.getVerifyTopSignatureMethod) == null) {
          PartnerAuthServiceGrpc.getVerifyTopSignatureMethod = getVerifyTopSignatureMethod =
              io.grpc.MethodDescriptor.<io.refundgateway.v1.VerifyTopSignatureRequest, io.refundgateway.v1.VerifyTopSignatureResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "VerifyTopSignature"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.refundgateway.v1.VerifyTopSignatureRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.refundgateway.v1.VerifyTopSignatureResponse.getDefaultInstance()))
              .setSchemaDescriptor(new PartnerAuthServiceMethodDescriptorSupplier("VerifyTopSignature"))
              .build();
        }
      }
    }
    return getVerifyTopSignatureMethod;
  }

  /**
   * Creates a new async stub that supports all call types for the service
   */
  public static PartnerAuthServiceStub newStub(io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<PartnerAuthServiceStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<PartnerAuthServiceStub>() {
        @java.lang.Override
        public PartnerAuthServiceStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new PartnerAuthServiceStub(channel, callOptions);
        }
      };
    return PartnerAuthServiceStub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports all types of calls on the service
   */
  public static PartnerAuthServiceBlockingV2Stub newBlockingV2Stub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<PartnerAuthServiceBlockingV2Stub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<PartnerAuthServiceBlockingV2Stub>() {
        @java.lang.Override
        public PartnerAuthServiceBlockingV2Stub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new PartnerAuthServiceBlockingV2Stub(channel, callOptions);
        }
      };
    return PartnerAuthServiceBlockingV2Stub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports unary and streaming output calls on the service
   */
  public static PartnerAuthServiceBlockingStub newBlockingStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<PartnerAuthServiceBlockingStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<PartnerAuthServiceBlockingStub>() {
        @java.lang.Override
        public PartnerAuthServiceBlockingStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new PartnerAuthServiceBlockingStub(channel, callOptions);
        }
      };
    return PartnerAuthServiceBlockingStub.newStub(factory, channel);
  }

  /**
   * Creates a new ListenableFuture-style stub that supports unary calls on the service
   */
  public static PartnerAuthServiceFutureStub newFutureStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<PartnerAuthServiceFutureStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<PartnerAuthServiceFutureStub>() {
        @java.lang.Override
        public PartnerAuthServiceFutureStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new PartnerAuthServiceFutureStub(channel, callOptions);
        }
      };
    return PartnerAuthServiceFutureStub.newStub(factory, channel);
  }

  /**
   * <pre>
   * Checks the signatures of those who call from outside, for the compatibility
   * sidecar. The secrets stay on this side of the call.
   * A signature that does not hold is a verdict, not an error of the call.
   * Without the master key of its database the server can tell no verdict, and
   * answers UNAVAILABLE with the reason MASTER_KEY_UNAVAILABLE.
   * </pre>
   */
  public interface AsyncService {

    /**
     * <pre>
     * Checks the HAWK signature of a request, and consumes its nonce when
     * everything else holds: a second request with the same one is refused, on
     * any instance.
     * Errors: INVALID_ARGUMENT when an attribute breaks HAWK's grammar.
     * </pre>
     */
    default void verifyHawk(io.refundgateway.v1.VerifyHawkRequest request,
        io.grpc.stub.StreamObserver<io.refundgateway.v1.VerifyHawkResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getVerifyHawkMethod(), responseObserver);
    }

    /**
     * <pre>
     * Signs the answer to a request whose signature held, for the header
     * `Server-Authorization`.
     * Errors: INVALID_ARGUMENT; PERMISSION_DENIED when the partner is not known
     * or is disabled.
     * </pre>
     */
    default void signHawkResponse(io.refundgateway.v1.SignHawkResponseRequest request,
        io.grpc.stub.StreamObserver<io.refundgateway.v1.SignHawkResponseResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getSignHawkResponseMethod(), responseObserver);
    }

    /**
     * <pre>
     * Checks the signature of a TOP call.
     * Errors: INVALID_ARGUMENT.
     * </pre>
     */
    default void verifyTopSignature(io.refundgateway.v1.VerifyTopSignatureRequest request,
        io.grpc.stub.StreamObserver<io.refundgateway.v1.VerifyTopSignatureResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getVerifyTopSignatureMethod(), responseObserver);
    }
  }

  /**
   * Base class for the server implementation of the service PartnerAuthService.
   * <pre>
   * Checks the signatures of those who call from outside, for the compatibility
   * sidecar. The secrets stay on this side of the call.
   * A signature that does not hold is a verdict, not an error of the call.
   * Without the master key of its database the server can tell no verdict, and
   * answers UNAVAILABLE with the reason MASTER_KEY_UNAVAILABLE.
   * </pre>
   */
  public static abstract class PartnerAuthServiceImplBase
      implements io.grpc.BindableService, AsyncService {

    @java.lang.Override public final io.grpc.ServerServiceDefinition bindService() {
      return PartnerAuthServiceGrpc.bindService(this);
    }
  }

  /**
   * A stub to allow clients to do asynchronous rpc calls to service PartnerAuthService.
   * <pre>
   * Checks the signatures of those who call from outside, for the compatibility
   * sidecar. The secrets stay on this side of the call.
   * A signature that does not hold is a verdict, not an error of the call.
   * Without the master key of its database the server can tell no verdict, and
   * answers UNAVAILABLE with the reason MASTER_KEY_UNAVAILABLE.
   * </pre>
   */
  public static final class PartnerAuthServiceStub
      extends io.grpc.stub.AbstractAsyncStub<PartnerAuthServiceStub> {
    private PartnerAuthServiceStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected PartnerAuthServiceStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new PartnerAuthServiceStub(channel, callOptions);
    }

    /**
     * <pre>
     * Checks the HAWK signature of a request, and consumes its nonce when
     * everything else holds: a second request with the same one is refused, on
     * any instance.
     * Errors: INVALID_ARGUMENT when an attribute breaks HAWK's grammar.
     * </pre>
     */
    public void verifyHawk(io.refundgateway.v1.VerifyHawkRequest request,
        io.grpc.stub.StreamObserver<io.refundgateway.v1.VerifyHawkResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getVerifyHawkMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Signs the answer to a request whose signature held, for the header
     * `Server-Authorization`.
     * Errors: INVALID_ARGUMENT; PERMISSION_DENIED when the partner is not known
     * or is disabled.
     * </pre>
     */
    public void signHawkResponse(io.refundgateway.v1.SignHawkResponseRequest request,
        io.grpc.stub.StreamObserver<io.refundgateway.v1.SignHawkResponseResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getSignHawkResponseMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Checks the signature of a TOP call.
     * Errors: INVALID_ARGUMENT.
     * </pre>
     */
    public void verifyTopSignature(io.refundgateway.v1.VerifyTopSignatureRequest request,
        io.grpc.stub.StreamObserver<io.refundgateway.v1.VerifyTopSignatureResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getVerifyTopSignatureMethod(), getCallOptions()), request, responseObserver);
    }
  }

  /**
   * A stub to allow clients to do synchronous rpc calls to service PartnerAuthService.
   * <pre>
   * Checks the signatures of those who call from outside, for the compatibility
   * sidecar. The secrets stay on this side of the call.
   * A signature that does not hold is a verdict, not an error of the call.
   * Without the master key of its database the server can tell no verdict, and
   * answers UNAVAILABLE with the reason MASTER_KEY_UNAVAILABLE.
   * </pre>
   */
  public static final class PartnerAuthServiceBlockingV2Stub
      extends io.grpc.stub.AbstractBlockingStub<PartnerAuthServiceBlockingV2Stub> {
    private PartnerAuthServiceBlockingV2Stub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected PartnerAuthServiceBlockingV2Stub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new PartnerAuthServiceBlockingV2Stub(channel, callOptions);
    }

    /**
     * <pre>
     * Checks the HAWK signature of a request, and consumes its nonce when
     * everything else holds: a second request with the same one is refused, on
     * any instance.
     * Errors: INVALID_ARGUMENT when an attribute breaks HAWK's grammar.
     * </pre>
     */
    public io.refundgateway.v1.VerifyHawkResponse verifyHawk(io.refundgateway.v1.VerifyHawkRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getVerifyHawkMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Signs the answer to a request whose signature held, for the header
     * `Server-Authorization`.
     * Errors: INVALID_ARGUMENT; PERMISSION_DENIED when the partner is not known
     * or is disabled.
     * </pre>
     */
    public io.refundgateway.v1.SignHawkResponseResponse signHawkResponse(io.refundgateway.v1.SignHawkResponseRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getSignHawkResponseMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Checks the signature of a TOP call.
     * Errors: INVALID_ARGUMENT.
     * </pre>
     */
    public io.refundgateway.v1.VerifyTopSignatureResponse verifyTopSignature(io.refundgateway.v1.VerifyTopSignatureRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getVerifyTopSignatureMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do limited synchronous rpc calls to service PartnerAuthService.
   * <pre>
   * Checks the signatures of those who call from outside, for the compatibility
   * sidecar. The secrets stay on this side of the call.
   * A signature that does not hold is a verdict, not an error of the call.
   * Without the master key of its database the server can tell no verdict, and
   * answers UNAVAILABLE with the reason MASTER_KEY_UNAVAILABLE.
   * </pre>
   */
  public static final class PartnerAuthServiceBlockingStub
      extends io.grpc.stub.AbstractBlockingStub<PartnerAuthServiceBlockingStub> {
    private PartnerAuthServiceBlockingStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected PartnerAuthServiceBlockingStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new PartnerAuthServiceBlockingStub(channel, callOptions);
    }

    /**
     * <pre>
     * Checks the HAWK signature of a request, and consumes its nonce when
     * everything else holds: a second request with the same one is refused, on
     * any instance.
     * Errors: INVALID_ARGUMENT when an attribute breaks HAWK's grammar.
     * </pre>
     */
    public io.refundgateway.v1.VerifyHawkResponse verifyHawk(io.refundgateway.v1.VerifyHawkRequest request) {
      return io.refundgateway.Calls.blockingUnaryCall(
          getChannel(), getVerifyHawkMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Signs the answer to a request whose signature held, for the header
     * `Server-Authorization`.
     * Errors: INVALID_ARGUMENT; PERMISSION_DENIED when the partner is not known
     * or is disabled.
     * </pre>
     */
    public io.refundgateway.v1.SignHawkResponseResponse signHawkResponse(io.refundgateway.v1.SignHawkResponseRequest request) {
      return io.refundgateway.Calls.blockingUnaryCall(
          getChannel(), getSignHawkResponseMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Checks the signature of a TOP call.
     * Errors: INVALID_ARGUMENT.
     * </pre>
     */
    public io.refundgateway.v1.VerifyTopSignatureResponse verifyTopSignature(io.refundgateway.v1.VerifyTopSignatureRequest request) {
      return io.refundgateway.Calls.blockingUnaryCall(
          getChannel(), getVerifyTopSignatureMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do ListenableFuture-style rpc calls to service PartnerAuthService.
   * <pre>
   * Checks the signatures of those who call from outside, for the compatibility
   * sidecar. The secrets stay on this side of the call.
   * A signature that does not hold is a verdict, not an error of the call.
   * Without the master key of its database the server can tell no verdict, and
   * answers UNAVAILABLE with the reason MASTER_KEY_UNAVAILABLE.
   * </pre>
   */
  public static final class PartnerAuthServiceFutureStub
      extends io.grpc.stub.AbstractFutureStub<PartnerAuthServiceFutureStub> {
    private PartnerAuthServiceFutureStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected PartnerAuthServiceFutureStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new PartnerAuthServiceFutureStub(channel, callOptions);
    }

    /**
     * <pre>
     * Checks the HAWK signature of a request, and consumes its nonce when
     * everything else holds: a second request with the same one is refused, on
     * any instance.
     * Errors: INVALID_ARGUMENT when an attribute breaks HAWK's grammar.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<io.refundgateway.v1.VerifyHawkResponse> verifyHawk(
        io.refundgateway.v1.VerifyHawkRequest request) {
      return io.refundgateway.Calls.futureUnaryCall(
          getChannel().newCall(getVerifyHawkMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Signs the answer to a request whose signature held, for the header
     * `Server-Authorization`.
     * Errors: INVALID_ARGUMENT; PERMISSION_DENIED when the partner is not known
     * or is disabled.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<io.refundgateway.v1.SignHawkResponseResponse> signHawkResponse(
        io.refundgateway.v1.SignHawkResponseRequest request) {
      return io.refundgateway.Calls.futureUnaryCall(
          getChannel().newCall(getSignHawkResponseMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Checks the signature of a TOP call.
     * Errors: INVALID_ARGUMENT.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<io.refundgateway.v1.VerifyTopSignatureResponse> verifyTopSignature(
        io.refundgateway.v1.VerifyTopSignatureRequest request) {
      return io.refundgateway.Calls.futureUnaryCall(
          getChannel().newCall(getVerifyTopSignatureMethod(), getCallOptions()), request);
    }
  }

  private static final int METHODID_VERIFY_HAWK = 0;
  private static final int METHODID_SIGN_HAWK_RESPONSE = 1;
  private static final int METHODID_VERIFY_TOP_SIGNATURE = 2;

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
        case METHODID_VERIFY_HAWK:
          serviceImpl.verifyHawk((io.refundgateway.v1.VerifyHawkRequest) request,
              (io.grpc.stub.StreamObserver<io.refundgateway.v1.VerifyHawkResponse>) responseObserver);
          break;
        case METHODID_SIGN_HAWK_RESPONSE:
          serviceImpl.signHawkResponse((io.refundgateway.v1.SignHawkResponseRequest) request,
              (io.grpc.stub.StreamObserver<io.refundgateway.v1.SignHawkResponseResponse>) responseObserver);
          break;
        case METHODID_VERIFY_TOP_SIGNATURE:
          serviceImpl.verifyTopSignature((io.refundgateway.v1.VerifyTopSignatureRequest) request,
              (io.grpc.stub.StreamObserver<io.refundgateway.v1.VerifyTopSignatureResponse>) responseObserver);
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
          getVerifyHawkMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              io.refundgateway.v1.VerifyHawkRequest,
              io.refundgateway.v1.VerifyHawkResponse>(
                service, METHODID_VERIFY_HAWK)))
        .addMethod(
          getSignHawkResponseMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              io.refundgateway.v1.SignHawkResponseRequest,
              io.refundgateway.v1.SignHawkResponseResponse>(
                service, METHODID_SIGN_HAWK_RESPONSE)))
        .addMethod(
          getVerifyTopSignatureMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              io.refundgateway.v1.VerifyTopSignatureRequest,
              io.refundgateway.v1.VerifyTopSignatureResponse>(
                service, METHODID_VERIFY_TOP_SIGNATURE)))
        .build();
  }

  private static abstract class PartnerAuthServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoFileDescriptorSupplier, io.grpc.protobuf.ProtoServiceDescriptorSupplier {
    PartnerAuthServiceBaseDescriptorSupplier() {}

    @java.lang.Override
    public com.google.protobuf.Descriptors.FileDescriptor getFileDescriptor() {
      return io.refundgateway.v1.PartnerAuthProto.getDescriptor();
    }

    @java.lang.Override
    public com.google.protobuf.Descriptors.ServiceDescriptor getServiceDescriptor() {
      return getFileDescriptor().findServiceByName("PartnerAuthService");
    }
  }

  private static final class PartnerAuthServiceFileDescriptorSupplier
      extends PartnerAuthServiceBaseDescriptorSupplier {
    PartnerAuthServiceFileDescriptorSupplier() {}
  }

  private static final class PartnerAuthServiceMethodDescriptorSupplier
      extends PartnerAuthServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoMethodDescriptorSupplier {
    private final java.lang.String methodName;

    PartnerAuthServiceMethodDescriptorSupplier(java.lang.String methodName) {
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
      synchronized (PartnerAuthServiceGrpc.class) {
        result = serviceDescriptor;
        if (result == null) {
          serviceDescriptor = result = io.grpc.ServiceDescriptor.newBuilder(SERVICE_NAME)
              .setSchemaDescriptor(new PartnerAuthServiceFileDescriptorSupplier())
              .addMethod(getVerifyHawkMethod())
              .addMethod(getSignHawkResponseMethod())
              .addMethod(getVerifyTopSignatureMethod())
              .build();
        }
      }
    }
    return result;
  }
}
