package org.needlewise.http;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.IdleTimeout;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.Callback;

/**
 * The open lines: no more than the system has files for, the longest idle ones ended for new ones;
 * and none that takes its time over a header.
 */
final class Connections implements Connection.Listener {
  private static final int MOST = 12_000;

  /** Files that are for other things than lines. */
  private static final int OTHER_FILES = 128;

  /** So large a part of them is ended at once. */
  private static final int PART = 20;

  private static final long HEADER_SECONDS = 10;
  private static final long LOOK_SECONDS = 1;

  private static final byte[] TOO_SLOW =
      "HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  private final ServerConnector connector;
  private final int most;
  private final AtomicInteger open = new AtomicInteger();

  /** Those that were ended to make room and are not gone yet. */
  private final Set<EndPoint> ending = ConcurrentHashMap.newKeySet();

  /** Lines on which something has begun, and since when, in nanoseconds. */
  private final Map<EndPoint, Long> began = new HashMap<>();

  Connections(ServerConnector connector) {
    this.connector = connector;
    this.most = most();
  }

  /** The system's limit is the launcher's or the service manager's to set. */
  private static int most() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? (int) Math.max(16, Math.min(MOST, unix.getMaxFileDescriptorCount() - OTHER_FILES))
        : MOST;
  }

  int open() {
    return open.get();
  }

  void start() {
    connector.getScheduler().schedule(this::look, LOOK_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void onOpened(Connection connection) {
    if (connection instanceof HttpConnection && open.incrementAndGet() > most) {
      makeRoom();
    }
  }

  @Override
  public void onClosed(Connection connection) {
    if (connection instanceof HttpConnection) {
      open.decrementAndGet();
    }
    ending.remove(connection.getEndPoint());
  }

  /** Ends a twentieth of them, those first that have been idle for longest. */
  private synchronized void makeRoom() {
    int over = open.get() - ending.size() - most;
    if (over <= 0) {
      return;
    }
    List<EndPoint> idle =
        connector.getConnectedEndPoints().stream()
            .filter(line -> !ending.contains(line))
            .filter(line -> parser(line) == null || parser(line).isStart())
            .sorted(Comparator.comparingLong(Connections::idleMillis).reversed())
            .limit(over + most / PART)
            .toList();
    ending.addAll(idle);
    idle.forEach(EndPoint::close);
  }

  private static long idleMillis(EndPoint line) {
    return line instanceof IdleTimeout idle ? idle.getIdleFor() : 0;
  }

  /** Null while it has none yet, as before TLS is agreed upon. */
  private static HttpParser parser(EndPoint line) {
    Connection connection = line.getConnection();
    if (connection instanceof SslConnection ssl) {
      connection = ssl.getSslEndPoint().getConnection();
    }
    return connection instanceof HttpConnection http ? http.getParser() : null;
  }

  private void look() {
    try {
      long now = System.nanoTime();
      Map<EndPoint, Long> still = new HashMap<>();
      for (EndPoint line : connector.getConnectedEndPoints()) {
        HttpParser parser = parser(line);
        if (parser == null || parser.inHeaderState() && !parser.isStart()) {
          still.put(line, began.getOrDefault(line, now));
        }
      }
      began.clear();
      began.putAll(still);
      for (Iterator<Map.Entry<EndPoint, Long>> each = began.entrySet().iterator();
          each.hasNext(); ) {
        Map.Entry<EndPoint, Long> entry = each.next();
        if (now - entry.getValue() > TimeUnit.SECONDS.toNanos(HEADER_SECONDS)) {
          each.remove();
          end(entry.getKey());
        }
      }
    } finally {
      if (connector.isRunning()) {
        start();
      }
    }
  }

  private static void end(EndPoint line) {
    if (line.getConnection() instanceof HttpConnection) {
      line.write(Callback.from(line::close, failure -> line.close()), ByteBuffer.wrap(TOO_SLOW));
    } else {
      line.close();
    }
  }
}
