package io.refundgateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.grpc.Status;
import io.refundgateway.v1.ListCallbacksRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** Who calls is proved by a token or a certificate. */
class TlsTest {
  private static final ListCallbacksRequest REQUEST = ListCallbacksRequest.getDefaultInstance();

  @TempDir Path directory;

  @Test
  @EnabledIfEnvironmentVariable(named = "REFUND_GATEWAY", matches = ".+")
  void aTokenProvesWhoCalls() throws Exception {
    Path papers = Server.fixture("");
    try (Server server = Server.startWithTls(directory)) {
      String address = server.address;
      Options options = new Options()
          .ca(papers.resolve("ca.pem"))
          .token(Files.readString(papers.resolve("token")));
      try (RefundGateway gateway = RefundGateway.connect(address, options)) {
        gateway.operations().listCallbacks(REQUEST);
      }
    }
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "REFUND_GATEWAY", matches = ".+")
  void aCertificateProvesWhoCalls() throws Exception {
    String authority = Server.fixture("ca.pem").toString();
    try (Server server = Server.startWithTls(directory, "--tls-client-ca", authority)) {
      Options options = new Options()
          .ca(Server.fixture("ca.pem"))
          .certificate(Server.fixture("client.pem"), Server.fixture("client.key"));
      try (RefundGateway gateway = RefundGateway.connect(server.address, options)) {
        gateway.operations().listCallbacks(REQUEST);
      }
      Options anonymous = new Options()
          .ca(Server.fixture("ca.pem"))
          .timeout(Duration.ofSeconds(2));
      try (RefundGateway gateway = RefundGateway.connect(server.address, anonymous)) {
        RefundException failure =
            assertThrows(RefundException.class, () -> gateway.operations().listCallbacks(REQUEST));
        assertEquals(Status.Code.UNAUTHENTICATED, failure.code());
      }
    }
  }

  @Test
  void certificatesAreNotIgnored() throws Exception {
    Path ca = Files.writeString(directory.resolve("ca.pem"), "");
    Options options = new Options().plaintext().ca(ca);
    assertThrows(
        IllegalArgumentException.class, () -> RefundGateway.connect("localhost:1", options));
  }
}
