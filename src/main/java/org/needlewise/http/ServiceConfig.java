package org.needlewise.http;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;

/**
 * How the service is reached and whom it trusts: what {@code serve --config} reads.
 *
 * @param baseUrl as clients call it, without a slash at its end; null: what {@code listen} makes
 * @param stateDir for what outlives a run
 * @param tls null for none
 * @param token that the page and REST ask for; null for none
 * @param behindProxy whether a proxy answers for TLS and access
 * @param timeZone of "today"
 * @param allowedOrigins of pages elsewhere that may call
 * @param microneedling codings that mean microneedling beside the own one
 * @param clients whose tokens are taken
 */
public record ServiceConfig(
    URI baseUrl,
    Path stateDir,
    Address listen,
    Tls tls,
    String token,
    boolean behindProxy,
    ZoneId timeZone,
    List<String> allowedOrigins,
    List<Coding> microneedling,
    List<Client> clients) {
  private static final int USUAL_PORT = 8080;

  /** What holds where a configuration says nothing. */
  public static final ServiceConfig USUAL =
      new ServiceConfig(
          null,
          usualState(),
          new Address("127.0.0.1", USUAL_PORT),
          null,
          null,
          false,
          ZoneId.systemDefault(),
          List.of(),
          List.of(),
          List.of());

  /**
   * Where to listen.
   *
   * @param host a name or an address, one of IPv6 in brackets
   * @param port 0 for any that is free
   */
  public record Address(String host, int port) {
    /** Null where the text is none. */
    public static Address of(String text) {
      int colon = text.lastIndexOf(':');
      String host = colon < 0 ? "" : text.substring(0, colon);
      String port = text.substring(colon + 1);
      boolean isHost = host.matches("[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+\\]");
      return isHost && port.matches("[0-9]{1,5}") && Integer.parseInt(port) <= 65_535
          ? new Address(host, Integer.parseInt(port))
          : null;
    }

    /** Whether nobody but this machine can reach it. */
    public boolean isLoopback() {
      return isLoopback(host);
    }

    static boolean isLoopback(String host) {
      try {
        return InetAddress.getByName(host).isLoopbackAddress();
      } catch (UnknownHostException e) {
        return false;
      }
    }

    @Override
    public String toString() {
      return host + ":" + port;
    }
  }

  /** A key store and what opens it. */
  public record Tls(Path keyStore, String password) {
    @Override
    public String toString() {
      return keyStore.toString();
    }
  }

  /** A code of a system. */
  public record Coding(String system, String code) {}

  /**
   * Whose tokens are taken.
   *
   * @param jwks a file of their keys; null where they are fetched
   * @param jku where their keys are fetched; null where they are in a file
   */
  public record Client(String iss, Path jwks, URI jku) {}

  /** The same, listening elsewhere. */
  public ServiceConfig at(Address other) {
    return new ServiceConfig(
        baseUrl,
        stateDir,
        other,
        tls,
        token,
        behindProxy,
        timeZone,
        allowedOrigins,
        microneedling,
        clients);
  }

  /** Whether others than this machine may be let in: with TLS and a token, or behind a proxy. */
  public boolean mayListen() {
    return listen.isLoopback() || behindProxy || tls != null && token != null;
  }

  private static Path usualState() {
    String state = System.getenv("XDG_STATE_HOME");
    Path folder =
        state == null || state.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".local", "state")
            : Path.of(state);
    return folder.resolve("needlewise");
  }
}
