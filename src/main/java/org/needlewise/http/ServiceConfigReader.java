package org.needlewise.http;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.needlewise.casefile.Diagnostic;
import org.needlewise.casefile.Fields;
import org.needlewise.casefile.Format;
import org.needlewise.casefile.InvalidInputException;
import org.needlewise.casefile.Limits;
import org.needlewise.casefile.StrictReader;
import org.needlewise.http.ServiceConfig.Address;
import org.needlewise.http.ServiceConfig.Client;
import org.needlewise.http.ServiceConfig.Coding;
import org.needlewise.http.ServiceConfig.Tls;

/** Reads {@code serve --config} strictly, with the files that it names, relative to itself. */
public final class ServiceConfigReader {
  private static final Fields CONFIG =
      new Fields(
          "the configuration",
          "baseUrl",
          "stateDir",
          "listen",
          "tls",
          "tokenFile",
          "behindProxy",
          "timeZone",
          "allowedOrigins",
          "microneedling",
          "clients");
  private static final Fields TLS = new Fields("the key store", "keyStore!", "passwordFile!");
  private static final Fields CLIENT = new Fields("a client", "iss!", "jwks", "jku");

  /** The members of a key that nobody but its owner should have. */
  private static final Set<String> SECRET = Set.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");

  private final Path folder;

  private ServiceConfigReader(Path folder) {
    this.folder = folder;
  }

