package io.refundgateway;

import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.Metadata;
import io.grpc.TlsChannelCredentials;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** How to connect. By default over TLS, trusting the authorities that Java trusts. */
public final class Options {
  private final TlsChannelCredentials.Builder tls = TlsChannelCredentials.newBuilder();
  private boolean plaintext;
  private boolean certificates;
  private String token;
  Duration timeout = Duration.ofSeconds(10);

  /** Does without TLS, which a gateway on the same machine needs not. */
  public Options plaintext() {
    plaintext = true;
    return this;
  }

  /** Trusts the authorities in a PEM file, and no others. */
  public Options ca(Path ca) throws IOException {
    tls.trustManager(ca.toFile());
    certificates = true;
    return this;
  }

  /** Proves who calls by the certificate and the private key (PKCS #8) in two PEM files. */
  public Options certificate(Path certificate, Path key) throws IOException {
    tls.keyManager(certificate.toFile(), key.toFile());
    certificates = true;
    return this;
  }

  /** Proves who calls by a bearer token. It is sent over TLS, or to the same machine. */
  public Options token(String token) {
    this.token = token.strip();
    return this;
  }

  /** How long a call may take that has no deadline of its own: 10 seconds by default. */
  public Options timeout(Duration timeout) {
    this.timeout = timeout;
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

  Metadata headers() {
    Metadata headers = new Metadata();
    if (token != null) {
      headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
    }
    return headers;
  }
}
