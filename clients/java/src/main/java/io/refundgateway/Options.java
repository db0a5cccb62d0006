package io.refundgateway;

import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.TlsChannelCredentials;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** How to connect. By default over TLS, trusting the authorities that Java trusts. */
public final class Options {
  private final TlsChannelCredentials.Builder tls = TlsChannelCredentials.newBuilder();
  private boolean certificates;
  boolean plaintext;
  String token;
  Duration deadline = Duration.ofSeconds(10);

  /** Does without TLS, which a gateway on the same machine needs not. */
  public Options plaintext() {
    plaintext = true;
    return this;
  }

  /** Trusts the authorities in a PEM file, and no others. */
  public Options authorities(Path file) throws IOException {
    tls.trustManager(file.toFile());
    certificates = true;
    return this;
  }

  /** Proves who calls by the certificate and the private key (PKCS #8) in two PEM files. */
  public Options clientCertificate(Path certificate, Path key) throws IOException {
    tls.keyManager(certificate.toFile(), key.toFile());
    certificates = true;
    return this;
  }

  /** Proves who calls by a bearer token. It is sent over TLS, or to the same machine. */
  public Options token(String token) {
    this.token = token.strip();
    return this;
  }

  /** How long a call may take that does not say so itself: 10 seconds by default. */
  public Options deadline(Duration deadline) {
    this.deadline = deadline;
    return this;
  }

  ChannelCredentials credentials(String address) {
    if (!plaintext) {
      return tls.build();
    }
    if (certificates) {
      throw new IllegalArgumentException("certificates are of no use in plaintext");
    }
    if (token != null && !address.matches("(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d+)?")) {
      throw new IllegalArgumentException("a token is sent over TLS, or to the same machine");
    }
    return InsecureChannelCredentials.create();
  }
}
