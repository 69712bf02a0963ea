package org.needlewise.http.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.needlewise.cli.NeedlewiseProcess;
import org.needlewise.http.Route;
import org.needlewise.http.Served;
import org.needlewise.http.Wire;
import org.needlewise.http.Wire.Reply;
import org.needlewise.report.ReportSchema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the service answers is what the command line writes, byte for byte. */
class RestRoutesTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static Served served;

  @TempDir static Path dir;
  private static String file;

  @BeforeAll
  static void serve() throws IOException {
    served = new Served();
    file = Files.writeString(dir.resolve("case.json"), Served.CASE).toString();
  }

  @AfterAll
  static void end() {
    served.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          screen --format json                       | /screen                      | application/json
          screen --format json --with all            | /screen?with=all             | */*
          plan --format ics --sessions 2             | /plan?sessions=2             | text/calendar
          plan --format html --maintenance 0         | /plan?maintenance=0          | text/html,*/*;q=0.1
          plan --format json --check 2026-12-01,2026-12-20 | /plan?check=2026-12-01,2026-12-20 | */*
          plan --format svg --pace minimum --avoid 2026-11-21..2026-11-23 --until 2027-06-30 | \
          /plan?pace=minimum&avoid=2026-11-21..2026-11-23&until=2027-06-30 | image/*
          recovery --format json                     | /recovery                    | */*
          recovery --format html                     | /recovery                    | text/html
          """)
  void sameBytes(String command, String path, String accept) throws Exception {
    List<String> arguments = new java.util.ArrayList<>(List.of(command.split(" ")));
    arguments.add(file);
    NeedlewiseProcess.Result line =
        new NeedlewiseProcess()
            .java("-Dneedlewise.home=" + Path.of("").toAbsolutePath())
            .run(arguments.toArray(String[]::new));
    Reply reply = served.post(path, Served.CASE, "Accept: " + accept);
    assertEquals(200, reply.status(), reply.body());
    assertEquals(line.out(), reply.body());
  }

  @Test
  void sheets() throws Exception {
    Path clinic = dir.resolve("clinic.yaml");
    Files.writeString(clinic, "name: Clinic\nphone: '01234'\n");
    for (String kind : List.of("pdf", "html")) {
      Path sheet = dir.resolve("sheet." + kind);
      new NeedlewiseProcess()
          .java("-Dneedlewise.home=" + Path.of("").toAbsolutePath())
          .run(
              "sheet",
              file,
              "--clinic",
              clinic.toString(),
              "--paper",
              "letter",
              "-o",
              sheet.toString());
      Reply reply =
          served.post(
              "/sheet?name=Clinic&phone=01234&paper=letter",
              Served.CASE,
              "Accept: " + (kind.equals("pdf") ? "application/pdf" : "text/html"));
      assertEquals(200, reply.status(), reply.body());
      assertArrayEquals(Files.readAllBytes(sheet), reply.bytes());
    }
    assertEquals("application/pdf", served.post("/sheet", Served.CASE).header("Content-Type"));
  }

  /** Inline styles bear the hash that the answer's own policy names. */
  @Test
  void aPageThatStandsAloneBearsItsOwnPolicy() throws IOException {
    Reply page = served.post("/recovery", Served.CASE, "Accept: text/html");
    String policy = page.header("Content-Security-Policy");
    assertTrue(policy.contains("style-src 'sha256-"), policy);
    assertTrue(policy.endsWith("; frame-ancestors 'none'"), policy);
  }

  @Test
  void codes() throws Exception {
    NeedlewiseProcess line =
        new NeedlewiseProcess().java("-Dneedlewise.home=" + Path.of("").toAbsolutePath());
    assertEquals(
        line.run("codes", "--format", "json", "roaccutane").out(),
        served.get("/codes?word=roaccutane").body());
    JsonNode signs = JSON.readTree(served.get("/codes?list=signs").body()).at("/codes");
    assertEquals("erythema", signs.at("/0/code").asString());
    assertProblem(
        404,
        "query word: found 'zzzz', expected a word for a code; without a word, all are listed",
        served.get("/codes?word=zzzz"));
    assertProblem(
        400,
        "query list: 'sign' is no list; expected one of conditions, medications, allergies,"
            + " procedures, signs, indications, adjuncts, expectations, negatives, areas; did you"
            + " mean signs?",
        served.get("/codes?list=sign"));
  }

  @Test
  void rules() throws IOException {
    JsonNode rules = JSON.readTree(served.get("/rules").body());
    JsonNode report = JSON.readTree(served.post("/screen", Served.CASE).body());
    assertEquals(report.at("/ruleSet/digest"), rules.at("/digest"));
    JsonNode face =
        rules
            .at("/rules")
            .valueStream()
            .filter(r -> r.at("/id").asString().equals("interval-face"))
            .findFirst()
            .orElseThrow();
    assertEquals("P25", face.at("/policy").asString());
    assertEquals("interval/face.drl", face.at("/file").asString());
  }

  @Test
  void schemas() throws Exception {
    NeedlewiseProcess line =
        new NeedlewiseProcess().java("-Dneedlewise.home=" + Path.of("").toAbsolutePath());
    assertEquals(
        line.run("codes", "--schema").out(), served.get("/schemas/case.schema.json").body());
    assertEquals(
        Files.readString(Path.of("src/main/resources/org/needlewise/contract/report.schema.json")),
        served.get("/schemas/report.schema.json").body());
  }

  // ---- many cases

  @Test
  void manyCases() throws Exception {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 1100; i++) {
      lines.append(Served.CASE.replace("one-day-short", "case-" + i));
      if (i == 600) {
        lines.append("{\"id\":\"cut off\"\n\n");
        lines.append(Served.CASE.replace("one-day-short", "bad").replace("cheeks", "cheek"));
      }
    }
    Path in = Files.writeString(dir.resolve("in.ndjson"), lines);
    Path out = dir.resolve("out.ndjson");
    new NeedlewiseProcess()
        .java("-Dneedlewise.home=" + Path.of("").toAbsolutePath())
        .input(lines.toString())
        .run("batch", "-", "-o", out.toString(), "-q");
    Reply reply =
        served.post("/screen/batch", Files.readString(in), "Content-Type: application/x-ndjson");
    assertEquals(200, reply.status());
    assertEquals("application/x-ndjson", reply.header("Content-Type"));
    List<String> rows = reply.body().lines().toList();
    List<String> expected = new java.util.ArrayList<>(Files.readAllLines(out));
    List<String> errors =
        Files.readAllLines(dir.resolve("out.errors.ndjson")).stream()
            .map(row -> row.replace("\"source\":\"<stdin>\",", ""))
            .toList();
    assertTrue(errors.get(0).startsWith("{\"line\":602,\"byteOffset\":"), errors.get(0));
    assertTrue(errors.get(1).startsWith("{\"line\":604,\"byteOffset\":"), errors.get(1));
    expected.addAll(601, errors);
    assertEquals(expected, rows);
    assertEquals(List.of(), ReportSchema.errors(rows.get(0)));
  }

  /** What has arrived is answered before more is there. */
  @Test
  void aCaseAtATime() throws IOException {
    try (Wire wire = served.wire()) {
      wire.write(
          Wire.request(
              "POST",
              "/screen/batch",
              "Content-Type: application/x-ndjson",
              "Transfer-Encoding: chunked"));
      for (int i = 0; i < 3; i++) {
        String line = Served.CASE.replace("one-day-short", "case-" + i);
        wire.write(Integer.toHexString(line.length()) + "\r\n" + line + "\r\n");
        assertTrue(row(wire).startsWith("{\"caseId\":\"case-" + i + "\""));
      }
      wire.write("0\r\n\r\n");
      assertEquals("", wire.line());
      assertEquals("0", wire.line());
      assertEquals("", wire.line());
    }
  }

  /** The next row of a stream, whatever frames it. */
  private static String row(Wire wire) throws IOException {
    String line = wire.line();
    while (!line.startsWith("{")) {
      line = wire.line();
    }
    return line;
  }

  @Test
  void aLineThatIsTooLongIsAnError() throws IOException {
    String lines = " ".repeat((1 << 20) + 1) + "\n" + Served.CASE;
    List<String> rows = served.post("/screen/batch", lines).body().lines().toList();
    assertEquals(2, rows.size());
    assertEquals(
        "{\"line\":1,\"byteOffset\":0,\"errors\":[{\"pointer\":\"\",\"line\":1,\"column\":1,"
            + "\"found\":\"a document of more than 1048576 bytes\",\"expected\":\"at most 1048576 bytes\"",
        rows.get(0).substring(0, rows.get(0).indexOf(",\"message\"")));
    assertTrue(rows.get(1).startsWith("{\"caseId\":\"one-day-short\""));
  }

  // ---- problems

  @Test
  void mistakesBearTheirPlaces() throws IOException {
    Reply reply =
        served.post("/screen", "{\"id\": \"x\",\n \"asOf\": \"2026-02-30\",\n \"patient\": {}}\n");
    assertEquals(400, reply.status());
    assertEquals("application/problem+json", reply.header("Content-Type"));
    assertEquals(
        """
        {"type":"about:blank","title":"Bad Request","status":400,"detail":"The body has 2 mistakes.",\
        "errors":[{"pointer":"/proposed","detail":"found nothing, expected the field proposed, which the case must have",\
        "line":1,"column":1},{"pointer":"/asOf","detail":"found \\"2026-02-30\\", expected a day that exists;\
         2026-02 has 28 days","line":2,"column":10}]}
        """,
        reply.body());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /screen?with=all,x   | query with: found 'x', expected remedies, questions, holds, recovery or all
          /screen?with=        | query with: found '', expected remedies, questions, holds, recovery or all
          /screen?With=all     | The query may hold with.
          /screen?with=all&with=all | The query holds with a second time.
          /screen?with=%ff     | The query is not percent-encoded UTF-8.
          /screen?with=%zz     | The query is not percent-encoded UTF-8.
          /plan?sessions=0     | query sessions: found 0, expected 1 to 1000
          /plan?sessions=-1    | query sessions: found '-1', expected a whole number
          /plan?maintenance=1001 | query maintenance: found 1001, expected 0 to 1000
          /plan?pace=slow      | query pace: found 'slow', expected one of ideal, minimum
          /plan?until=2026-02-30 | query until: found '2026-02-30', expected a date as YYYY-MM-DD
          /plan?avoid=2027-01-02..2027-01-01 | \
          query avoid: found '2027-01-02..2027-01-01', expected a date, or FROM..TO
          /plan?check=regimen  | query check regimen: the case has none at /proposed/regimen
          /plan?check=2026-11-19 | \
          query check: found 2026-11-19, expected no day before asOf, 2026-11-20
          /sheet?paper=a5      | query paper: found 'a5', expected one of a4, letter
          /sheet?name=x        | query phone: found nothing, expected the field phone, which the clinic must have
          /recovery?x          | This address takes no query.
          """)
  void aWrongQuery(String path, String detail) throws IOException {
    assertProblem(400, detail, served.post(path, Served.CASE));
  }

  @Test
  void whatIsNoCase() throws IOException {
    String deep = "[".repeat(500_000);
    for (String body : List.of("", "null", "[]", "{", deep, "{\"id\":" + deep, "\u0000", "x: 1")) {
      Reply reply = served.post("/screen", body);
      assertEquals(400, reply.status());
      assertTrue(reply.body().contains("\"errors\":[{\"pointer\":\""), reply.body());
    }
  }

  // ---- the description

  @Test
  void everyRouteIsDescribedAndNothingElse() throws IOException {
    JsonNode paths = JSON.readTree(served.get("/openapi.json").body()).at("/paths");
    Map<String, Set<String>> described = new TreeMap<>();
    Map<String, Set<String>> queries = new TreeMap<>();
    Map<String, Set<String>> taken = new TreeMap<>();
    Map<String, Set<String>> given = new TreeMap<>();
    for (Map.Entry<String, JsonNode> path : paths.properties()) {
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        String key = method.getKey().toUpperCase(java.util.Locale.ROOT) + " " + path.getKey();
        JsonNode operation = method.getValue();
        described.put(key, Set.of());
        queries.put(
            key,
            operation
                .path("parameters")
                .valueStream()
                .map(p -> p.at("/name").asString())
                .collect(Collectors.toCollection(TreeSet::new)));
        taken.put(key, names(operation.at("/requestBody/content")));
        given.put(key, names(operation.at("/responses/200/content")));
      }
    }
    Map<String, Route> routes = new TreeMap<>();
    RestRoutes.all().forEach(route -> routes.put(route.method() + " " + route.path(), route));
    Set<String> keys = new TreeSet<>(routes.keySet());
    keys.addAll(List.of("GET /health", "GET /ready", "GET /metrics"));
    assertEquals(keys, described.keySet());
    routes.forEach(
        (key, route) -> {
          assertEquals(new TreeSet<>(route.query()), queries.get(key), key);
          assertEquals(plain(route.takes()), taken.get(key), key);
          assertEquals(plain(route.gives()), given.get(key), key);
        });
  }

  private static Set<String> names(JsonNode content) {
    return new TreeSet<>(content.propertyNames());
  }

  private static Set<String> plain(List<String> types) {
    return types.stream().map(t -> t.split(";")[0]).collect(Collectors.toCollection(TreeSet::new));
  }

  /** Every reference leads somewhere: within the document, or to a schema that is served. */
  @Test
  void referencesLeadSomewhere() throws IOException {
    JsonNode whole = JSON.readTree(RestRoutes.openApi());
    for (JsonNode ref : whole.findValues("$ref")) {
      String to = ref.asString();
      if (to.startsWith("#")) {
        assertTrue(!whole.at(to.substring(1)).isMissingNode(), to);
      } else {
        assertEquals(200, served.get(to).status(), to);
      }
    }
  }

  private static void assertProblem(int status, String detail, Reply reply) {
    assertEquals(status, reply.status(), reply.body());
    assertEquals("application/problem+json", reply.header("Content-Type"));
    JsonNode problem = JSON.readTree(new String(reply.bytes(), UTF_8));
    assertEquals(detail, problem.at("/detail").asString());
    assertEquals(status, problem.at("/status").asInt());
    assertEquals("about:blank", problem.at("/type").asString());
  }
}
