package org.needlewise.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.needlewise.http.Wire.Reply;
import org.needlewise.screening.NotEvaluatedException;

/** The service on the wire: what it lets in, what it refuses, and that others are served. */
class ServiceTest {
  private static final boolean SLOW = Boolean.getBoolean("needlewise.slow");
  private static final String CHUNKED = "Transfer-Encoding: chunked";
  private static final String PATIENT = "Zebrowska";

  private static Served served;

  @BeforeAll
  static void serve() throws IOException {
    served =
        new Served(
            Route.post(
                "/throws",
                Route.JSON,
                Lane.SHORT,
                call -> {
                  throw new IllegalStateException(PATIENT);
                }),
            Route.post(
                "/overflows",
                Route.JSON,
                Lane.SHORT,
                call -> {
                  throw new StackOverflowError(PATIENT);
                }),
            Route.post(
                "/fails",
                Route.JSON,
                Lane.SHORT,
                call -> {
                  throw new NotEvaluatedException("not evaluated: rule x failed", false);
                }),
            Route.get(
                "/part/{name}", "text/plain", call -> Answer.of("text/plain", call.part("name"))));
  }

  @AfterAll
  static void end() {
    served.close();
    synchronized (served.log) {
      assertTrue(
          served.log.stream().noneMatch(line -> line.contains(PATIENT)), () -> "" + served.log);
    }
  }

  private static void assertServed() throws IOException {
    assertEquals(200, served.post("/screen", Served.CASE).status());
  }

  // ---- what every answer bears

  @Test
  void headers() throws IOException {
    for (Reply reply :
        List.of(
            served.get("/ready"),
            served.get("/nowhere"),
            served.post("/screen", "{"),
            served.get("/ready", "Host: " + PATIENT + ".example"),
            raw("GET / HTTP/1.1\r\n\r\n"))) {
      assertEquals(
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
              + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
          reply.header("Content-Security-Policy"));
      assertEquals("nosniff", reply.header("X-Content-Type-Options"));
      assertEquals("no-referrer", reply.header("Referrer-Policy"));
      assertEquals("no-store", reply.header("Cache-Control"));
      assertEquals("same-origin", reply.header("Cross-Origin-Opener-Policy"));
      assertEquals("same-origin", reply.header("Cross-Origin-Resource-Policy"));
      assertNull(reply.header("Server"));
    }
  }

  @Test
  void assets() throws IOException {
    Reply plain = served.get("/assets/theme.css");
    assertEquals("no-cache", plain.header("Cache-Control"));
    Reply named = served.get(Asset.THEME.url());
    assertEquals("public, max-age=31536000, immutable", named.header("Cache-Control"));
    assertEquals("text/css;charset=utf-8", named.header("Content-Type"));
    assertEquals(org.needlewise.page.Page.THEME, named.body());
    Reply again = served.get(Asset.THEME.url(), "If-None-Match: " + plain.header("ETag"));
    assertEquals(304, again.status());
    assertEquals(200, served.get(Asset.THEME.url(), "If-None-Match: \"other\"").status());
    for (String path :
        List.of(
            "/assets/",
            "/assets",
            "/assets/theme.css/",
            "/assets/../theme.css",
            "/assets/..%2ftheme.css",
            "/assets//theme.css",
            "/assets/enter.jte")) {
      int status = served.get(path).status();
      assertTrue(status == 404 || status == 400, path + " " + status);
    }
  }

  // ---- routes

