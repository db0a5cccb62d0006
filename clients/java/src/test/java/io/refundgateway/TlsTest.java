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
    Path papers = Server.tlsDirectory();
    try (Server server = Server.startWithTls(directory)) {
      String address = server.address;
      Options options = new Options()
          .authorities(papers.resolve("ca.pem"))
          .token(Files.readString(papers.resolve("token")));
      try (RefundGateway gateway = RefundGateway.connect(address, options)) {
        gateway.listCallbacks(REQUEST);
      }
    }
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "REFUND_GATEWAY", matches = ".+")
  void aCertificateProvesWhoCalls() throws Exception {
    Path papers = Server.tlsDirectory();
    String authority = papers.resolve("ca.pem").toString();
    try (Server server = Server.startWithTls(directory, "--tls-client-ca", authority)) {
      Options options = new Options()
          .authorities(papers.resolve("ca.pem"))
          .clientCertificate(papers.resolve("client.pem"), papers.resolve("client.key"));
      try (RefundGateway gateway = RefundGateway.connect(server.address, options)) {
        gateway.listCallbacks(REQUEST);
      }
      Options anonymous = new Options()
          .authorities(papers.resolve("ca.pem"))
          .deadline(Duration.ofSeconds(2));
      try (RefundGateway gateway = RefundGateway.connect(server.address, anonymous)) {
        RefundException failure =
            assertThrows(RefundException.class, () -> gateway.listCallbacks(REQUEST));
        assertEquals(Status.Code.UNAUTHENTICATED, failure.code());
      }
    }
  }

  @Test
  void certificatesAreNotIgnored() throws Exception {
    Path papers = Files.writeString(directory.resolve("ca.pem"), "");
    Options options = new Options().plaintext().authorities(papers);
    assertThrows(
        IllegalArgumentException.class, () -> RefundGateway.connect("localhost:1", options));
  }
}
