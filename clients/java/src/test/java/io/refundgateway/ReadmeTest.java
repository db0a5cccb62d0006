package io.refundgateway;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import example.QuickStart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows is what the tests run. */
class ReadmeTest {
  @Test
  void showsCodeOfTheTests() throws IOException {
    List<String> sources;
    try (Stream<Path> files = Files.walk(Path.of("src", "test", "java"))) {
      sources = files.filter(Files::isRegularFile).map(ReadmeTest::read)
          .map(ReadmeTest::withoutIndent).collect(Collectors.toList());
    }
    List<String> blocks = blocks("java");
    assertTrue(blocks.contains(read(Path.of("src", "test", "java", "example", "QuickStart.java"))));
    for (String block : blocks) {
      String code = withoutIndent(block);
      assertTrue(sources.stream().anyMatch(source -> source.contains(code)), block);
    }
  }

  @Test
  void namesThisVersion() throws IOException {
    String project = blocks("xml").get(0);
    assertTrue(project.contains("<artifactId>refund-gateway-client</artifactId>\n      <version>"
        + System.getProperty("client.version") + "</version>"), project);
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "REFUND_GATEWAY", matches = ".+")
  void showsWhatTheQuickStartPrints(@TempDir Path directory) throws Exception {
    String first = blocks("text").get(0);
    String again = first.replace("SIGNAL_OUTCOME_APPLIED", "SIGNAL_OUTCOME_DUPLICATE");
    try (Server server = Server.start(directory, 0)) {
      assertPrints(first, quickStart(server.address));
      assertPrints(again, quickStart(server.address));
    }
  }

  private static void assertPrints(String shown, String printed) {
    String pattern = Pattern.compile("\\d{32}").splitAsStream(shown)
        .map(Pattern::quote).collect(Collectors.joining("\\d{32}"));
    assertFalse(pattern.equals(Pattern.quote(shown)), "no batch number");
    assertTrue(printed.matches(pattern), printed);
  }

  private static String quickStart(String address) {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      QuickStart.main(new String[] {address});
    } finally {
      System.setOut(before);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  private static List<String> blocks(String language) throws IOException {
    return Pattern.compile("(?ms)^```" + language + "\n(.*?)^```$").matcher(read(Path.of("README.md")))
        .results().map((MatchResult block) -> block.group(1)).collect(Collectors.toList());
  }

  private static String withoutIndent(String code) {
    return code.lines().map(String::strip).collect(Collectors.joining("\n"));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
  }
}
