package org.needlewise.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.needlewise.http.Wire.Reply;

/** Who is let in where a token is asked for, over TLS. */
class TrustTest {
  private static final String TOKEN = "s3cret-of-the-page";
  private static final String BEARER = "Authorization: Bearer " + TOKEN;

  @TempDir static Path dir;
  private static Served served;
  private static SSLContext trusting;

  @BeforeAll
  static void serve() throws Exception {
    Path store = dir.resolve("cds.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "cds",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-keystore",
                store.toString(),
                "-storepass",
                "password")
            .redirectErrorStream(true)
            .start();
    keytool.getInputStream().readAllBytes();
    assertEquals(0, keytool.waitFor());
    Files.writeString(dir.resolve("cds.pass"), "password\n");
    Files.writeString(dir.resolve("page.token"), TOKEN + "\n");
    Path config =
        Files.writeString(
            dir.resolve("service.yaml"),
            """
            baseUrl: https://cds.example.org
            tls: {keyStore: cds.p12, passwordFile: cds.pass}
            tokenFile: page.token
            allowedOrigins: [https://ehr.example.org]
            """);
    served = new Served(ServiceConfigReader.read(config), Path.of("rules-drl"));
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(KeyStore.getInstance(store.toFile(), "password".toCharArray()));
    trusting = SSLContext.getInstance("TLS");
    trusting.init(null, managers.getTrustManagers(), null);
  }

  @AfterAll
  static void end() {
    served.close();
  }

  private static Wire wire() throws IOException {
    return new Wire(trusting.getSocketFactory().createSocket("127.0.0.1", served.port()));
  }

  private static Reply get(String path, String... headers) throws IOException {
    try (Wire wire = wire()) {
      return wire.get(path, headers);
    }
  }

  private static Reply post(String path, String body, String... headers) throws IOException {
    try (Wire wire = wire()) {
      return wire.post(path, body, headers);
    }
  }

  @Test
  void theToken() throws IOException {
    Reply none = post("/screen", Served.CASE);
    assertEquals(401, none.status());
    assertEquals("Bearer", none.header("WWW-Authenticate"));
    assertEquals(200, post("/screen", Served.CASE, BEARER).status());
    for (String other :
        List.of(
            "Authorization: Bearer " + TOKEN + "x",
            "Authorization: Bearer",
            "Authorization: Basic " + TOKEN,
            "Authorization: " + TOKEN,
            "Cookie: needlewise=" + TOKEN,
            "Cookie: needlewise=")) {
      assertEquals(401, post("/screen", Served.CASE, other).status(), other);
    }
    assertEquals(401, post("/screen", Served.CASE, BEARER, BEARER).status());
    assertEquals(401, get("/rules").status());
    assertEquals(401, get("/metrics").status());
    assertEquals(401, get("/nowhere").status());
    for (String open : List.of("/health", "/ready", "/assets/theme.css", "/enter")) {
      assertEquals(200, get(open).status(), open);
    }
  }

  /** A browser is shown where to give it, and bears a cookie from then on. */
  @Test
  void theCookie() throws IOException {
    Reply visit = get("/rules", "Accept: text/html,*/*;q=0.8");
    assertEquals(303, visit.status());
    assertEquals("/enter", visit.header("Location"));
    assertTrue(get("/enter").body().contains("<form method=\"post\" action=\"/enter\">"));
    String form = "Content-Type: application/x-www-form-urlencoded";
    Reply wrong = post("/enter", "token=other", form);
    assertEquals(401, wrong.status());
    assertTrue(wrong.body().contains("That was not the token."));
    assertFalse(wrong.headers().containsKey("Set-Cookie"));
    Reply right = post("/enter", "token=" + TOKEN, form);
    assertEquals(303, right.status());
    assertEquals("/", right.header("Location"));
    String cookie = right.header("Set-Cookie");
    assertTrue(
        cookie.matches("needlewise=[0-9a-f]{64}; Path=/; Secure; HttpOnly; SameSite=Strict"),
        cookie);
    String bears = "Cookie: other=1; " + cookie.substring(0, cookie.indexOf(';'));
    assertEquals(200, post("/screen", Served.CASE, bears).status());
    assertEquals(401, post("/screen", Served.CASE, bears + "0").status());
    assertEquals(403, post("/enter", "token=" + TOKEN, form, "Origin: https://evil").status());
  }

  @Test
  void namesAndOrigins() throws IOException {
    assertEquals(200, get("/health", "Host: cds.example.org").status());
    assertEquals(421, get("/health", "Host: ehr.example.org").status());
    String host = "Host: cds.example.org";
    assertEquals(
        200,
        post("/screen", Served.CASE, BEARER, host, "Origin: https://cds.example.org").status());
    assertEquals(
        200,
        post("/screen", Served.CASE, BEARER, host, "Origin: https://ehr.example.org").status());
    assertEquals(
        403, post("/screen", Served.CASE, BEARER, host, "Origin: http://cds.example.org").status());
  }

  /** Who does not speak TLS is not answered. */
  @Test
  void plainText() throws IOException {
    try (Wire wire = new Wire(served.port())) {
      wire.write("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n");
      int answered = 0;
      while (!wire.isEnded()) {
        answered++;
      }
      assertTrue(answered < 10, "an alert at most: " + answered);
    }
    assertEquals(
        URI.create("https://cds.example.org"),
        ServiceConfigReader.read(dir.resolve("service.yaml")).baseUrl());
  }
}
