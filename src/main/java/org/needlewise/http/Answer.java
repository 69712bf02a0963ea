package org.needlewise.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a call is answered: a status, headers beside those of every answer, and a body. */
public final class Answer {
  /** Tells one content from another. */
  static final String TAG = "ETag";

  private static final String CSP = "Content-Security-Policy";
  private static final Pattern OWN_POLICY =
      Pattern.compile("<meta http-equiv=\"Content-Security-Policy\" content=\"([^\"]*)\"");

  private final int status;
  private final String type;
  private final Map<String, String> headers;
  private final byte[] body;
  private final Stream stream;

  private Answer(int status, String type, Map<String, String> headers, byte[] body, Stream stream) {
    this.status = status;
    this.type = type;
    this.headers = headers;
    this.body = body;
    this.stream = stream;
  }

  /** Writes a body, as far as whoever reads it keeps up. */
  @FunctionalInterface
  public interface Stream {
    void writeTo(OutputStream out) throws IOException;
  }

  public static Answer of(String type, byte[] body) {
    return new Answer(200, type, Map.of(), body, null);
  }

  public static Answer of(String type, String body) {
    return of(type, body.getBytes(StandardCharsets.UTF_8));
  }

  public static Answer json(String body) {
    return of(Route.JSON, body);
  }

  /**
   * A page. Where it holds inline styles or scripts and the policy that names their hashes, the
   * answer bears that policy in place of the service's own.
   */
  public static Answer html(String page) {
    Answer answer = of(Route.HTML, page);
    Matcher own = OWN_POLICY.matcher(page);
    return own.find() ? answer.with(CSP, own.group(1) + "; frame-ancestors 'none'") : answer;
  }

  /** A body that is written piece by piece. */
  public static Answer streamed(String type, Stream stream) {
    return new Answer(200, type, Map.of(), new byte[0], stream);
  }

  public static Answer empty(int status) {
    return new Answer(status, null, Map.of(), new byte[0], null);
  }

  /** The same with another status. */
  public Answer as(int other) {
    return new Answer(other, type, headers, body, stream);
  }

  /** The same with another header. */
  public Answer with(String header, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(header, value);
    return new Answer(status, type, Map.copyOf(more), body, stream);
  }

  /**
   * Whether whoever asks has it already.
   *
   * @param tags what it has; null for nothing
   */
  boolean is(String tags) {
    String own = headers.get(TAG);
    return own != null && tags != null && List.of(tags.split(", *")).contains(own);
  }

  /** That nothing has changed, in place of what has not. */
  Answer unchanged() {
    return new Answer(304, null, headers, new byte[0], null);
  }

  int status() {
    return status;
  }

  /** Null where there is no body. */
  String type() {
    return type;
  }

  Map<String, String> headers() {
    return headers;
  }

  byte[] body() {
    return body;
  }

  /** Null where {@link #body} is all of it. */
  Stream stream() {
    return stream;
  }
}
