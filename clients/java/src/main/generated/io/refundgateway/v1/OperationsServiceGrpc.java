package io.refundgateway.v1;

import static io.grpc.MethodDescriptor.generateFullMethodName;

/**
 * <pre>
 * The operators' and reconcilers' view. Whatever is stored can be found here by
 * the partner's own key. Lists are paged: `page_size` defaults to 100, and more
 * than 1000 gives pages of 1000; an empty `next_page_token` marks the last page;
 * a token is good only for the filter it was made with.
 * </pre>
 */
@io.grpc.stub.annotations.GrpcGenerated
public final class OperationsServiceGrpc {

  private OperationsServiceGrpc() {}

  public static final java.lang.String SERVICE_NAME = "refund.v1.OperationsService";

  // Static method descriptors that strictly reflect the proto.
  private static volatile io.grpc.MethodDescriptor<io.refundgateway.v1.ListCallbacksRequest,
      io.refundgateway.v1.ListCallbacksResponse> getListCallbacksMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListCallbacks",
      requestType = io.refundgateway.v1.ListCallbacksRequest.class,
      responseType = io.refundgateway.v1.ListCallbacksResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<io.refundgateway.v1.ListCallbacksRequest,
      io.refundgateway.v1.ListCallbacksResponse> getListCallbacksMethod() {
    io.grpc.MethodDescriptor<io.refundgateway.v1.ListCallbacksRequest, io.refundgateway.v1.ListCallbacksResponse> getListCallbacksMethod;
    if ((getListCallbacksMethod = OperationsServiceGrpc.getListCallbacksMethod) == null) {
      synchronized (OperationsServiceGrpc.class) {
        if ((getListCallbacksMethod = OperationsServiceGrpc.getListCallbacksMethod) == null) {
          OperationsServiceGrpc.getListCallbacksMethod = getListCallbacksMethod =
              io.grpc.MethodDescriptor.<io.refundgateway.v1.ListCallbacksRequest, io.refundgateway.v1.ListCallbacksResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListCallbacks"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.refundgateway.v1.ListCallbacksRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.refundgateway.v1.ListCallbacksResponse.getDefaultInstance()))
              .setSchemaDescriptor(new OperationsServiceMethodDescriptorSupplier("ListCallbacks"))
              .build();
        }
      }
    }
    return getListCallbacksMethod;
  }

  private static volatile io.grpc.MethodDescriptor<io.refundgateway.v1.GetCallbackRequest,
      io.refundgateway.v1.GetCallbackResponse> getGetCallbackMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetCallback",
      requestType = io.refundgateway.v1.GetCallbackRequest.class,
      responseType = io.refundgateway.v1.GetCallbackResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<io.refundgateway.v1.GetCallbackRequest,
      io.refundgateway.v1.GetCallbackResponse> getGetCallbackMethod() {
    io.grpc.MethodDescriptor<io.refundgateway.v1.GetCallbackRequest, io.refundgateway.v1.GetCallbackResponse> getGetCallbackMethod;
    if ((getGetCallbackMethod = OperationsServiceGrpc.getGetCallbackMethod) == null) {
      synchronized (OperationsServiceGrpc.class) {
        if ((getGetCallbackMethod = OperationsServiceGrpc.getGetCallbackMethod) == null) {
          OperationsServiceGrpc.getGetCallbackMethod = getGetCallbackMethod =
              io.grpc.MethodDescriptor.<io.refundgateway.v1.GetCallbackRequest, io.refundgateway.v1.GetCallbackResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetCallback"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.refundgateway.v1.GetCallbackRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.refundgateway.v1.GetCallbackResponse.getDefaultInstance()))
              .setSchemaDescriptor(new OperationsServiceMethodDescriptorSupplier("GetCallback"))
              .build();
        }
      }
    }
    return getGetCallbackMethod;
  }

  private static volatile io.grpc.MethodDescriptor<io.refundgateway.v1.ReplayCallbackRequest,
      io.refundgateway.v1.ReplayCallbackResponse> getReplayCallbackMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ReplayCallback",
      requestType = io.refundgateway.v1.ReplayCallbackRequest.class,
      responseType = io.refundgateway.v1.ReplayCallbackResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<io.refundgateway.v1.ReplayCallbackRequest,
      io.refundgateway.v1.ReplayCallbackResponse> getReplayCallbackMethod() {
    io.grpc.MethodDescriptor<io.refundgateway.v1.ReplayCallbackRequest, io.refundgateway.v1.ReplayCallbackResponse> getReplayCallbackMethod;
    if ((getReplayCallbackMethod = OperationsServiceGrpc.getReplayCallbackMethod) == null) {
      synchronized (OperationsServiceGrpc.class) {
        if ((getReplayCallbackMethod = OperationsServiceGrpc.getReplayCallbackMethod) == null) {
          OperationsServiceGrpc.getReplayCallbackMethod = getReplayCallbackMethod =
              io.grpc.MethodDescriptor.<io.refundgateway.v1.ReplayCallbackRequest, io.refundgateway.v1.ReplayCallbackResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ReplayCallback"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.refundgateway.v1.ReplayCallbackRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.refundgateway.v1.ReplayCallbackResponse.getDefaultInstance()))
              .setSchemaDescriptor(new OperationsServiceMethodDescriptorSupplier("ReplayCallback"))
              .build();
        }
      }
    }
    return getReplayCallbackMethod;
  }

