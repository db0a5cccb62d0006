package io.refundgateway;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** A server of its own database, for as long as it is open. */
final class Server implements AutoCloseable {
  final String address;
  private final Process process;

  private Server(Process process, String address) {
    this.process = process;
    this.address = address;
  }

  /** Starts one; port 0 takes any. */
  static Server start(Path directory, int port, String... flags) throws IOException {
    Path own = Files.createTempDirectory(directory, "server");
    try (DirectoryStream<Path> database = Files.newDirectoryStream(fixture("database"))) {
      for (Path file : database) {
        Files.copy(file, own.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    List<String> command = new ArrayList<>(List.of(
        environment("REFUND_GATEWAY"), "serve",
        "--database-url", "sqlite://" + own.resolve("db"),
        "--grpc-listen", "127.0.0.1:" + port,
        "--http-listen", "127.0.0.1:0"));
    command.addAll(List.of(flags));
    Path log = own.resolve("log");
    Process process = new ProcessBuilder(command).redirectError(log.toFile()).start();
    BufferedReader greeting = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line; (line = greeting.readLine()) != null; ) {
      if (line.strip().startsWith("gRPC")) {
        return new Server(process, line.strip().split("\\s+")[1]);
      }
    }
    process.destroyForcibly();
    throw new IOException("the server does not start: " + Files.readString(log));
  }

  static Server startWithTls(Path directory, String... flags) throws IOException {
    List<String> all = new ArrayList<>(List.of(
        "--tls-cert", fixture("server.pem").toString(),
        "--tls-key", fixture("server.key").toString(),
        "--tokens-file", fixture("tokens.toml").toString()));
    all.addAll(List.of(flags));
    return start(directory, 0, all.toArray(String[]::new));
  }

  static Path fixture(String name) {
    return Path.of(environment("REFUND_GATEWAY_FIXTURES"), name);
  }

  /** A port where nothing listens. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }

  private static String environment(String name) {
    return Objects.requireNonNull(System.getenv(name), name + " is not set");
  }
}
