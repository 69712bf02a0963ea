package org.needlewise.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/**
 * Who is let in: a request for this host (a page elsewhere cannot have its name resolved to us),
 * from a page of this host (no other site's form or script gets through), with the token where one
 * is asked for.
 */
final class Gate {
  /** Where the token is given. */
  static final String ENTER = "/enter";

  private static final String COOKIE = "needlewise";

  /** Told to everybody: whether the service is there, and how its pages look. */
  private static final Set<String> OPEN = Set.of(ENTER, "/health", "/ready");

  private static final String OPEN_FOLDER = "/assets/";

  private final Set<String> hosts = new HashSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));
  private final Set<String> origins;
  private final boolean https;
  private final boolean http;
  private final byte[] token;
  private final String cookie;

  Gate(ServiceConfig config) {
    hosts.add(config.listen().host().toLowerCase(Locale.ROOT));
    if (config.baseUrl() != null) {
      hosts.add(config.baseUrl().getHost().toLowerCase(Locale.ROOT));
    }
    this.origins = Set.copyOf(config.allowedOrigins());
    this.http = config.tls() == null;
    this.https = config.tls() != null || config.behindProxy();
    this.token = config.token() == null ? null : config.token().getBytes(StandardCharsets.UTF_8);
    this.cookie = token == null ? null : keyed(token);
  }

  /**
   * @throws ProblemException where it is not let in
   */
  void check(Request request, String path) {
    String host = request.getHttpURI().getHost();
    if (host == null || !hosts.contains(host.toLowerCase(Locale.ROOT))) {
      throw new ProblemException(421, "This service answers for its own names alone.");
    }
    String method = request.getMethod();
    boolean changes = !Set.of("GET", "HEAD", "OPTIONS").contains(method);
    if (changes && !isOwn(request)) {
      throw new ProblemException(403, "The page that asks is none of this service's.");
    }
    if (token != null && !isOpen(path) && !isKnown(request)) {
      throw new ProblemException(401, "Give the token as a Bearer token, or at " + ENTER + ".")
          .with("WWW-Authenticate", "Bearer");
    }
  }

  private boolean isOwn(Request request) {
    List<String> named = request.getHeaders().getValuesList(HttpHeader.ORIGIN);
    if (named.isEmpty()) {
      return true;
    }
    if (named.size() > 1) {
      return false;
    }
    String origin = named.get(0).toLowerCase(Locale.ROOT);
    String authority = request.getHttpURI().getAuthority().toLowerCase(Locale.ROOT);
    return http && same(origin, "http://" + authority)
        || https && same(origin, "https://" + authority)
        || origins.contains(origin);
  }

  /** A default port may be named or not. */
  private static boolean same(String origin, String own) {
    String port = own.startsWith("https:") ? ":443" : ":80";
    return origin.equals(own)
        || own.endsWith(port) && origin.equals(own.substring(0, own.length() - port.length()));
  }

  private static boolean isOpen(String path) {
    return OPEN.contains(path) || path.startsWith(OPEN_FOLDER);
  }

  private boolean isKnown(Request request) {
    List<String> given = request.getHeaders().getValuesList(HttpHeader.AUTHORIZATION);
    if (!given.isEmpty()) {
      String value = given.get(0);
      boolean bearer = value.regionMatches(true, 0, "Bearer ", 0, 7);
      return given.size() == 1 && bearer && isToken(value.substring(7).strip());
    }
    for (HttpCookie each : Request.getCookies(request)) {
      if (each.getName().equals(COOKIE)
          && equal(cookie.getBytes(StandardCharsets.UTF_8), each.getValue())) {
        return true;
      }
    }
    return false;
  }

  boolean asksForToken() {
    return token != null;
  }

  boolean isToken(String given) {
    return token != null && equal(token, given);
  }

  /** What a browser shows in place of the token from then on; nobody can make the token of it. */
  String cookie() {
    return COOKIE + "=" + cookie + "; Path=/; Secure; HttpOnly; SameSite=Strict";
  }

  /** Takes as long whatever is given. */
  private static boolean equal(byte[] secret, String given) {
    return MessageDigest.isEqual(secret, given.getBytes(StandardCharsets.UTF_8));
  }

  private static String keyed(byte[] token) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(token, "HmacSHA256"));
      byte[] made = mac.doFinal("the cookie of Needlewise".getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(made);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An origin as a browser writes it: scheme, host and port, nothing else. */
  static boolean isOrigin(String text) {
    try {
      URI uri = new URI(text);
      return uri.getHost() != null
          && text.matches("https?://[^/?#@]+")
          && text.equals(text.toLowerCase(Locale.ROOT));
    } catch (java.net.URISyntaxException e) {
      return false;
    }
  }
}