  private static volatile io.grpc.MethodDescriptor<io.refundgateway.v1.ResolveCallbackRequest,
      io.refundgateway.v1.ResolveCallbackResponse> getResolveCallbackMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ResolveCallback",
      requestType = io.refundgateway.v1.ResolveCallbackRequest.class,
      responseType = io.refundgateway.v1.ResolveCallbackResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<io.refundgateway.v1.ResolveCallbackRequest,
      io.refundgateway.v1.ResolveCallbackResponse> getResolveCallbackMethod() {
    io.grpc.MethodDescriptor<io.refundgateway.v1.ResolveCallbackRequest, io.refundgateway.v1.ResolveCallbackResponse> getResolveCallbackMethod;
    if ((getResolveCallbackMethod = OperationsServiceGrpc.getResolveCallbackMethod) == null) {
      synchronized (OperationsServiceGrpc.class) {
        if ((getResolveCallbackMethod = OperationsServiceGrpc.getResolveCallbackMethod) == null) {
          OperationsServiceGrpc.getResolveCallbackMethod = getResolveCallbackMethod =
              io.grpc.MethodDescriptor.<io.refundgateway.v1.ResolveCallbackRequest, io.refundgateway.v1.ResolveCallbackResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ResolveCallback"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.refundgateway.v1.ResolveCallbackRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.refundgateway.v1.ResolveCallbackResponse.getDefaultInstance()))
              .setSchemaDescriptor(new OperationsServiceMethodDescriptorSupplier("ResolveCallback"))
              .build();
        }
      }
    }
    return getResolveCallbackMethod;
  }

  private static volatile io.grpc.MethodDescriptor<io.refundgateway.v1.ListDouyinNoticesRequest,
      io.refundgateway.v1.ListDouyinNoticesResponse> getListDouyinNoticesMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListDouyinNotices",
      requestType = io.refundgateway.v1.ListDouyinNoticesRequest.class,
      responseType = io.refundgateway.v1.ListDouyinNoticesResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<io.refundgateway.v1.ListDouyinNoticesRequest,
      io.refundgateway.v1.ListDouyinNoticesResponse> getListDouyinNoticesMethod() {
    io.grpc.MethodDescriptor<io.refundgateway.v1.ListDouyinNoticesRequest, io.refundgateway.v1.ListDouyinNoticesResponse> getListDouyinNoticesMethod;
    if ((getListDouyinNoticesMethod = OperationsServiceGrpc.getListDouyinNoticesMethod) == null) {
      synchronized (OperationsServiceGrpc.class) {
        if ((getListDouyinNoticesMethod = OperationsServiceGrpc.getListDouyinNoticesMethod) == null) {
          OperationsServiceGrpc.getListDouyinNoticesMethod = getListDouyinNoticesMethod =
              io.grpc.MethodDescriptor.<io.refundgateway.v1.ListDouyinNoticesRequest, io.refundgateway.v1.ListDouyinNoticesResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListDouyinNotices"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.refundgateway.v1.ListDouyinNoticesRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.refundgateway.v1.ListDouyinNoticesResponse.getDefaultInstance()))
              .setSchemaDescriptor(new OperationsServiceMethodDescriptorSupplier("ListDouyinNotices"))
              .build();
        }
      }
    }
    return getListDouyinNoticesMethod;
  }

