package org.needlewise.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.needlewise.casefile.InvalidInputException;
import org.needlewise.casefile.Limits;
import org.needlewise.screening.NotEvaluatedException;

/**
 * One request on its way: let in, read, worked on, answered, told of. While it is read, and while
 * its answer is written, it holds no thread: whoever is slow keeps nobody waiting.
 */
final class Exchange {
  /** A body that is too long is taken off the line up to here, so that its answer is read. */
  private static final int TAKEN_OFF = 4 * Limits.DOCUMENT_BYTES;

  private static final long READ_SECONDS = 30;
  private static final long WAIT_SECONDS = 10;
  private static final long WRITE_SECONDS = 60;

  /** What moves in a stream in so many seconds, in either direction, or it is ended. */
  private static final long STREAM_SECONDS = 30;

  private static final long STREAM_BYTES = 256;

  private final Service service;
  private final Request request;
  private final Response response;
  private final Callback callback;
  private final RulesInUse rules;
  private final AtomicBoolean answered = new AtomicBoolean();
  private final AtomicLong moved = new AtomicLong();
  private final AtomicBoolean ended = new AtomicBoolean();

  private Routes.Found found;
  private Map<String, String> query = Map.of();
  private ByteArrayOutputStream body;
  private long read;
  private final AtomicInteger held = new AtomicInteger();
  private volatile Scheduler.Task deadline;
  private int status;

  Exchange(Service service, Request request, Response response, Callback callback) {
    this.service = service;
    this.request = request;
    this.response = response;
    this.callback = callback;
    this.rules = service.rules().now();
  }

  void begin() {
    service.began();
    // A handler may take longer than a line may be idle.
    request.addIdleTimeoutListener(timeout -> false);
    try {
      String path = Request.getPathInContext(request);
      service.gate().check(request, path);
      if (request.getMethod().equals("OPTIONS")) {
        options(path);
        return;
      }
      found =
          service
              .routes()
              .find(
                  request.getMethod(),
                  path,
                  packed() ? "packed" : request.getHeaders().get(HttpHeader.CONTENT_TYPE),
                  accept());
      query = Query.read(request.getHttpURI().getQuery(), found.route().query());
      if (service.isEnding() && found.route().lane() != Lane.AT_ONCE) {
        throw ProblemException.busy("The service is ending.").with("Connection", "close");
      }
      boolean whole = !found.route().takes().isEmpty() && found.route().lane() != Lane.STREAM;
      if (!whole) {
        body = new ByteArrayOutputStream(0);
        work();
        return;
      }
      long length = request.getLength();
      boolean asks = request.getHeaders().contains(HttpHeader.EXPECT);
      if (length > (asks ? Limits.DOCUMENT_BYTES : TAKEN_OFF)) {
        throw tooLong();
      }
      body = new ByteArrayOutputStream(length < 0 ? 1024 : (int) Math.min(length, 1 << 16));
      deadline(READ_SECONDS, () -> answer(tooSlow()));
      read();
    } catch (ProblemException e) {
      boolean visits = e.status() == 401 && request.getMethod().equals("GET");
      if (visits && accept().contains("text/html")) {
        answer(Entrance.ELSEWHERE);
      } else {
        answer(e);
      }
    } catch (RuntimeException | Error e) {
      failed(e);
    }
  }

  private boolean packed() {
    return request.getHeaders().contains(HttpHeader.CONTENT_ENCODING)
        && !request.getMethod().equals("GET");
  }

  private String accept() {
    return String.join(",", request.getHeaders().getValuesList(HttpHeader.ACCEPT));
  }

  private void options(String path) {
    String allow = path.equals("*") ? "GET, HEAD, OPTIONS, POST" : service.routes().allow(path);
    if (allow == null) {
      throw new ProblemException(404, "There is nothing at this address.");
    }
    answer(Answer.empty(204).with("Allow", allow));
  }

  // ---- the body

  private void read() {
    try {
      while (!answered.get()) {
        Content.Chunk chunk = request.read();
        if (chunk == null) {
          request.demand(this::read);
          return;
        }
        if (Content.Chunk.isFailure(chunk)) {
          Throwable why = chunk.getFailure();
          answer(
              why instanceof TimeoutException
                  ? tooSlow()
                  : new ProblemException(400, "The body does not come to its end.")
                      .with("Connection", "close"));
          return;
        }
        boolean last = chunk.isLast();
        take(chunk);
        if (last) {
          cancelDeadline();
          if (read > Limits.DOCUMENT_BYTES) {
            throw tooLong();
          }
          work();
          return;
        }
      }
    } catch (ProblemException e) {
      answer(e);
    } catch (RuntimeException | Error e) {
      failed(e);
    }
  }

  private void take(Content.Chunk chunk) {
    try {
      ByteBuffer bytes = chunk.getByteBuffer();
      int count = bytes.remaining();
      read += count;
      if (read > TAKEN_OFF) {
        throw tooLong();
      }
      if (read > Limits.DOCUMENT_BYTES) {
        return;
      }
      if (!service.hold(count)) {
        throw ProblemException.busy("Too much is being read at the moment.");
      }
      held.addAndGet(count);
      byte[] copy = new byte[count];
      bytes.get(copy);
      body.writeBytes(copy);
      if (ended.get()) {
        service.release(held.getAndSet(0));
      }
    } finally {
      chunk.release();
    }
  }

