package org.needlewise.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A line to a service, on which anything can be written, whatever HTTP says. */
public final class Wire implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 30_000;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  /** An answer as it came; names of headers as they are compared, in any case. */
  public static final class Reply {
    private final int status;
    private final Map<String, String> headers;
    private final byte[] bytes;

    Reply(int status, Map<String, String> headers, byte[] bytes) {
      this.status = status;
      this.headers = headers;
      this.bytes = bytes;
    }

    public int status() {
      return status;
    }

    public Map<String, String> headers() {
      return headers;
    }

    public byte[] bytes() {
      return bytes;
    }

    public String body() {
      return new String(bytes, UTF_8);
    }

    public String header(String name) {
      return headers.get(name);
    }
  }

  public Wire(int port) throws IOException {
    this(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  Wire(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(PATIENCE_MILLIS);
    this.in = new BufferedInputStream(socket.getInputStream());
    this.out = socket.getOutputStream();
  }

  public Wire write(String text) throws IOException {
    return write(text.getBytes(UTF_8));
  }

  public Wire write(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
    return this;
  }

  public Reply get(String path, String... headers) throws IOException {
    return write(request("GET", path, headers)).read();
  }

  public Reply post(String path, String body, String... headers) throws IOException {
    return write(posted(path, body, headers)).read();
  }

  /** A whole request, as JSON unless the headers say otherwise. */
  public static String posted(String path, String body, String... headers) {
    List<String> all = new ArrayList<>(List.of(headers));
    if (all.stream().noneMatch(header -> header.startsWith("Content-Type:"))) {
      all.add("Content-Type: application/json");
    }
    all.add("Content-Length: " + body.getBytes(UTF_8).length);
    return request("POST", path, all.toArray(String[]::new)) + body;
  }

  /** A request without a body, for this machine unless the headers say otherwise. */
  public static String request(String method, String path, String... headers) {
    StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
    if (List.of(headers).stream().noneMatch(header -> header.startsWith("Host:"))) {
      head.append("Host: localhost\r\n");
    }
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    return head.append("\r\n").toString();
  }

  /** The next answer, whole. */
  public Reply read() throws IOException {
    return read(true);
  }

  /** The next answer; one of a {@code HEAD} has no body whatever its headers say. */
  public Reply read(boolean hasBody) throws IOException {
    String[] first = line().split(" ", 3);
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line = line(); !line.isEmpty(); line = line()) {
      headers.put(
          line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 1).strip());
    }
    int status = Integer.parseInt(first[1]);
    byte[] body = {};
    if (hasBody && status != 204 && status != 304) {
      if (headers.containsKey("Content-Length")) {
        body = in.readNBytes(Integer.parseInt(headers.get("Content-Length")));
      } else if ("chunked".equals(headers.get("Transfer-Encoding"))) {
        body = chunks();
      } else {
        body = in.readAllBytes();
      }
    }
    return new Reply(status, headers, body);
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
      body.write(in.readNBytes(size));
      line();
    }
    line();
    return body.toByteArray();
  }

  /** A line of an answer's head, or of a stream's piece. */
  public String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("ended after: " + line);
      }
      if (next != '\r') {
        line.append(new String(new byte[] {(byte) next}, ISO_8859_1));
      }
    }
    return line.toString();
  }

  /** Whether nothing follows but the end of the line. */
  public boolean isEnded() throws IOException {
    try {
      return in.read() < 0;
    } catch (java.net.SocketException e) {
      return true; // by a reset
    }
  }

  /** Says that nothing more is written. */
  public Wire half() throws IOException {
    socket.shutdownOutput();
    return this;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
