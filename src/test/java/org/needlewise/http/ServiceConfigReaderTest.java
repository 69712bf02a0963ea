package org.needlewise.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.needlewise.casefile.InvalidInputException;
import org.needlewise.http.ServiceConfig.Address;
import org.needlewise.http.ServiceConfig.Client;
import org.needlewise.http.ServiceConfig.Coding;

class ServiceConfigReaderTest {
  private static final String RSA = "{\"kty\":\"RSA\",\"kid\":\"a\",\"n\":\"AQAB\",\"e\":\"AQAB\"}";

  @TempDir Path dir;

  @BeforeEach
  void files() throws IOException {
    Files.writeString(dir.resolve("page.token"), "  s3cret-of-the-page\n");
    Files.writeString(dir.resolve("two.token"), "two words\n");
    Files.writeString(dir.resolve("cds.pass"), "password\n");
    Files.writeString(dir.resolve("cds.p12"), "no key store");
    Files.createDirectories(dir.resolve("keys"));
    Files.writeString(
        dir.resolve("keys/ehr.json"), "{\"keys\":[" + RSA + "],\"more\":{\"x\":[1]}}");
    Files.writeString(
        dir.resolve("keys/private.json"),
        "{\"keys\":["
            + RSA
            + ",\n{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\",\"d\":\"AQAB\"}]}");
    Files.writeString(
        dir.resolve("keys/oct.json"), "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AQAB\"}]}");
    Files.writeString(dir.resolve("keys/none.json"), "{}");
    Files.writeString(dir.resolve("keys/twice.json"), "{\"keys\":[],\"keys\":[]}");
  }

  private ServiceConfig read(String yaml) throws IOException {
    return ServiceConfigReader.read(Files.writeString(dir.resolve("service.yaml"), yaml));
  }

  @Test
  void everyKey() throws IOException {
    ServiceConfig config =
        read(
            """
            baseUrl: https://cds.example.org/
            stateDir: state
            listen: 0.0.0.0:8443
            tokenFile: page.token
            behindProxy: true
            timeZone: Europe/Berlin
            allowedOrigins: [https://ehr.example.org]
            microneedling: ["http://example.org/codes|MN1"]
            clients:
              - iss: https://ehr.example.org
                jwks: keys/ehr.json
              - iss: https://other.example.org
                jku: https://other.example.org/jwks.json
              - {iss: local, jku: "http://localhost:1/jwks.json"}
            """);
    assertEquals(
        new ServiceConfig(
            URI.create("https://cds.example.org"),
            dir.resolve("state"),
            new Address("0.0.0.0", 8443),
            null,
            "s3cret-of-the-page",
            true,
            ZoneId.of("Europe/Berlin"),
            List.of("https://ehr.example.org"),
            List.of(new Coding("http://example.org/codes", "MN1")),
            List.of(
                new Client("https://ehr.example.org", dir.resolve("keys/ehr.json"), null),
                new Client(
                    "https://other.example.org",
                    null,
                    URI.create("https://other.example.org/jwks.json")),
                new Client("local", null, URI.create("http://localhost:1/jwks.json")))),
        config);
  }

  @Test
  void whatIsNotSaid() throws IOException {
    ServiceConfig config = read("behindProxy: false\n");
    assertEquals(ServiceConfig.USUAL, config);
    assertEquals(new Address("127.0.0.1", 8080), config.listen());
    assertNull(config.token());
    assertEquals(ZoneId.systemDefault(), config.timeZone());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      textBlock =
          """
          port: 8080 ! 1:1: /port: found an unknown field, expected one of baseUrl, stateDir, listen, tls, tokenFile, behindProxy, timeZone, allowedOrigins, microneedling, clients
          baseurl: x ! 1:1: /baseurl: found an unknown field, expected a field of the configuration; did you mean baseUrl?
          baseUrl: cds.example.org ! 1:10: /baseUrl: found "cds.example.org", expected an address such as https://cds.example.org
          listen: 8080 ! 1:9: /listen: found the number 8080, expected HOST:PORT
          listen: here ! 1:9: /listen: found "here", expected HOST:PORT, such as 127.0.0.1:8080
          timeZone: Berlin ! 1:11: /timeZone: found "Berlin", expected a time zone such as Europe/Berlin
          behindProxy: yes ! 1:14: /behindProxy: found the text "yes", expected true or false
          tokenFile: none.token ! 1:12: /tokenFile: found no file that can be read, expected a file that holds a token
          tokenFile: two.token ! 1:12: /tokenFile: found a file without one word in it, expected a file that holds a token
          tls: {keyStore: cds.p12} ! 1:6: /tls/passwordFile: found nothing, expected the field passwordFile, which the key store must have
          allowedOrigins: [https://ehr.example.org/] ! 1:18: /allowedOrigins/0: found "https://ehr.example.org/", expected an origin such as https://ehr.example.org
          allowedOrigins: ["*"] ! 1:18: /allowedOrigins/0: found "*", expected an origin such as https://ehr.example.org
          microneedling: [MN1] ! 1:17: /microneedling/0: found "MN1", expected SYSTEM|CODE, such as http://example.org/codes|MN1
          clients: [{iss: a}] ! 1:11: /clients/0: found neither jwks nor jku, expected one of the two
          clients: [{iss: a, jwks: keys/ehr.json, jku: https://a/}] ! 1:11: /clients/0: found jwks and jku, expected one of the two
          clients: [{jwks: keys/ehr.json}] ! 1:11: /clients/0/iss: found nothing, expected the field iss, which a client must have
          clients: [{iss: a, jku: http://a.example/}] ! 1:25: /clients/0/jku: found "http://a.example/", expected an address with https, or with http on this machine alone
          clients: [{iss: a, jku: ftp://a/}] ! 1:25: /clients/0/jku: found "ftp://a/", expected an address with https, or with http on this machine alone
          clients: [{iss: a, jwks: keys/nowhere.json}] ! 1:26: /clients/0/jwks: found no file that can be read, expected a JWK Set file
          clients: [{iss: a, jwks: keys/ehr.json}, {iss: a, jwks: keys/ehr.json}] ! 1:48: /clients/1/iss: found "a" a second time, expected each client once
          """)
  void wrong(String yaml, String error) {
    InvalidInputException e = assertThrows(InvalidInputException.class, () -> read(yaml));
    assertEquals(dir.resolve("service.yaml") + ":" + error, e.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          private | :2:40: /keys/1/d: found a private or symmetric key, expected the public one alone
          oct     | :1:17: /keys/0/kty: found a private or symmetric key, expected the public one alone
          none    | :1:1: found no keys, expected a JWK Set, with its keys
          twice   | :1:12: /keys: found a second field of this name, expected each field once
          """)
  void keysOfOthers(String file, String error) {
    InvalidInputException e =
        assertThrows(
            InvalidInputException.class,
            () -> read("clients: [{iss: a, jwks: keys/" + file + ".json}]"));
    assertEquals(
        dir.resolve("keys/" + file + ".json") + error,
        e.getMessage().lines().findFirst().orElseThrow());
  }

  @Test
  void aKeyStoreThatDoesNotOpen() {
    InvalidInputException e =
        assertThrows(
            InvalidInputException.class,
            () -> read("tls: {keyStore: cds.p12, passwordFile: cds.pass}"));
    assertEquals(
        "found a key store that does not open, expected a key store, and the password that opens it",
        e.problems().get(0).what());
  }
}