  private static ProblemException tooLong() {
    return new ProblemException(413, "A body may have at most " + Limits.DOCUMENT_BYTES + " bytes.")
        .with("Connection", "close");
  }

  private static ProblemException tooSlow() {
    return new ProblemException(
            408, "The body has to be there within " + READ_SECONDS + " seconds.")
        .with("Connection", "close");
  }

  // ---- the work

  private void work() {
    long waits = System.nanoTime();
    boolean taken =
        service
            .lanes()
            .submit(
                found.route().lane(),
                () -> {
                  if (System.nanoTime() - waits > TimeUnit.SECONDS.toNanos(WAIT_SECONDS)) {
                    answer(ProblemException.busy("It has waited too long."));
                  } else {
                    run();
                  }
                });
    if (!taken) {
      throw ProblemException.busy("Too many calls wait already.");
    }
  }

  private void run() {
    boolean streams = found.route().lane() == Lane.STREAM;
    Call call =
        new Call(
            found.type(),
            found.parts(),
            query,
            body.toByteArray(),
            streams ? new BodyStream(request, moved) : null,
            rules,
            service.today());
    try {
      Answer answer = found.route().handler().answer(call);
      if (answer.stream() == null) {
        answer(answer);
      } else {
        stream(answer);
      }
    } catch (ProblemException e) {
      answer(e);
    } catch (InvalidInputException e) {
      answer(ProblemException.of(e));
    } catch (NotEvaluatedException e) {
      answer(ProblemException.of(e));
    } catch (IOException e) {
      cut(e);
    } catch (Exception | Error e) {
      failed(e);
    } finally {
      call.end();
    }
  }

  /** Where it failed and nothing of what it was given: that may be a patient's. */
  private void failed(Throwable e) {
    StackTraceElement[] trace = e.getStackTrace();
    service.log(
        "error of the program itself: "
            + e.getClass().getName()
            + (trace.length == 0 ? "" : " at " + trace[0]));
    answer(
        e instanceof OutOfMemoryError
            ? ProblemException.busy("There is not enough memory at the moment.")
            : new ProblemException(500, "An error of the program itself."));
  }

  // ---- the answer

  private void answer(ProblemException problem) {
    answer(problem.answer());
  }

  private void answer(Answer given) {
    Answer answer = given;
    if (!answered.compareAndSet(false, true)) {
      return;
    }
    cancelDeadline();
    if (answer.is(request.getHeaders().get(HttpHeader.IF_NONE_MATCH))) {
      answer = answer.unchanged();
    }
    head(answer);
    if (!Set.of(204, 304).contains(status)) {
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, answer.body().length);
    }
    moved.set(answer.body().length);
    deadline(WRITE_SECONDS, this::close);
    response.write(true, ByteBuffer.wrap(answer.body()), Callback.from(this::succeeded, this::cut));
  }

  private void head(Answer answer) {
    status = answer.status();
    response.setStatus(status);
    service.headers().forEach(header -> response.getHeaders().put(header));
    if (answer.type() != null) {
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.type());
    }
    answer.headers().forEach((name, value) -> response.getHeaders().put(name, value));
  }

  private void stream(Answer answer) throws IOException {
    if (!answered.compareAndSet(false, true)) {
      return;
    }
    head(answer);
    keepMoving(0);
    try (OutputStream out = new Counted(Content.Sink.asOutputStream(response))) {
      answer.stream().writeTo(out);
    }
    succeeded();
  }

  private void keepMoving(long before) {
    deadline(
        STREAM_SECONDS,
        () -> {
          long now = moved.get();
          if (now - before < STREAM_BYTES) {
            close();
          } else {
            keepMoving(now);
          }
        });
  }

  private void deadline(long seconds, Runnable then) {
    deadline = request.getComponents().getScheduler().schedule(then, seconds, TimeUnit.SECONDS);
  }

  private void cancelDeadline() {
    Scheduler.Task task = deadline;
    if (task != null) {
      task.cancel();
    }
  }

  private void close() {
    request.getConnectionMetaData().getConnection().getEndPoint().close();
  }

  private void succeeded() {
    end("");
    callback.succeeded();
  }

  private void cut(Throwable why) {
    answered.set(true);
    end(" cut");
    callback.failed(why);
  }

  private void end(String how) {
    if (!ended.compareAndSet(false, true)) {
      return;
    }
    cancelDeadline();
    service.release(held.getAndSet(0));
    String route = found == null ? "-" : found.route().path();
    // An unknown method is the caller's own word.
    String method = found == null ? "-" : found.route().method();
    service.ended(
        method, route, status, moved.get(), System.nanoTime() - request.getBeginNanoTime(), how);
  }

  /** Counts what goes out. */
  private final class Counted extends OutputStream {
    private final OutputStream out;

    Counted(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int off, int len) throws IOException {
      out.write(bytes, off, len);
      moved.addAndGet(len);
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