  @Test
  void headIsGetWithoutItsBody() throws IOException {
    try (Wire wire = served.wire()) {
      Reply head = wire.write("HEAD /health HTTP/1.1\r\nHost: localhost\r\n\r\n").read(false);
      Reply get = wire.get("/health");
      assertEquals(200, head.status());
      assertEquals("16", head.header("Content-Length"));
      assertEquals("{\"status\":\"up\"}\n", get.body());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          OPTIONS | /screen  | 204 | OPTIONS, POST
          OPTIONS | /rules   | 204 | GET, HEAD, OPTIONS
          OPTIONS | *        | 204 | GET, HEAD, OPTIONS, POST
          GET     | /screen  | 405 | OPTIONS, POST
          HEAD    | /screen  | 405 | OPTIONS, POST
          PUT     | /screen  | 405 | OPTIONS, POST
          DELETE  | /rules   | 405 | GET, HEAD, OPTIONS
          TRACE   | /rules   | 405 | GET, HEAD, OPTIONS
          BREW    | /rules   | 405 | GET, HEAD, OPTIONS
          POST    | /rules   | 405 | GET, HEAD, OPTIONS
          """)
  void methods(String method, String path, int status, String allow) throws IOException {
    try (Wire wire = served.wire()) {
      Reply reply =
          wire.write(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
              .read(!method.equals("HEAD"));
      assertEquals(status, reply.status());
      assertEquals(allow, reply.header("Allow"));
    }
  }

  @Test
  void partsOfAPath() throws IOException {
    assertEquals("a-b", served.get("/part/a-b").body());
    assertEquals(404, served.get("/part/").status());
    assertEquals(404, served.get("/part/a/b").status());
    assertEquals(404, served.get("/PART/a").status());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          application/json                | 200
          Application/JSON; charset=UTF-8 | 200
          application/json;charset="utf-8" | 200
          application/json; charset=latin1 | 415
          text/plain                      | 415
          application/x-www-form-urlencoded | 415
          multipart/form-data             | 415
          application/x-ndjson            | 415
          ''                              | 415
          """)
  void bodies(String type, int status) throws IOException {
    Reply reply = served.post("/screen", Served.CASE, "Content-Type: " + type);
    assertEquals(status, reply.status(), reply.body());
  }

  @Test
  void noTypeAndPackedBodies() throws IOException {
    String bare =
        Wire.posted("/screen", Served.CASE).replace("Content-Type: application/json\r\n", "");
    assertEquals(415, raw(bare).status());
    assertEquals(415, served.post("/screen", Served.CASE, "Content-Encoding: gzip").status());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          application/json              | 200
          application/*;q=0.1           | 200
          text/html, */*;q=0.1          | 200
          text/html                     | 406
          application/json;q=0          | 406
          application/json;q=0, */*     | 406
          """)
  void answersAsAccepted(String accept, int status) throws IOException {
    assertEquals(status, served.get("/rules", "Accept: " + accept).status());
  }

  // ---- who is let in

  @ParameterizedTest
  @CsvSource({
    "localhost, 200",
    "localhost:9999, 200",
    "LOCALHOST, 200",
    "127.0.0.1, 200",
    "[::1]:1, 200",
    "evil.example, 421",
    "localhost.evil.example, 421",
    "127.0.0.2, 421",
    "localhost., 421",
    "0.0.0.0, 421"
  })
  void hosts(String host, int status) throws IOException {
    assertEquals(status, served.get("/health", "Host: " + host).status());
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:7, 200",
    "HTTP://LOCALHOST:7, 200",
    "http://localhost, 403",
    "https://localhost:7, 403",
    "http://localhost:8, 403",
    "http://127.0.0.1:7, 403",
    "http://evil.example, 403",
    "null, 403",
    "'', 403",
    "http://localhost:7/, 403"
  })
  void origins(String origin, int status) throws IOException {
    Reply reply = served.post("/screen", Served.CASE, "Host: localhost:7", "Origin: " + origin);
    assertEquals(status, reply.status());
    assertEquals(200, served.get("/ready", "Origin: " + origin).status());
  }

  @Test
  void twoOrigins() throws IOException {
    assertEquals(
        403,
        served
            .post(
                "/screen",
                Served.CASE,
                "Host: localhost",
                "Origin: http://localhost",
                "Origin: http://localhost")
            .status());
  }

  // ---- limits

  @Test
  void aBodyAsLongAsACaseMayBe() throws IOException {
    String padded = Served.CASE + " ".repeat((1 << 20) - Served.CASE.length());
    assertEquals(200, served.post("/screen", padded).status());
    Reply over = served.post("/screen", padded + " ");
    assertEquals(413, over.status());
    assertEquals("close", over.header("Connection"));
    assertEquals(413, served.post("/screen", padded.repeat(3)).status());
  }

  @Test
  void aBodyThatIsSaidToBeTooLong() throws IOException {
    String head = "POST /screen HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
    assertEquals(413, raw(head + "Content-Length: 99999999999\r\n\r\n").status());
    assertEquals(
        413, raw(head + "Expect: 100-continue\r\nContent-Length: 1048577\r\n\r\n").status());
    try (Wire wire = served.wire()) {
      wire.write(posts("Expect: 100-continue", "Content-Length: " + Served.CASE.length()));
      assertEquals(100, wire.read(false).status());
      assertEquals(200, wire.write(Served.CASE).read().status());
    }
  }

  @Test
  void aBodyInPieces() throws IOException {
    String head = posts(CHUNKED);
    String body = Served.CASE;
    try (Wire wire = served.wire()) {
      wire.write(head);
      for (int i = 0; i < body.length(); i++) {
        wire.write("1\r\n" + body.charAt(i) + "\r\n");
      }
      assertEquals(200, wire.write("0\r\n\r\n").read().status());
      String piece = "10000\r\n" + " ".repeat(0x10000) + "\r\n";
      assertEquals(413, wire.write(head + piece.repeat(17) + "0\r\n\r\n").read().status());
    }
  }

  @Test
  void aHeaderThatIsTooLong() throws IOException {
    assertEquals(431, served.get("/health", "X: " + "x".repeat(9000)).status());
    assertEquals(414, served.get("/" + "x".repeat(9000)).status());
    assertServed();
  }

  // ---- what is no request

  static Stream<String> notRequests() {
    return Stream.of(
        "GET /health HTTP/1.1\r\n\r\n",
        Wire.request("GET", "/health", "Host: localhost", "Host: localhost"),
        Wire.request("GET", "/health", "Host : localhost"),
        Wire.request("GET", "/health", "Host: localhost", " folded: x"),
        Wire.request("GET", "/health", "X\0: x"),
        Wire.request("GET", "/health", "Host: a b"),
        Wire.request("GET", "http://evil.example/health"),
        Wire.request("GET", "/%00"),
        Wire.request("GET", "/%zz"),
        Wire.request("GET", "/a/%2e%2e/health"),
        "\u0016\u0003\u0001\u0002\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        posts("Content-Length: 4", CHUNKED) + "0\r\n\r\n" + Wire.request("GET", "/smuggled"),
        posts("Content-Length: 4", "Content-Length: 5") + "nullx",
        posts("Content-Length: -1"),
        posts("Content-Length: +4") + "null",
        posts(CHUNKED) + "xyz\r\n",
        posts(CHUNKED) + "fffffffffffffffff\r\n",
        posts("Transfer-Encoding: chunked, identity") + "0\r\n\r\n",
        posts("Transfer-Encoding: xchunked") + "0\r\n\r\n");
  }

  /** The beginning of a case that is sent. */
  private static String posts(String... headers) {
    List<String> all = new ArrayList<>(List.of("Content-Type: application/json"));
    all.addAll(List.of(headers));
    return Wire.request("POST", "/screen", all.toArray(String[]::new));
  }

  @ParameterizedTest
  @MethodSource("notRequests")
  void whatIsNoRequest(String text) throws IOException {
    try (Wire wire = served.wire()) {
      Reply reply = wire.write(text.getBytes(StandardCharsets.ISO_8859_1)).read();
      assertTrue(reply.status() >= 400 && reply.status() < 506, "" + reply.status());
      assertTrue(reply.status() != 500, "" + reply.status());
      assertEquals("application/problem+json", reply.header("Content-Type"));
      assertEquals("close", reply.header("Connection"));
      assertTrue(wire.isEnded());
    }
    assertServed();
  }

  @Test
  void nothingOfARequestIsSaidBackInAHeader() throws IOException {
    Reply reply = served.get("/" + PATIENT + "%0d%0aSet-Cookie:%20a=b?" + PATIENT + "=" + PATIENT);
    assertNull(reply.header("Set-Cookie"));
    assertFalse(reply.headers().toString().contains(PATIENT));
    assertFalse(reply.body().contains(PATIENT));
  }

  @Test
  void oneAfterTheOtherOnALine() throws IOException {
    try (Wire wire = served.wire()) {
      wire.write(
          Wire.posted("/screen", Served.CASE)
              + Wire.posted("/screen", "{")
              + Wire.posted("/screen", Served.CASE.replace("one-day-short", "last")));
      assertEquals(200, wire.read().status());
      assertEquals(400, wire.read().status());
      assertTrue(wire.read().body().startsWith("{\"caseId\":\"last\""));
    }
  }

  @Test
  void halfARequest() throws IOException {
    String whole = Wire.posted("/screen", Served.CASE);
    for (int cut : new int[] {1, 20, whole.indexOf("\r\n\r\n") + 2, whole.length() - 1}) {
      try (Wire wire = served.wire()) {
        wire.write(whole.substring(0, cut)).half();
        wire.isEnded();
      }
    }
    assertServed();
  }

  /** Whoever opens lines and says nothing, or begins and does not go on, keeps nobody waiting. */
  @Test
  void idleLines() throws IOException {
    List<Wire> idle = new ArrayList<>();
    try {
      String whole = Wire.posted("/screen", Served.CASE);
      for (int i = 0; i < (SLOW ? 9_000 : 600); i++) {
        Wire wire = served.wire();
        idle.add(wire);
        wire.write(
            i % 3 == 0 ? "" : i % 3 == 1 ? "GET /he" : whole.substring(0, whole.length() - 9));
      }
      assertServed();
      assertEquals(200, idle.get(2).write(whole.substring(whole.length() - 9)).read().status());
    } finally {
      for (Wire wire : idle) {
        wire.close();
      }
    }
  }

  // ---- what goes wrong inside

  @Test
  void whatThrowsIsAProblemWithoutAWordOfIt() throws IOException {
    for (String path : List.of("/throws", "/overflows")) {
      Reply reply = served.post(path, "{\"id\":\"" + PATIENT + "\"}");
      assertEquals(500, reply.status());
      assertEquals(
          "{\"type\":\"about:blank\",\"title\":\"Server Error\",\"status\":500,"
              + "\"detail\":\"An error of the program itself.\"}\n",
          reply.body());
    }
    Reply failed = served.post("/fails", "{}");
    assertEquals(500, failed.status());
    assertTrue(failed.body().contains("\"detail\":\"not evaluated: rule x failed\""));
    assertServed();
  }

  /**
   * As many as there are threads are worked on, so many wait, and the next one is told to come
   * back.
   */
  @Test
  void overload() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    int cores = Runtime.getRuntime().availableProcessors();
    CountDownLatch busyNow = new CountDownLatch(cores);
    List<Wire> wires = new ArrayList<>();
    try (Served busy =
        new Served(
            Route.post(
                "/wait",
                Route.JSON,
                Lane.SHORT,
                call -> {
                  busyNow.countDown();
                  go.await();
                  return Answer.json("{}");
                }))) {
      for (int i = 0; i < cores + 128; i++) {
        Wire wire = busy.wire();
        wires.add(wire);
        wire.write(Wire.posted("/wait", "{}"));
        if (i == cores - 1) {
          busyNow.await();
        }
      }
      while (!busy.get("/metrics").body().contains("needlewise_http_waiting 128.0")) {
        Thread.onSpinWait();
      }
      Reply refused = busy.post("/wait", "{}");
      assertEquals(503, refused.status());
      assertEquals("1", refused.header("Retry-After"));
      assertTrue(refused.body().contains("\"detail\":\"Too many calls wait already.\""));
      assertEquals(503, busy.post("/screen", Served.CASE).status());
      assertEquals(200, busy.get("/health").status());
      assertEquals(200, busy.post("/plan", Served.CASE).status());
      go.countDown();
      for (Wire wire : wires) {
        assertEquals(200, wire.read().status());
        wire.close();
      }
      assertEquals(200, busy.post("/screen", Served.CASE).status());
    }
  }

  /** What is under way is finished; nothing new is taken. */
  @Test
  void anEndInOrder() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Served ending =
        new Served(
            Route.post(
                "/wait",
                Route.JSON,
                Lane.SHORT,
                call -> {
                  begun.countDown();
                  go.await();
                  return Answer.json("{}");
                }));
    int port = ending.port();
    try (Wire under = ending.wire();
        Wire kept = ending.wire()) {
      assertEquals(200, kept.get("/ready").status());
      under.write(Wire.posted("/wait", "{}"));
      begun.await();
      Thread end = new Thread(ending::close);
      end.start();
      while (isListening(port)) {
        Thread.onSpinWait();
      }
      Reply late = kept.post("/screen", Served.CASE);
      assertEquals(503, late.status());
      assertEquals("1", late.header("Retry-After"));
      go.countDown();
      Reply last = under.read();
      assertEquals(200, last.status());
      assertEquals("close", last.header("Connection"));
      end.join();
    }
    synchronized (ending.log) {
      assertTrue(ending.log.get(ending.log.size() - 1).contains(" POST /"), "" + ending.log);
    }
  }

