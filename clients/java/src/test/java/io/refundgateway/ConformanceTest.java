package io.refundgateway;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import com.google.rpc.BadRequest;
import io.grpc.Channel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.stub.AbstractBlockingStub;
import io.grpc.stub.MetadataUtils;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** Runs the cases that every client has to pass, as their README says. */
@EnabledIfEnvironmentVariable(named = "REFUND_GATEWAY", matches = ".+")
class ConformanceTest {
  private static final Path CASES = Path.of("..", "conformance");

  @TempDir static Path directory;
  private static Server server;
  private static Server tlsServer;
  private static Server limitedServer;
  private static RefundGateway gateway;

  @BeforeAll
  static void start() throws Exception {
    server = Server.start(directory, 0);
    tlsServer = Server.startWithTls(directory);
    limitedServer = Server.start(
        directory, 0, Files.readAllLines(Server.fixture("limits")).toArray(String[]::new));
    gateway = plaintext(server.address);
  }

  @AfterAll
  static void stop() throws Exception {
    gateway.close();
    limitedServer.close();
    tlsServer.close();
    server.close();
  }

  @TestFactory
  List<DynamicTest> cases() throws Exception {
    List<DynamicTest> tests = new ArrayList<>();
    List<Path> files;
    try (Stream<Path> found = Files.list(CASES)) {
      files = found.filter(file -> file.toString().endsWith(".json")).sorted().collect(Collectors.toList());
    }
    for (Path file : files) {
      JsonObject content = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
      for (JsonElement element : content.getAsJsonArray("cases")) {
        JsonObject given = element.getAsJsonObject();
        tests.add(dynamicTest(given.get("name").getAsString(), () -> run(given)));
      }
    }
    assertFalse(tests.isEmpty());
    return tests;
  }

  private static void run(JsonObject given) throws Exception {
    String kind = given.has("kind") ? given.get("kind").getAsString() : "call";
    switch (kind) {
      case "call":
        new Case(gateway).run(given);
        break;
      case "limits":
        limits(given);
        break;
      case "tls":
        tls(given);
        break;
      case "deadline":
        deadline(given);
        break;
      case "away":
        away(given);
        break;
      case "retry":
        retry(given);
        break;
      default:
        throw new IllegalArgumentException("kind " + kind);
    }
  }

  private static void limits(JsonObject given) throws Exception {
    try (RefundGateway client = plaintext(limitedServer.address)) {
      new Case(client).run(given);
    }
  }

  private static void tls(JsonObject given) throws Exception {
    JsonObject wanted = given.getAsJsonObject("options");
    Options options = new Options();
    if (wanted.get("ca").getAsBoolean()) {
      options.ca(Server.fixture("ca.pem"));
    } else {
      // A call that waits in vain for a connection says that its deadline has passed.
      given.getAsJsonObject("expect").getAsJsonObject("error").addProperty("code", "DEADLINE_EXCEEDED");
    }
    switch (wanted.get("token").getAsString()) {
      case "good":
        options.token(Files.readString(Server.fixture("token")));
        break;
      case "limited":
        options.token(Files.readString(Server.fixture("token-limited")));
        break;
      case "wrong":
        options.token("wrong");
        break;
      case "none":
        break;
      default:
        throw new IllegalArgumentException("token " + wanted.get("token"));
    }
    try (RefundGateway client = RefundGateway.connect(tlsServer.address, options)) {
      new Case(client).run(given);
    }
  }