  private static volatile io.grpc.MethodDescriptor<io.refundgateway.v1.ListTaoxiandaRefundsRequest,
      io.refundgateway.v1.ListTaoxiandaRefundsResponse> getListTaoxiandaRefundsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListTaoxiandaRefunds",
      requestType = io.refundgateway.v1.ListTaoxiandaRefundsRequest.class,
      responseType = io.refundgateway.v1.ListTaoxiandaRefundsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<io.refundgateway.v1.ListTaoxiandaRefundsRequest,
      io.refundgateway.v1.ListTaoxiandaRefundsResponse> getListTaoxiandaRefundsMethod() {
    io.grpc.MethodDescriptor<io.refundgateway.v1.ListTaoxiandaRefundsRequest, io.refundgateway.v1.ListTaoxiandaRefundsResponse> getListTaoxiandaRefundsMethod;
    if ((getListTaoxiandaRefundsMethod = OperationsServiceGrpc.getListTaoxiandaRefundsMethod) == null) {
      synchronized (OperationsServiceGrpc.class) {
        if ((getListTaoxiandaRefundsMethod = OperationsServiceGrpc.getListTaoxiandaRefundsMethod) == null) {
          OperationsServiceGrpc.getListTaoxiandaRefundsMethod = getListTaoxiandaRefundsMethod =
              io.grpc.MethodDescriptor.<io.refundgateway.v1.ListTaoxiandaRefundsRequest, io.refundgateway.v1.ListTaoxiandaRefundsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListTaoxiandaRefunds"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.refundgateway.v1.ListTaoxiandaRefundsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.refundgateway.v1.ListTaoxiandaRefundsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new OperationsServiceMethodDescriptorSupplier("ListTaoxiandaRefunds"))
              .build();
        }
      }
    }
    return getListTaoxiandaRefundsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<io.refundgateway.v1.GetRefundTimelineRequest,
      io.refundgateway.v1.GetRefundTimelineResponse> getGetRefundTimelineMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetRefundTimeline",
      requestType = io.refundgateway.v1.GetRefundTimelineRequest.class,
      responseType = io.refundgateway.v1.GetRefundTimelineResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<io.refundgateway.v1.GetRefundTimelineRequest,
      io.refundgateway.v1.GetRefundTimelineResponse> getGetRefundTimelineMethod() {
    io.grpc.MethodDescriptor<io.refundgateway.v1.GetRefundTimelineRequest, io.refundgateway.v1.GetRefundTimelineResponse> getGetRefundTimelineMethod;
    if ((getGetRefundTimelineMethod = OperationsServiceGrpc.getGetRefundTimelineMethod) == null) {
      synchronized (OperationsServiceGrpc.class) {
        if ((getGetRefundTimelineMethod = OperationsServiceGrpc.getGetRefundTimelineMethod) == null) {
          OperationsServiceGrpc.getGetRefundTimelineMethod = getGetRefundTimelineMethod =
              io.grpc.MethodDescriptor.<io.refundgateway.v1.GetRefundTimelineRequest, io.refundgateway.v1.GetRefundTimelineResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetRefundTimeline"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.refundgateway.v1.GetRefundTimelineRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.refundgateway.v1.GetRefundTimelineResponse.getDefaultInstance()))
              .setSchemaDescriptor(new OperationsServiceMethodDescriptorSupplier("GetRefundTimeline"))
              .build();
        }
      }
    }
    return getGetRefundTimelineMethod;
  }

  /**
   * Creates a new async stub that supports all call types for the service
   */
  public static OperationsServiceStub newStub(io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<OperationsServiceStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<OperationsServiceStub>() {
        @java.lang.Override
        public OperationsServiceStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new OperationsServiceStub(channel, callOptions);
        }
      };
    return OperationsServiceStub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports all types of calls on the service
   */
  public static OperationsServiceBlockingV2Stub newBlockingV2Stub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<OperationsServiceBlockingV2Stub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<OperationsServiceBlockingV2Stub>() {
        @java.lang.Override
        public OperationsServiceBlockingV2Stub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new OperationsServiceBlockingV2Stub(channel, callOptions);
        }
      };
    return OperationsServiceBlockingV2Stub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports unary and streaming output calls on the service
   */
  public static OperationsServiceBlockingStub newBlockingStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<OperationsServiceBlockingStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<OperationsServiceBlockingStub>() {
        @java.lang.Override
        public OperationsServiceBlockingStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new OperationsServiceBlockingStub(channel, callOptions);
        }
      };
    return OperationsServiceBlockingStub.newStub(factory, channel);
  }

  /**
   * Creates a new ListenableFuture-style stub that supports unary calls on the service
   */
  public static OperationsServiceFutureStub newFutureStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<OperationsServiceFutureStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<OperationsServiceFutureStub>() {
        @java.lang.Override
        public OperationsServiceFutureStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new OperationsServiceFutureStub(channel, callOptions);
        }
      };
    return OperationsServiceFutureStub.newStub(factory, channel);
  }

  /**
   * <pre>
   * The operators' and reconcilers' view. Whatever is stored can be found here by
   * the partner's own key. Lists are paged: `page_size` defaults to 100, and more
   * than 1000 gives pages of 1000; an empty `next_page_token` marks the last page;
   * a token is good only for the filter it was made with.
   * </pre>
   */
  public interface AsyncService {

    /**
     * <pre>
     * Lists e-payment callbacks by (`trandeno`, `batchno`).
     * </pre>
     */
    default void listCallbacks(io.refundgateway.v1.ListCallbacksRequest request,
        io.grpc.stub.StreamObserver<io.refundgateway.v1.ListCallbacksResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListCallbacksMethod(), responseObserver);
    }

    /**
     * <pre>
     * Reads one callback with everything that was kept of it.
     * Errors: INVALID_ARGUMENT; NOT_FOUND.
     * </pre>
     */
    default void getCallback(io.refundgateway.v1.GetCallbackRequest request,
        io.grpc.stub.StreamObserver<io.refundgateway.v1.GetCallbackResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetCallbackMethod(), responseObserver);
    }

    /**
     * <pre>
     * Runs transaction 2 of a stored callback once more. Who asked and why is
     * recorded. Replaying an applied callback changes nothing.
     * Errors: INVALID_ARGUMENT; NOT_FOUND for an unknown callback;
     * FAILED_PRECONDITION for one that was resolved. A callback that still cannot
     * be applied is no error: the answer says where it stands and why.
     * </pre>
     */
    default void replayCallback(io.refundgateway.v1.ReplayCallbackRequest request,
        io.grpc.stub.StreamObserver<io.refundgateway.v1.ReplayCallbackResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getReplayCallbackMethod(), responseObserver);
    }

    /**
     * <pre>
     * Takes a callback that was not applied out of the operators' list, because
     * somebody has dealt with it elsewhere. Who and why is recorded. It is never
     * applied from then on.
     * Errors: INVALID_ARGUMENT; NOT_FOUND; FAILED_PRECONDITION for an applied one.
     * </pre>
     */
    default void resolveCallback(io.refundgateway.v1.ResolveCallbackRequest request,
        io.grpc.stub.StreamObserver<io.refundgateway.v1.ResolveCallbackResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getResolveCallbackMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists Douyin's notices by (`order_id`, `certificate_id`), each with its
     * history.
     * </pre>
     */
    default void listDouyinNotices(io.refundgateway.v1.ListDouyinNoticesRequest request,
        io.grpc.stub.StreamObserver<io.refundgateway.v1.ListDouyinNoticesResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListDouyinNoticesMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists Taoxianda's refunded sub orders.
     * </pre>
     */
    default void listTaoxiandaRefunds(io.refundgateway.v1.ListTaoxiandaRefundsRequest request,
        io.grpc.stub.StreamObserver<io.refundgateway.v1.ListTaoxiandaRefundsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListTaoxiandaRefundsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists every event of an order and of its payments, oldest first, from the
     * append-only record written in the same transaction as each effect.
     * Errors: INVALID_ARGUMENT; NOT_FOUND when nothing is recorded.
     * </pre>
     */
    default void getRefundTimeline(io.refundgateway.v1.GetRefundTimelineRequest request,
        io.grpc.stub.StreamObserver<io.refundgateway.v1.GetRefundTimelineResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetRefundTimelineMethod(), responseObserver);
    }
  }

  /**
   * Base class for the server implementation of the service OperationsService.
   * <pre>
   * The operators' and reconcilers' view. Whatever is stored can be found here by
   * the partner's own key. Lists are paged: `page_size` defaults to 100, and more
   * than 1000 gives pages of 1000; an empty `next_page_token` marks the last page;
   * a token is good only for the filter it was made with.
   * </pre>
   */
  public static abstract class OperationsServiceImplBase
      implements io.grpc.BindableService, AsyncService {

    @java.lang.Override public final io.grpc.ServerServiceDefinition bindService() {
      return OperationsServiceGrpc.bindService(this);
    }
  }

  /**
   * A stub to allow clients to do asynchronous rpc calls to service OperationsService.
   * <pre>
   * The operators' and reconcilers' view. Whatever is stored can be found here by
   * the partner's own key. Lists are paged: `page_size` defaults to 100, and more
   * than 1000 gives pages of 1000; an empty `next_page_token` marks the last page;
   * a token is good only for the filter it was made with.
   * </pre>
   */
  public static final class OperationsServiceStub
      extends io.grpc.stub.AbstractAsyncStub<OperationsServiceStub> {
    private OperationsServiceStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected OperationsServiceStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new OperationsServiceStub(channel, callOptions);
    }

    /**
     * <pre>
     * Lists e-payment callbacks by (`trandeno`, `batchno`).
     * </pre>
     */
    public void listCallbacks(io.refundgateway.v1.ListCallbacksRequest request,
        io.grpc.stub.StreamObserver<io.refundgateway.v1.ListCallbacksResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListCallbacksMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Reads one callback with everything that was kept of it.
     * Errors: INVALID_ARGUMENT; NOT_FOUND.
     * </pre>
     */
    public void getCallback(io.refundgateway.v1.GetCallbackRequest request,
        io.grpc.stub.StreamObserver<io.refundgateway.v1.GetCallbackResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetCallbackMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Runs transaction 2 of a stored callback once more. Who asked and why is
     * recorded. Replaying an applied callback changes nothing.
     * Errors: INVALID_ARGUMENT; NOT_FOUND for an unknown callback;
     * FAILED_PRECONDITION for one that was resolved. A callback that still cannot
     * be applied is no error: the answer says where it stands and why.
     * </pre>
     */
    public void replayCallback(io.refundgateway.v1.ReplayCallbackRequest request,
        io.grpc.stub.StreamObserver<io.refundgateway.v1.ReplayCallbackResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getReplayCallbackMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Takes a callback that was not applied out of the operators' list, because
     * somebody has dealt with it elsewhere. Who and why is recorded. It is never
     * applied from then on.
     * Errors: INVALID_ARGUMENT; NOT_FOUND; FAILED_PRECONDITION for an applied one.
     * </pre>
     */
    public void resolveCallback(io.refundgateway.v1.ResolveCallbackRequest request,
        io.grpc.stub.StreamObserver<io.refundgateway.v1.ResolveCallbackResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getResolveCallbackMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists Douyin's notices by (`order_id`, `certificate_id`), each with its
     * history.
     * </pre>
     */
    public void listDouyinNotices(io.refundgateway.v1.ListDouyinNoticesRequest request,
        io.grpc.stub.StreamObserver<io.refundgateway.v1.ListDouyinNoticesResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListDouyinNoticesMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists Taoxianda's refunded sub orders.
     * </pre>
     */
    public void listTaoxiandaRefunds(io.refundgateway.v1.ListTaoxiandaRefundsRequest request,
        io.grpc.stub.StreamObserver<io.refundgateway.v1.ListTaoxiandaRefundsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListTaoxiandaRefundsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists every event of an order and of its payments, oldest first, from the
     * append-only record written in the same transaction as each effect.
     * Errors: INVALID_ARGUMENT; NOT_FOUND when nothing is recorded.
     * </pre>
     */
    public void getRefundTimeline(io.refundgateway.v1.GetRefundTimelineRequest request,
        io.grpc.stub.StreamObserver<io.refundgateway.v1.GetRefundTimelineResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetRefundTimelineMethod(), getCallOptions()), request, responseObserver);
    }
  }

  /**
   * A stub to allow clients to do synchronous rpc calls to service OperationsService.
   * <pre>
   * The operators' and reconcilers' view. Whatever is stored can be found here by
   * the partner's own key. Lists are paged: `page_size` defaults to 100, and more
   * than 1000 gives pages of 1000; an empty `next_page_token` marks the last page;
   * a token is good only for the filter it was made with.
   * </pre>
   */
  public static final class OperationsServiceBlockingV2Stub
      extends io.grpc.stub.AbstractBlockingStub<OperationsServiceBlockingV2Stub> {
    private OperationsServiceBlockingV2Stub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected OperationsServiceBlockingV2Stub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new OperationsServiceBlockingV2Stub(channel, callOptions);
    }

    /**
     * <pre>
     * Lists e-payment callbacks by (`trandeno`, `batchno`).
     * </pre>
     */
    public io.refundgateway.v1.ListCallbacksResponse listCallbacks(io.refundgateway.v1.ListCallbacksRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListCallbacksMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Reads one callback with everything that was kept of it.
     * Errors: INVALID_ARGUMENT; NOT_FOUND.
     * </pre>
     */
    public io.refundgateway.v1.GetCallbackResponse getCallback(io.refundgateway.v1.GetCallbackRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetCallbackMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Runs transaction 2 of a stored callback once more. Who asked and why is
     * recorded. Replaying an applied callback changes nothing.
     * Errors: INVALID_ARGUMENT; NOT_FOUND for an unknown callback;
     * FAILED_PRECONDITION for one that was resolved. A callback that still cannot
     * be applied is no error: the answer says where it stands and why.
     * </pre>
     */
    public io.refundgateway.v1.ReplayCallbackResponse replayCallback(io.refundgateway.v1.ReplayCallbackRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getReplayCallbackMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Takes a callback that was not applied out of the operators' list, because
     * somebody has dealt with it elsewhere. Who and why is recorded. It is never
     * applied from then on.
     * Errors: INVALID_ARGUMENT; NOT_FOUND; FAILED_PRECONDITION for an applied one.
     * </pre>
     */
    public io.refundgateway.v1.ResolveCallbackResponse resolveCallback(io.refundgateway.v1.ResolveCallbackRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getResolveCallbackMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists Douyin's notices by (`order_id`, `certificate_id`), each with its
     * history.
     * </pre>
     */
    public io.refundgateway.v1.ListDouyinNoticesResponse listDouyinNotices(io.refundgateway.v1.ListDouyinNoticesRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListDouyinNoticesMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists Taoxianda's refunded sub orders.
     * </pre>
     */
    public io.refundgateway.v1.ListTaoxiandaRefundsResponse listTaoxiandaRefunds(io.refundgateway.v1.ListTaoxiandaRefundsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListTaoxiandaRefundsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists every event of an order and of its payments, oldest first, from the
     * append-only record written in the same transaction as each effect.
     * Errors: INVALID_ARGUMENT; NOT_FOUND when nothing is recorded.
     * </pre>
     */
    public io.refundgateway.v1.GetRefundTimelineResponse getRefundTimeline(io.refundgateway.v1.GetRefundTimelineRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetRefundTimelineMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do limited synchronous rpc calls to service OperationsService.
   * <pre>
   * The operators' and reconcilers' view. Whatever is stored can be found here by
   * the partner's own key. Lists are paged: `page_size` defaults to 100, and more
   * than 1000 gives pages of 1000; an empty `next_page_token` marks the last page;
   * a token is good only for the filter it was made with.
   * </pre>
   */
  public static final class OperationsServiceBlockingStub
      extends io.grpc.stub.AbstractBlockingStub<OperationsServiceBlockingStub> {
    private OperationsServiceBlockingStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected OperationsServiceBlockingStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new OperationsServiceBlockingStub(channel, callOptions);
    }

    /**
     * <pre>
     * Lists e-payment callbacks by (`trandeno`, `batchno`).
     * </pre>
     */
    public io.refundgateway.v1.ListCallbacksResponse listCallbacks(io.refundgateway.v1.ListCallbacksRequest request) {
      return io.refundgateway.Calls.blockingUnaryCall(
          getChannel(), getListCallbacksMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Reads one callback with everything that was kept of it.
     * Errors: INVALID_ARGUMENT; NOT_FOUND.
     * </pre>
     */
    public io.refundgateway.v1.GetCallbackResponse getCallback(io.refundgateway.v1.GetCallbackRequest request) {
      return io.refundgateway.Calls.blockingUnaryCall(
          getChannel(), getGetCallbackMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Runs transaction 2 of a stored callback once more. Who asked and why is
     * recorded. Replaying an applied callback changes nothing.
     * Errors: INVALID_ARGUMENT; NOT_FOUND for an unknown callback;
     * FAILED_PRECONDITION for one that was resolved. A callback that still cannot
     * be applied is no error: the answer says where it stands and why.
     * </pre>
     */
    public io.refundgateway.v1.ReplayCallbackResponse replayCallback(io.refundgateway.v1.ReplayCallbackRequest request) {
      return io.refundgateway.Calls.blockingUnaryCall(
          getChannel(), getReplayCallbackMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Takes a callback that was not applied out of the operators' list, because
     * somebody has dealt with it elsewhere. Who and why is recorded. It is never
     * applied from then on.
     * Errors: INVALID_ARGUMENT; NOT_FOUND; FAILED_PRECONDITION for an applied one.
     * </pre>
     */
    public io.refundgateway.v1.ResolveCallbackResponse resolveCallback(io.refundgateway.v1.ResolveCallbackRequest request) {
      return io.refundgateway.Calls.blockingUnaryCall(
          getChannel(), getResolveCallbackMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists Douyin's notices by (`order_id`, `certificate_id`), each with its
     * history.
     * </pre>
     */
    public io.refundgateway.v1.ListDouyinNoticesResponse listDouyinNotices(io.refundgateway.v1.ListDouyinNoticesRequest request) {
      return io.refundgateway.Calls.blockingUnaryCall(
          getChannel(), getListDouyinNoticesMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists Taoxianda's refunded sub orders.
     * </pre>
     */
    public io.refundgateway.v1.ListTaoxiandaRefundsResponse listTaoxiandaRefunds(io.refundgateway.v1.ListTaoxiandaRefundsRequest request) {
      return io.refundgateway.Calls.blockingUnaryCall(
          getChannel(), getListTaoxiandaRefundsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists every event of an order and of its payments, oldest first, from the
     * append-only record written in the same transaction as each effect.
     * Errors: INVALID_ARGUMENT; NOT_FOUND when nothing is recorded.
     * </pre>
     */
    public io.refundgateway.v1.GetRefundTimelineResponse getRefundTimeline(io.refundgateway.v1.GetRefundTimelineRequest request) {
      return io.refundgateway.Calls.blockingUnaryCall(
          getChannel(), getGetRefundTimelineMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do ListenableFuture-style rpc calls to service OperationsService.
   * <pre>
   * The operators' and reconcilers' view. Whatever is stored can be found here by
   * the partner's own key. Lists are paged: `page_size` defaults to 100, and more
   * than 1000 gives pages of 1000; an empty `next_page_token` marks the last page;
   * a token is good only for the filter it was made with.
   * </pre>
   */
  public static final class OperationsServiceFutureStub
      extends io.grpc.stub.AbstractFutureStub<OperationsServiceFutureStub> {
    private OperationsServiceFutureStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected OperationsServiceFutureStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new OperationsServiceFutureStub(channel, callOptions);
    }

    /**
     * <pre>
     * Lists e-payment callbacks by (`trandeno`, `batchno`).
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<io.refundgateway.v1.ListCallbacksResponse> listCallbacks(
        io.refundgateway.v1.ListCallbacksRequest request) {
      return io.refundgateway.Calls.futureUnaryCall(
          getChannel().newCall(getListCallbacksMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Reads one callback with everything that was kept of it.
     * Errors: INVALID_ARGUMENT; NOT_FOUND.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<io.refundgateway.v1.GetCallbackResponse> getCallback(
        io.refundgateway.v1.GetCallbackRequest request) {
      return io.refundgateway.Calls.futureUnaryCall(
          getChannel().newCall(getGetCallbackMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Runs transaction 2 of a stored callback once more. Who asked and why is
     * recorded. Replaying an applied callback changes nothing.
     * Errors: INVALID_ARGUMENT; NOT_FOUND for an unknown callback;
     * FAILED_PRECONDITION for one that was resolved. A callback that still cannot
     * be applied is no error: the answer says where it stands and why.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<io.refundgateway.v1.ReplayCallbackResponse> replayCallback(
        io.refundgateway.v1.ReplayCallbackRequest request) {
      return io.refundgateway.Calls.futureUnaryCall(
          getChannel().newCall(getReplayCallbackMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Takes a callback that was not applied out of the operators' list, because
     * somebody has dealt with it elsewhere. Who and why is recorded. It is never
     * applied from then on.
     * Errors: INVALID_ARGUMENT; NOT_FOUND; FAILED_PRECONDITION for an applied one.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<io.refundgateway.v1.ResolveCallbackResponse> resolveCallback(
        io.refundgateway.v1.ResolveCallbackRequest request) {
      return io.refundgateway.Calls.futureUnaryCall(
          getChannel().newCall(getResolveCallbackMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists Douyin's notices by (`order_id`, `certificate_id`), each with its
     * history.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<io.refundgateway.v1.ListDouyinNoticesResponse> listDouyinNotices(
        io.refundgateway.v1.ListDouyinNoticesRequest request) {
      return io.refundgateway.Calls.futureUnaryCall(
          getChannel().newCall(getListDouyinNoticesMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists Taoxianda's refunded sub orders.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<io.refundgateway.v1.ListTaoxiandaRefundsResponse> listTaoxiandaRefunds(
        io.refundgateway.v1.ListTaoxiandaRefundsRequest request) {
      return io.refundgateway.Calls.futureUnaryCall(
          getChannel().newCall(getListTaoxiandaRefundsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists every event of an order and of its payments, oldest first, from the
     * append-only record written in the same transaction as each effect.
     * Errors: INVALID_ARGUMENT; NOT_FOUND when nothing is recorded.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<io.refundgateway.v1.GetRefundTimelineResponse> getRefundTimeline(
        io.refundgateway.v1.GetRefundTimelineRequest request) {
      return io.refundgateway.Calls.futureUnaryCall(
          getChannel().newCall(getGetRefundTimelineMethod(), getCallOptions()), request);
    }
  }

  private static final int METHODID_LIST_CALLBACKS = 0;
  private static final int METHODID_GET_CALLBACK = 1;
  private static final int METHODID_REPLAY_CALLBACK = 2;
  private static final int METHODID_RESOLVE_CALLBACK = 3;
  private static final int METHODID_LIST_DOUYIN_NOTICES = 4;
  private static final int METHODID_LIST_TAOXIANDA_REFUNDS = 5;
  private static final int METHODID_GET_REFUND_TIMELINE = 6;

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
        case METHODID_LIST_CALLBACKS:
          serviceImpl.listCallbacks((io.refundgateway.v1.ListCallbacksRequest) request,
              (io.grpc.stub.StreamObserver<io.refundgateway.v1.ListCallbacksResponse>) responseObserver);
          break;
        case METHODID_GET_CALLBACK:
          serviceImpl.getCallback((io.refundgateway.v1.GetCallbackRequest) request,
              (io.grpc.stub.StreamObserver<io.refundgateway.v1.GetCallbackResponse>) responseObserver);
          break;
        case METHODID_REPLAY_CALLBACK:
          serviceImpl.replayCallback((io.refundgateway.v1.ReplayCallbackRequest) request,
              (io.grpc.stub.StreamObserver<io.refundgateway.v1.ReplayCallbackResponse>) responseObserver);
          break;
        case METHODID_RESOLVE_CALLBACK:
          serviceImpl.resolveCallback((io.refundgateway.v1.ResolveCallbackRequest) request,
              (io.grpc.stub.StreamObserver<io.refundgateway.v1.ResolveCallbackResponse>) responseObserver);
          break;
        case METHODID_LIST_DOUYIN_NOTICES:
          serviceImpl.listDouyinNotices((io.refundgateway.v1.ListDouyinNoticesRequest) request,
              (io.grpc.stub.StreamObserver<io.refundgateway.v1.ListDouyinNoticesResponse>) responseObserver);
          break;
        case METHODID_LIST_TAOXIANDA_REFUNDS:
          serviceImpl.listTaoxiandaRefunds((io.refundgateway.v1.ListTaoxiandaRefundsRequest) request,
              (io.grpc.stub.StreamObserver<io.refundgateway.v1.ListTaoxiandaRefundsResponse>) responseObserver);
          break;
        case METHODID_GET_REFUND_TIMELINE:
          serviceImpl.getRefundTimeline((io.refundgateway.v1.GetRefundTimelineRequest) request,
              (io.grpc.stub.StreamObserver<io.refundgateway.v1.GetRefundTimelineResponse>) responseObserver);
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
          getListCallbacksMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              io.refundgateway.v1.ListCallbacksRequest,
              io.refundgateway.v1.ListCallbacksResponse>(
                service, METHODID_LIST_CALLBACKS)))
        .addMethod(
          getGetCallbackMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              io.refundgateway.v1.GetCallbackRequest,
              io.refundgateway.v1.GetCallbackResponse>(
                service, METHODID_GET_CALLBACK)))
        .addMethod(
          getReplayCallbackMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              io.refundgateway.v1.ReplayCallbackRequest,
              io.refundgateway.v1.ReplayCallbackResponse>(
                service, METHODID_REPLAY_CALLBACK)))
        .addMethod(
          getResolveCallbackMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              io.refundgateway.v1.ResolveCallbackRequest,
              io.refundgateway.v1.ResolveCallbackResponse>(
                service, METHODID_RESOLVE_CALLBACK)))
        .addMethod(
          getListDouyinNoticesMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              io.refundgateway.v1.ListDouyinNoticesRequest,
              io.refundgateway.v1.ListDouyinNoticesResponse>(
                service, METHODID_LIST_DOUYIN_NOTICES)))
        .addMethod(
          getListTaoxiandaRefundsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              io.refundgateway.v1.ListTaoxiandaRefundsRequest,
              io.refundgateway.v1.ListTaoxiandaRefundsResponse>(
                service, METHODID_LIST_TAOXIANDA_REFUNDS)))
        .addMethod(
          getGetRefundTimelineMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              io.refundgateway.v1.GetRefundTimelineRequest,
              io.refundgateway.v1.GetRefundTimelineResponse>(
                service, METHODID_GET_REFUND_TIMELINE)))
        .build();
  }

  private static abstract class OperationsServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoFileDescriptorSupplier, io.grpc.protobuf.ProtoServiceDescriptorSupplier {
    OperationsServiceBaseDescriptorSupplier() {}

    @java.lang.Override
    public com.google.protobuf.Descriptors.FileDescriptor getFileDescriptor() {
      return io.refundgateway.v1.OperationsProto.getDescriptor();
    }

    @java.lang.Override
    public com.google.protobuf.Descriptors.ServiceDescriptor getServiceDescriptor() {
      return getFileDescriptor().findServiceByName("OperationsService");
    }
  }

  private static final class OperationsServiceFileDescriptorSupplier
      extends OperationsServiceBaseDescriptorSupplier {
    OperationsServiceFileDescriptorSupplier() {}
  }

  private static final class OperationsServiceMethodDescriptorSupplier
      extends OperationsServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoMethodDescriptorSupplier {
    private final java.lang.String methodName;

    OperationsServiceMethodDescriptorSupplier(java.lang.String methodName) {
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
      synchronized (OperationsServiceGrpc.class) {
        result = serviceDescriptor;
        if (result == null) {
          serviceDescriptor = result = io.grpc.ServiceDescriptor.newBuilder(SERVICE_NAME)
              .setSchemaDescriptor(new OperationsServiceFileDescriptorSupplier())
              .addMethod(getListCallbacksMethod())
              .addMethod(getGetCallbackMethod())
              .addMethod(getReplayCallbackMethod())
              .addMethod(getResolveCallbackMethod())
              .addMethod(getListDouyinNoticesMethod())
              .addMethod(getListTaoxiandaRefundsMethod())
              .addMethod(getGetRefundTimelineMethod())
              .build();
        }
      }
    }
    return result;
  }
}
