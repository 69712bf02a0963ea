package org.needlewise.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.needlewise.http.ServiceConfig.Address;

/**
 * The HTTP service: takes requests, finds their routes, keeps its limits, and ends in order. What
 * routes there are is said by whoever starts it.
 */
public final class Service implements AutoCloseable {
  private static final int THREADS = 16;
  private static final int IDLE_MILLIS = 30_000;
  private static final int HEADER_BYTES = 8 * 1024;
  private static final int BACKLOG = 1024;
  private static final long END_SECONDS = 10;

  /** Of the heap, for bodies that are being read and worked on: so much of it. */
  private static final int HEAP_PART = 8;

  /** Of every answer but where it says otherwise. */
  private static final List<HttpField> HEADERS =
      List.of(
          header(
              "Content-Security-Policy",
              "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                  + " connect-src 'self'; form-action 'self'; base-uri 'none';"
                  + " frame-ancestors 'none'"),
          header("X-Content-Type-Options", "nosniff"),
          header("Referrer-Policy", "no-referrer"),
          header("Cache-Control", "no-store"),
          header("Cross-Origin-Opener-Policy", "same-origin"),
          header("Cross-Origin-Resource-Policy", "same-origin"),
          header(
              "Permissions-Policy",
              "camera=(), geolocation=(), microphone=(), payment=(), usb=()"));

  private final ServiceConfig config;
  private final LiveRules rules;
  private final Routes routes;
  private final Gate gate;
  private final Lanes lanes = new Lanes();
  private final Metrics metrics;
  private final ServiceLog log;
  private final Server server;
  private final ServerConnector connector;
  private final Connections connections;
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicLong free = new AtomicLong(Runtime.getRuntime().maxMemory() / HEAP_PART);
  private volatile boolean ending;

  /**
   * @param routes beside those that tell of the service itself; of two that fit, the first
   * @param log takes a line at a time; may be slow
   */
  public Service(ServiceConfig config, LiveRules rules, List<Route> routes, Consumer<String> log) {
    this.config = config;
    this.rules = rules;
    this.log = new ServiceLog(log);
    this.gate = new Gate(config);
    this.metrics = new Metrics(() -> rules.now().sets().latest());
    List<Route> all = new ArrayList<>(new Standing(this).routes());
    all.add(Asset.THEME.route());
    all.add(Asset.HTMX.route());
    if (gate.asksForToken()) {
      all.addAll(Entrance.routes(gate));
    }
    all.addAll(routes);
    this.routes = new Routes(all);

    QueuedThreadPool threads = new QueuedThreadPool(THREADS);
    threads.setName("http");
    threads.setDaemon(true);
    this.server = new Server(threads);
    server.setErrorHandler(this::refused);
    server.setHandler(
        new Handler.Abstract.NonBlocking() {
          @Override
          public boolean handle(Request request, Response response, Callback callback) {
            new Exchange(Service.this, request, response, callback).begin();
            return true;
          }
        });
    this.connector = new ServerConnector(server, 1, 1, protocols());
    connector.setHost(config.listen().host().replaceAll("[\\[\\]]", ""));
    connector.setPort(config.listen().port());
    connector.setIdleTimeout(IDLE_MILLIS);
    connector.setAcceptQueueSize(BACKLOG);
    this.connections = new Connections(connector);
    connector.addBean(connections);
    server.addConnector(connector);
    metrics.gauge("http_connections", "Lines that are open.", connections::open);
    metrics.gauge("http_under_way", "Requests that are not answered yet.", underWay::get);
    metrics.gauge("http_waiting", "Requests that wait for a thread.", lanes::waiting);
  }

  private ConnectionFactory[] protocols() {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(HEADER_BYTES);
    http.setHttpCompliance(HttpCompliance.STRICT);
    if (config.tls() == null) {
      return new ConnectionFactory[] {new HttpConnectionFactory(http)};
    }
    http.addCustomizer(new SecureRequestCustomizer(false));
    SslContextFactory.Server tls = new SslContextFactory.Server();
    tls.setKeyStorePath(config.tls().keyStore().toAbsolutePath().toString());
    tls.setKeyStorePassword(config.tls().password());
    return new ConnectionFactory[] {
      new SslConnectionFactory(tls, "http/1.1"), new HttpConnectionFactory(http)
    };
  }

  private static HttpField header(String name, String value) {
    return new PreEncodedHttpField(name, value);
  }

  /**
   * Begins to listen.
   *
   * @throws IOException where the address is in use, or is not this machine's
   */
  public void start() throws IOException {
    try {
      server.start();
      connections.start();
      lanes.submit(Lane.SHORT, this::warmUp);
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }

  /** The first call finds its session ready. */
  private void warmUp() {
    RulesInUse first = rules.now();
    RulesInUse.Desk desk = first.desk();
    desk.screener(first.sets().latest());
    first.giveBack(desk);
  }

  /** Where it listens, once it does. */
  public URI address() {
    String scheme = config.tls() == null ? "http" : "https";
    Address listen = config.listen();
    return URI.create(scheme + "://" + listen.host() + ":" + connector.getLocalPort() + "/");
  }

  /** Takes nothing new, ends what is under way within seconds, and then all. */
  @Override
  public void close() {
    ending = true;
    Future<Void> closed = connector.shutdown();
    long until = System.nanoTime() + END_SECONDS * 1_000_000_000;
    try {
      while (underWay.get() > 0 && !closed.isDone() && System.nanoTime() < until) {
        Thread.sleep(10);
      }
      server.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      log("error of the program itself: " + e.getClass().getName());
    }
    lanes.close();
    rules.close();
    log.close();
  }

  // ---- for what is under way

  ServiceConfig config() {
    return config;
  }

  LiveRules rules() {
    return rules;
  }

  Routes routes() {
    return routes;
  }

  Gate gate() {
    return gate;
  }

  Lanes lanes() {
    return lanes;
  }

  Metrics metrics() {
    return metrics;
  }

  boolean isEnding() {
    return ending;
  }

  List<HttpField> headers() {
    return HEADERS;
  }

  LocalDate today() {
    return LocalDate.now(config.timeZone());
  }

  void log(String line) {
    log.line(line);
  }

  /** Sets memory aside for a part of a body; false where there is none left. */
  boolean hold(int bytes) {
    if (free.addAndGet(-bytes) >= 0) {
      return true;
    }
    free.addAndGet(bytes);
    return false;
  }

  void release(int bytes) {
    free.addAndGet(bytes);
  }

  void began() {
    underWay.incrementAndGet();
  }

  /** Tells of an answer what nobody's data can be in: a route, not a path. */
  void ended(String method, String route, int status, long bytes, long nanos, String how) {
    underWay.decrementAndGet();
    metrics.answered(method, route, status, nanos, !how.isEmpty());
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    log(
        String.format(
            Locale.ROOT,
            "%s %s %s %d %d %.1fms%s",
            now,
            method,
            route,
            status,
            bytes,
            nanos / 1e6,
            how));
  }

  /** What is no request, or not to its end: told as every other problem is. */
  private boolean refused(Request request, Response response, Callback callback) {
    int status = response.getStatus();
    Answer answer =
        new ProblemException(status, "This is not a request that the service can read.").answer();
    HEADERS.forEach(header -> response.getHeaders().put(header));
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.type());
    response.getHeaders().put(HttpHeader.CONNECTION, "close");
    began();
    ended(
        "-", "-", status, answer.body().length, System.nanoTime() - request.getBeginNanoTime(), "");
    response.write(true, java.nio.ByteBuffer.wrap(answer.body()), callback);
    return true;
  }
}