  private static void deadline(JsonObject given) throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        RefundGateway client = plaintext("127.0.0.1:" + silent.getLocalPort())) {
      new Case(client).run(given);
    }
  }

  private static void away(JsonObject given) throws Exception {
    int port = Server.freePort();
    try (RefundGateway client = plaintext("127.0.0.1:" + port)) {
      JsonObject call = given.getAsJsonObject("call");
      RefundException failure =
          assertThrows(RefundException.class, () -> new Case(client).send(call));
      assertTrue(
          List.of(Status.Code.UNAVAILABLE, Status.Code.DEADLINE_EXCEEDED).contains(failure.code()),
          failure::toString);
      call.remove("deadline_ms");
      try (Server back = Server.start(directory, port)) {
        new Case(client).run(given);
      }
    }
  }

  private static void retry(JsonObject given) throws Exception {
    int port = Server.freePort();
    Executor soon = CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS);
    CompletableFuture<Server> starting = CompletableFuture.supplyAsync(() -> {
      try {
        return Server.start(directory, port);
      } catch (Exception failure) {
        throw new CompletionException(failure);
      }
    }, soon);
    try (RefundGateway client = plaintext("127.0.0.1:" + port)) {
      new Case(client).run(given);
    } finally {
      starting.get().close();
    }
  }

  private static RefundGateway plaintext(String address) {
    return RefundGateway.connect(address, new Options().plaintext());
  }

  /** One case, with what it has saved. */
  private static final class Case {
    private final RefundGateway gateway;
    private final Map<String, String> saved = new HashMap<>();

    Case(RefundGateway gateway) {
      this.gateway = gateway;
    }

    void run(JsonObject given) throws Exception {
      for (JsonElement call : list(given, "given")) {
        check(call.getAsJsonObject(), call.getAsJsonObject());
      }
      check(given.getAsJsonObject("call"), given.getAsJsonObject("expect"));
      for (JsonElement call : list(given, "then")) {
        check(call.getAsJsonObject(), call.getAsJsonObject());
      }
    }

    private void check(JsonObject call, JsonObject expected) throws Exception {
      String rpc = call.get("rpc").getAsString();
      if (expected.has("error")) {
        RefundException failure = assertThrows(RefundException.class, () -> send(call), rpc);
        Json.assertMatches(Json.fill(expected.get("error"), saved), json(failure), rpc);
        return;
      }
      JsonElement response = Json.of(send(call));
      if (call.has("save")) {
        call.getAsJsonObject("save").asMap().forEach((name, path) ->
            saved.put(name, Json.at(path.getAsString(), response)));
      }
      if (expected.has("response")) {
        Json.assertMatches(Json.fill(expected.get("response"), saved), response, rpc);
      }
    }

    Message send(JsonObject call) throws Exception {
      String[] path = call.get("rpc").getAsString().split("[./]");
      AbstractBlockingStub<?> stub = (AbstractBlockingStub<?>)
          Class.forName("io.refundgateway.v1." + path[path.length - 2] + "Grpc")
              .getMethod("newBlockingStub", Channel.class)
              .invoke(null, gateway.channel());
      if (call.has("deadline_ms")) {
        stub = stub.withDeadlineAfter(Duration.ofMillis(call.get("deadline_ms").getAsLong()));
      }
      if (call.has("metadata")) {
        Metadata headers = new Metadata();
        call.getAsJsonObject("metadata").asMap().forEach((name, value) -> headers.put(
            Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value.getAsString()));
        stub = stub.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
      }
      String rpc = path[path.length - 1];
      Method method = Arrays.stream(stub.getClass().getMethods())
          .filter(candidate -> candidate.getName().equalsIgnoreCase(rpc))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no method for " + rpc));
      Message.Builder request =
          (Message.Builder) method.getParameterTypes()[0].getMethod("newBuilder").invoke(null);
      JsonFormat.parser().merge(Json.fill(call.get("request"), saved).toString(), request);
      try {
        return (Message) method.invoke(stub, request.build());
      } catch (InvocationTargetException failure) {
        throw (Exception) failure.getCause();
      }
    }

    private static Iterable<JsonElement> list(JsonObject given, String name) {
      return given.has(name) ? given.getAsJsonArray(name) : new JsonArray();
    }

    private static JsonObject json(RefundException failure) {
      JsonObject error = new JsonObject();
      error.addProperty("code", failure.code().name());
      error.addProperty("reason", failure.reason());
      error.addProperty("errcode", failure.errcode());
      error.addProperty("message_zh", failure.messageZh());
      error.addProperty("retry_after", failure.retryAfter().isPresent());
      JsonArray violations = new JsonArray();
      failure.violations().stream().map(BadRequest.FieldViolation::getField).forEach(violations::add);
      error.add("violations", violations);
      return error;
    }
  }
}
