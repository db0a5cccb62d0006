package io.refundgateway;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.LocalizedMessage;
import com.google.rpc.RetryInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A call that failed, and what the gateway says of it. */
public final class RefundException extends StatusRuntimeException {
  private static final long serialVersionUID = 1;

  private ErrorInfo info = ErrorInfo.getDefaultInstance();
  private LocalizedMessage localized = LocalizedMessage.getDefaultInstance();
  private BadRequest badRequest = BadRequest.getDefaultInstance();
  private RetryInfo retry = RetryInfo.getDefaultInstance();

  private RefundException(Throwable failure) {
    super(Status.fromThrowable(failure), Status.trailersFromThrowable(failure));
    try {
      com.google.rpc.Status details = StatusProto.fromThrowable(failure);
      for (Any detail : details == null ? List.<Any>of() : details.getDetailsList()) {
        if (detail.is(ErrorInfo.class)) {
          info = detail.unpack(ErrorInfo.class);
        } else if (detail.is(LocalizedMessage.class)) {
          localized = detail.unpack(LocalizedMessage.class);
        } else if (detail.is(BadRequest.class)) {
          badRequest = detail.unpack(BadRequest.class);
        } else if (detail.is(RetryInfo.class)) {
          retry = detail.unpack(RetryInfo.class);
        }
      }
    } catch (InvalidProtocolBufferException | IllegalArgumentException notFromTheGateway) {
      addSuppressed(notFromTheGateway);
    }
  }

  /** For what a stub other than the blocking ones and those of futures tells. */
  public static RefundException from(Throwable failure) {
    return new RefundException(failure);
  }

  /** The gRPC code. */
  public Status.Code code() {
    return getStatus().getCode();
  }

  /** The reason in the gateway's error table; empty if the gateway did not answer. */
  public String reason() {
    return info.getReason();
  }

  /** The reason's number in the gateway's error table; 0 if the gateway did not answer. */
  public int errcode() {
    return Integer.parseInt(info.getMetadataOrDefault("errcode", "0"));
  }

  /** The message in English, for the log. */
  @Override
  public String getMessage() {
    String description = getStatus().getDescription();
    return description == null ? code().name() : description;
  }

  /** The message in Chinese, which may be shown to a person; empty if there is none. */
  public String messageZh() {
    return localized.getMessage();
  }

  /** Each field that breaks a rule, with the rule as its description. */
  public List<BadRequest.FieldViolation> violations() {
    return badRequest.getFieldViolationsList();
  }

  /** How long to wait before the same call may succeed; absent if it has to be another one. */
  public Optional<Duration> retryAfter() {
    com.google.protobuf.Duration delay = retry.getRetryDelay();
    return retry.hasRetryDelay()
        ? Optional.of(Duration.ofSeconds(delay.getSeconds(), delay.getNanos()))
        : Optional.empty();
  }

  /** What the error is about, such as {@code batchno}, by name. */
  public Map<String, String> metadata() {
    return info.getMetadataMap();
  }

  @Override
  public String toString() {
    return getClass().getName() + ": " + (code() + " " + reason()).strip() + ": " + getMessage();
  }
}
