package org.needlewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.needlewise.http.Served;
import org.needlewise.http.Wire;
import org.needlewise.review.RulesCopy;
import picocli.CommandLine;

/** The service as a process: how it begins and ends, what it leaves in its log. */
class ServeCommandTest {
  private static final Pattern READY =
      Pattern.compile("Needlewise listens at (http://127\\.0\\.0\\.1:[0-9]+/)");

  @TempDir Path dir;

  private record Running(Process process, int port, Path err) implements AutoCloseable {
    Wire wire() throws IOException {
      return new Wire(port);
    }

    String log() throws IOException {
      return Files.readString(err);
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }

  private Running serve(String... more) throws IOException {
    List<String> arguments = new java.util.ArrayList<>(List.of("serve", "--port", "0"));
    arguments.addAll(List.of(more));
    Path err = dir.resolve("err.txt");
    Process process =
        new NeedlewiseProcess()
            .java(
                "-Dneedlewise.home=" + Path.of("").toAbsolutePath(),
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace")
            .builder(arguments.toArray(String[]::new))
            .redirectError(err.toFile())
            .start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String ready = out.readLine();
    var found = READY.matcher(String.valueOf(ready));
    assertTrue(found.matches(), ready + Files.readString(err));
    return new Running(process, URI.create(found.group(1)).getPort(), err);
  }

  @Test
  void noWordOfAPatientIsInTheLog() throws Exception {
    String marker = "Zebrowska";
    String type = "Content-Type: application/json";
    try (Running running = serve()) {
      for (String text :
          List.of(
              Wire.posted("/screen", Served.CASE.replace("one-day-short", marker)),
              Wire.posted("/screen", Served.CASE.replace("cheeks", marker)),
              Wire.posted("/screen", "{\"" + marker + "\": \"" + marker + "\"}"),
              Wire.posted("/screen", "{\"id\": " + marker),
              Wire.posted("/screen?with=" + marker, Served.CASE),
              Wire.posted("/screen?" + marker + "=1", Served.CASE),
              Wire.posted("/screen/batch", "{\"id\":\"" + marker + "\"}\n" + marker),
              Wire.posted("/sheet?name=" + marker + "&phone=" + marker, Served.CASE),
              Wire.posted("/" + marker + "/screen", Served.CASE),
              Wire.posted("/screen", Served.CASE, "Origin: http://" + marker),
              Wire.posted("/screen", Served.CASE, "X-" + marker + ": " + marker),
              Wire.posted("/screen", Served.CASE, "Content-Type: " + marker),
              Wire.posted("/screen", Served.CASE, "Cookie: " + marker + "=" + marker),
              "GET /codes?word=" + marker + " HTTP/1.1\r\nHost: localhost\r\n\r\n",
              "GET /health HTTP/1.1\r\nHost: " + marker + "\r\n\r\n",
              "GET /%zz" + marker + " HTTP/1.1\r\nHost: localhost\r\n\r\n",
              "GET http://" + marker + "/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
              marker + " / HTTP/1.1\r\nHost: localhost\r\n\r\n",
              marker + "\r\n\r\n",
              "GET / HTTP/1.1\r\n" + marker + "\r\n\r\n",
              "GET / HTTP/1.1\r\nHost: localhost\r\n" + marker + "\u0000: x\r\n\r\n",
              Wire.request("POST", "/screen", type, "Transfer-Encoding: chunked") + marker + "\r\n",
              Wire.request("POST", "/screen", type, "Content-Length: 99") + marker)) {
        try (Wire wire = running.wire()) {
          wire.write(text).half();
          wire.isEnded();
        }
      }
      running.process().destroy();
      assertEquals(0, running.process().waitFor());
      String log = running.log();
      assertFalse(log.contains(marker), log);
      assertTrue(log.contains("Z POST /screen 200 "), log);
      assertTrue(log.contains("Z POST /screen 400 "), log);
      assertTrue(log.contains("Z - - 404 "), log);
    }
  }

  /** SIGTERM lets what is under way come to its end, and that is no failure. */
  @Test
  void sigterm() throws Exception {
    try (Running running = serve();
        Wire wire = running.wire()) {
      wire.write(
          Wire.request(
              "POST",
              "/screen/batch",
              "Content-Type: application/x-ndjson",
              "Transfer-Encoding: chunked"));
      String line = Served.CASE;
      String chunk = Integer.toHexString(line.length()) + "\r\n" + line + "\r\n";
      wire.write(chunk);
      while (!wire.line().startsWith("{")) {
        // Until the first row: it is under way.
      }
      running.process().destroy();
      wire.write(chunk);
      while (!wire.line().startsWith("{")) {
        // The frame of the second.
      }
      wire.write("0\r\n\r\n");
      assertEquals(0, running.process().waitFor());
      assertTrue(running.log().contains(" POST /screen/batch 200 "), running.log());
    }
  }

  /**
   * Edited rules take the place of those in use as a whole: each answer is by the one set or the
   * other, and says by which; a bad set stays out, and /ready says so.
   */
  @Test
  void editedRules() throws Exception {
    RulesCopy copy = new RulesCopy(dir);
    try (Running running = serve("--rules", copy.rules().toString());
        Wire wire = running.wire()) {
      String before = digest(wire);
      assertAnswer(wire, before, "2026-11-21");
      copy.edit("rules-drl/interval/medium.drl", "@minimumDays(\"28\")", "@minimumDays(\"30\")");
      String after = before;
      while (after.equals(before)) {
        String body = wire.post("/screen", Served.CASE).body();
        boolean old = body.contains("\"digest\":\"" + before + "\"");
        assertTrue(
            body.contains("\"earliestDate\":\"" + (old ? "2026-11-21" : "2026-11-23")), body);
        after = digest(wire);
      }
      assertAnswer(wire, after, "2026-11-23");

      copy.edit("rules-drl/interval/medium.drl", "@between(\"proceed\")", "@between(\"procede\")");
      String ready = wire.get("/ready").body();
      while (!ready.contains("\"refused\"")) {
        ready = wire.get("/ready").body();
      }
      assertTrue(ready.contains("\"digest\":\"" + after + "\"},\"refused\":{\"errors\":1}"), ready);
      assertAnswer(wire, after, "2026-11-23");

      copy.edit("rules-drl/interval/medium.drl", "@between(\"procede\")", "@between(\"proceed\")");
      copy.edit("rules-drl/interval/medium.drl", "@minimumDays(\"30\")", "@minimumDays(\"28\")");
      while (!digest(wire).equals(before) || wire.get("/ready").body().contains("refused")) {
        assertEquals(200, wire.post("/screen", Served.CASE).status());
      }
      assertAnswer(wire, before, "2026-11-21");
      running.process().destroy();
      assertEquals(0, running.process().waitFor());
      String log = running.log();
      assertTrue(log.contains("rules: in use now: 2026.12 " + after.substring(0, 8)), log);
      assertTrue(
          log.contains("rules: not taken, still in use: 2026.12 " + after.substring(0, 8)), log);
      assertTrue(log.contains("interval/medium.drl:14:"), log);
    }
  }

  private static String digest(Wire wire) throws IOException {
    String ready = wire.get("/ready").body();
    return ready.substring(ready.indexOf("digest") + 9, ready.indexOf("digest") + 73);
  }

  private static void assertAnswer(Wire wire, String digest, String date) throws IOException {
    String body = wire.post("/screen", Served.CASE).body();
    assertTrue(body.contains("\"digest\":\"" + digest + "\""), body);
    assertTrue(body.contains("\"earliestDate\":\"" + date + "\",\"findings\""), body);
  }

  // ---- how it does not begin

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --listen 0.0.0.0:0 | 2 | serve: 0.0.0.0:0 can be reached from elsewhere: name tls and tokenFile in --config, or say behindProxy there
          --no-auth --listen 0.0.0.0:0 | 2 | serve: --no-auth: anyone could call at 0.0.0.0:0; listen on loopback
          --listen nowhere | 2 | serve: --listen: found 'nowhere', expected HOST:PORT
          --listen 127.0.0.1:99999 | 2 | serve: --listen: found '127.0.0.1:99999', expected HOST:PORT
          --listen 127.0.0.1:0 --port 0 | 2 | serve: --listen names a port: give it without --port
          --port 65536 | 2 | serve: --port: found 65536, expected 0 to 65535
          --config nowhere.yaml | 3 | nowhere.yaml: found no such file, expected a configuration that can be read
          --rules nowhere --port 0 | 4 | nowhere: found no such folder, expected a folder with all that rules-drl holds
          """)
  void wrong(String arguments, int code, String first) {
    StringWriter err = new StringWriter();
    CommandLine serve = new CommandLine(new ServeCommand());
    assertEquals(code, Main.run(serve, arguments.split(" "), new PrintWriter(err)));
    assertEquals(first, err.toString().lines().findFirst().orElse(""));
  }

  @Test
  void anAddressThatIsInUse() throws Exception {
    try (java.net.ServerSocket other =
        new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
      NeedlewiseProcess.Result result =
          new NeedlewiseProcess()
              .java("-Dneedlewise.home=" + Path.of("").toAbsolutePath())
              .run("serve", "--port", "" + other.getLocalPort());
      assertEquals(3, result.code());
      assertTrue(
          result.err().startsWith("127.0.0.1:" + other.getLocalPort() + ": found an address that"),
          result.err());
    }
  }
}