  private static boolean isListening(int port) throws IOException {
    try {
      new Wire(port).close();
      return true;
    } catch (ConnectException e) {
      return false;
    }
  }

  @Test
  void metrics() throws IOException {
    served.post("/screen", Served.CASE);
    served.get("/" + PATIENT);
    Reply reply = served.get("/metrics");
    assertEquals("text/plain; version=0.0.4; charset=utf-8", reply.header("Content-Type"));
    String text = reply.body();
    assertTrue(
        text.contains(
            "needlewise_http_requests_total{method=\"POST\",route=\"/screen\",status=\"200\"} "));
    assertTrue(
        text.contains("needlewise_http_requests_total{method=\"-\",route=\"-\",status=\"404\"} "));
    assertTrue(text.contains("needlewise_http_request_seconds_count{route=\"/screen\"} "));
    assertTrue(text.contains("needlewise_rules_in_use{digest=\""));
    assertFalse(text.contains(PATIENT));
  }

  // ---- whatever is sent

  /**
   * A seeded run of requests, each a little or much broken; after each the next good one is served.
   */
  @Test
  void whateverIsSent() throws IOException {
    Random random = new Random(11);
    List<String> good =
        List.of(
            Wire.posted("/screen", Served.CASE),
            Wire.posted(
                "/screen/batch", Served.CASE + Served.CASE, "Content-Type: application/x-ndjson"),
            Wire.posted("/screen?with=all", Served.CASE),
            Wire.posted("/plan", Served.CASE),
            "GET /codes?word="
                + PATIENT
                + " HTTP/1.1\r\nHost: localhost\r\nCookie: a="
                + PATIENT
                + "\r\n\r\n",
            "GET /rules HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "OPTIONS /screen HTTP/1.1\r\nHost: localhost\r\n\r\n");
    int count = SLOW ? 100_000 : 2_000;
    for (int i = 0; i < count; i++) {
      byte[] broken = broken(good.get(random.nextInt(good.size())), random);
      try (Wire wire = served.wire()) {
        wire.write(broken).half();
        wire.isEnded();
      } catch (java.net.SocketException e) {
        // Ended before all of it was written.
      }
      if (i % 50 == 0) {
        assertServed();
      }
    }
    assertServed();
    assertEquals(0, underWay(), "nothing is left under way");
  }

  /** As the service counts it, but for the request that asks. */
  private static int underWay() throws IOException {
    int found = -1;
    for (int look = 0; look < 1_000 && found != 0; look++) {
      found =
          served
              .get("/metrics")
              .body()
              .lines()
              .filter(line -> line.startsWith("needlewise_http_under_way "))
              .mapToInt(line -> (int) Double.parseDouble(line.split(" ")[1]) - 1)
              .findFirst()
              .orElseThrow();
    }
    return found;
  }

  private static byte[] broken(String request, Random random) {
    byte[] bytes = request.getBytes(StandardCharsets.UTF_8);
    for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(5)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes = java.util.Arrays.copyOf(bytes, Math.max(1, at));
        case 2 ->
            bytes[at] = "\r\n\0:{}[]\",;% /".getBytes(StandardCharsets.UTF_8)[random.nextInt(14)];
        case 3 -> {
          byte[] twice = java.util.Arrays.copyOf(bytes, bytes.length + bytes.length - at);
          System.arraycopy(bytes, at, twice, bytes.length, bytes.length - at);
          bytes = twice;
        }
        default -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      }
    }
    return bytes;
  }

  private static Reply raw(String text) throws IOException {
    try (Wire wire = served.wire()) {
      return wire.write(text).read();
    }
  }
}