  /**
   * @throws InvalidInputException with all that is wrong
   */
  public static ServiceConfig read(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    ServiceConfigReader reader = new ServiceConfigReader(folder);
    ServiceConfig config =
        StrictReader.yaml(bytes(file), file.toString(), CONFIG.what(), reader::config);
    List<Diagnostic> problems = new ArrayList<>();
    for (Client client : config.clients()) {
      if (client.jwks() != null) {
        check(client.jwks(), problems);
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidInputException(problems);
    }
    return config;
  }

  private static byte[] bytes(Path file) {
    try {
      if (Files.isRegularFile(file) && Files.size(file) <= Limits.DOCUMENT_BYTES) {
        return Files.readAllBytes(file);
      }
    } catch (IOException e) {
      // Told as what is not there.
    }
    throw new InvalidInputException(
        new Diagnostic(file.toString(), "no such file", "a configuration that can be read"));
  }

  private ServiceConfig config(StrictReader in) {
    ServiceConfig usual = ServiceConfig.USUAL;
    URI baseUrl = null;
    Path stateDir = usual.stateDir();
    Address listen = usual.listen();
    Tls tls = null;
    String token = null;
    Boolean behindProxy = false;
    ZoneId timeZone = usual.timeZone();
    List<String> allowedOrigins = List.of();
    List<Coding> microneedling = List.of();
    List<Client> clients = List.of();
    if (in.enter(CONFIG)) {
      for (int f = in.field(); f >= 0; f = in.field()) {
        switch (f) {
          case 0 -> baseUrl = baseUrl(in);
          case 1 -> stateDir = path(in, "a folder");
          case 2 -> listen = listen(in);
          case 3 -> tls = tls(in);
          case 4 -> token = secret(in, "a file that holds a token");
          case 5 -> behindProxy = in.truth();
          case 6 -> timeZone = timeZone(in);
          case 7 -> allowedOrigins = in.list("a list of origins", ServiceConfigReader::origin);
          case 8 -> microneedling = in.list("a list of codings", ServiceConfigReader::coding);
          default -> clients = clients(in);
        }
      }
    }
    return new ServiceConfig(
        baseUrl,
        stateDir,
        listen,
        tls,
        token,
        Boolean.TRUE.equals(behindProxy),
        timeZone,
        allowedOrigins,
        microneedling,
        clients);
  }

  private static URI baseUrl(StrictReader in) {
    String text = in.line("the address of the service");
    URI uri = text == null ? null : address(text);
    if (text != null && (uri == null || uri.getQuery() != null)) {
      in.error(quoted(text), "an address such as https://cds.example.org");
      return null;
    }
    return uri == null ? null : URI.create(text.replaceFirst("/+$", ""));
  }

  /** Null where the text is no address of the web. */
  private static URI address(String text) {
    try {
      URI uri = new URI(text);
      boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      boolean plain = uri.getHost() != null && uri.getUserInfo() == null;
      return web && plain && uri.getFragment() == null ? uri : null;
    } catch (URISyntaxException e) {
      return null;
    }
  }

  private static Address listen(StrictReader in) {
    String text = in.line("HOST:PORT");
    Address listen = text == null ? null : Address.of(text);
    if (text != null && listen == null) {
      in.error(quoted(text), "HOST:PORT, such as 127.0.0.1:8080");
    }
    return listen;
  }

  private static ZoneId timeZone(StrictReader in) {
    String text = in.line("a time zone");
    try {
      return text == null ? null : ZoneId.of(text);
    } catch (DateTimeException e) {
      in.error(quoted(text), "a time zone such as Europe/Berlin");
      return null;
    }
  }

  private static String origin(StrictReader in) {
    String text = in.line("an origin");
    if (text != null && !Gate.isOrigin(text)) {
      in.error(quoted(text), "an origin such as https://ehr.example.org");
      return null;
    }
    return text;
  }

  private static Coding coding(StrictReader in) {
    String text = in.line("SYSTEM|CODE");
    if (text != null && !text.matches("[^|\\s]+\\|[^|]+")) {
      in.error(quoted(text), "SYSTEM|CODE, such as http://example.org/codes|MN1");
      return null;
    }
    return text == null
        ? null
        : new Coding(text.substring(0, text.indexOf('|')), text.substring(text.indexOf('|') + 1));
  }

  private Tls tls(StrictReader in) {
    Path keyStore = null;
    String password = null;
    if (in.enter(TLS)) {
      for (int f = in.field(); f >= 0; f = in.field()) {
        if (f == 0) {
          keyStore = file(in, "a key store");
        } else {
          password = secret(in, "a file that holds the key store's password");
        }
      }
    }
    if (keyStore == null || password == null) {
      return null;
    }
    try {
      KeyStore.getInstance(keyStore.toFile(), password.toCharArray());
    } catch (IOException | GeneralSecurityException e) {
      in.error("a key store that does not open", "a key store, and the password that opens it");
    }
    return new Tls(keyStore, password);
  }

  private List<Client> clients(StrictReader in) {
    Set<String> issuers = new HashSet<>();
    return in.list("a list of clients", each -> client(each, issuers));
  }

  private Client client(StrictReader in, Set<String> issuers) {
    String iss = null;
    Path jwks = null;
    URI jku = null;
    boolean both = false;
    boolean any = false;
    var start = in.place();
    if (in.enter(CLIENT)) {
      for (int f = in.field(); f >= 0; f = in.field()) {
        switch (f) {
          case 0 -> {
            iss = in.line("who issues the tokens");
            if (iss != null && !issuers.add(iss)) {
              in.error(quoted(iss) + " a second time", "each client once");
            }
          }
          case 1 -> {
            both = any;
            any = true;
            jwks = file(in, "a JWK Set file");
          }
          default -> {
            both = any;
            any = true;
            jku = jku(in);
          }
        }
      }
    }
    if (both || !any) {
      in.error(start, both ? "jwks and jku" : "neither jwks nor jku", "one of the two");
    }
    return new Client(iss, jwks, jku);
  }

  private static URI jku(StrictReader in) {
    String text = in.line("the address of a JWK Set");
    URI uri = text == null ? null : address(text);
    if (text != null
        && (uri == null || uri.getScheme().equals("http") && !Address.isLoopback(uri.getHost()))) {
      in.error(quoted(text), "an address with https, or with http on this machine alone");
      return null;
    }
    return uri;
  }

  private Path path(StrictReader in, String expected) {
    String text = in.line(expected);
    try {
      return text == null ? null : folder.resolve(text);
    } catch (InvalidPathException e) {
      in.error(quoted(text), expected);
      return null;
    }
  }

  private Path file(StrictReader in, String expected) {
    Path file = path(in, expected);
    if (file != null && !Files.isReadable(file)) {
      in.error("no file that can be read", expected);
      return null;
    }
    return file;
  }

  /** What a file holds in its one line. */
  private String secret(StrictReader in, String expected) {
    Path file = file(in, expected);
    if (file == null) {
      return null;
    }
    try {
      String text =
          Files.size(file) > Limits.TEXT_CHARS
              ? ""
              : new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip();
      if (text.matches("[!-~]+")) {
        return text;
      }
    } catch (IOException e) {
      // Told as what is no such file.
    }
    in.error("a file without one word in it", expected);
    return null;
  }

  /** A set is for the public halves alone: who puts another one there gives it away. */
  private static void check(Path jwks, List<Diagnostic> problems) {
    byte[] json = bytes(jwks);
    StrictReader.read(
        json,
        0,
        json.length,
        Format.JSON,
        jwks.toString(),
        0,
        "a JWK Set",
        ServiceConfigReader::keys,
        problems::addAll);
  }

  private static Boolean keys(StrictReader in) {
    boolean[] keys = {false};
    var start = in.place();
    in.fields(
        "a JWK Set",
        name -> {
          if (name.equals("keys")) {
            keys[0] = true;
            in.list("a list of keys", ServiceConfigReader::key);
          } else {
            in.skip();
          }
        });
    if (!keys[0] && in.errors() == 0) {
      in.error(start, "no keys", "a JWK Set, with its keys");
    }
    return true;
  }

  private static Boolean key(StrictReader in) {
    in.fields(
        "a key",
        name -> {
          if (SECRET.contains(name)) {
            in.error("a private or symmetric key", "the public one alone");
            in.skip();
          } else if (name.equals("kty")) {
            String kind = in.line("a kind of key");
            if ("oct".equals(kind)) {
              in.error("a private or symmetric key", "the public one alone");
            }
          } else {
            in.skip();
          }
        });
    return true;
  }

  private static String quoted(String text) {
    return org.needlewise.casefile.Echo.quoted(text);
  }
}
