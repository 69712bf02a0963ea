package org.needlewise.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program on a terminal of its own: what is sent is typed, what it shows is seen. */
final class PseudoTerminal implements AutoCloseable {
  private static final String SPAWN =
      """
      import os, pty, signal, sys
      signal.signal(signal.SIGINT, signal.SIG_DFL)  # ignored where the build runs in the background
      sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))
      """;

  /** Only so that a program that hangs fails a test, instead of hanging it. */
  private static final long SECONDS = 120;

  private final Process process;
  private final Thread reader;
  private final ByteArrayOutputStream seen = new ByteArrayOutputStream();
  private boolean ended;
  private int read;

  /**
   * @param columns the terminal's width
   * @param command what to run in a folder
   */
  PseudoTerminal(int columns, Path folder, Map<String, String> environment, List<String> command)
      throws IOException {
    List<String> all = new ArrayList<>(List.of("python3", "-c", SPAWN));
    all.addAll(List.of("sh", "-c", "stty cols " + columns + "; exec \"$0\" \"$@\""));
    all.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(all).directory(folder.toFile());
    builder.redirectErrorStream(true);
    for (String name : List.of("NO_COLOR", "COLUMNS", "LANG", "LC_CTYPE", "TZ")) {
      builder.environment().remove(name);
    }
    builder.environment().putAll(Map.of("TERM", "xterm-256color", "LC_ALL", "C.UTF-8"));
    builder.environment().putAll(environment);
    process = builder.start();
    reader = new Thread(this::readAll);
    reader.start();
  }

  /** Whether there can be one here. */
  static boolean isAvailable() throws InterruptedException {
    try {
      Process probe =
          new ProcessBuilder("python3", "-c", "import os, pty; os.waitstatus_to_exitcode").start();
      return probe.waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private void readAll() {
    byte[] buffer = new byte[8192];
    try (InputStream in = process.getInputStream()) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        synchronized (this) {
          seen.write(buffer, 0, count);
          notifyAll();
        }
      }
    } catch (IOException e) {
      // The terminal was closed.
    }
    synchronized (this) {
      ended = true;
      notifyAll();
    }
  }

  /** All that was shown, with the line ends of a file. */
  synchronized String seen() {
    return seen.toString(UTF_8).replace("\r\n", "\n");
  }

  /**
   * Waits until a text is shown.
   *
   * @return what was shown since the last one that was waited for, with the text
   */
  synchronized String await(String text) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    for (int at = seen().indexOf(text, read); ; at = seen().indexOf(text, read)) {
      if (at >= 0) {
        String shown = seen().substring(read, at + text.length());
        read = at + text.length();
        return shown;
      }
      if (ended || System.nanoTime() > deadline) {
        throw new AssertionError("never shown: " + text + "\n" + seen());
      }
      TimeUnit.NANOSECONDS.timedWait(this, Math.max(1, deadline - System.nanoTime()));
    }
  }

  /** Types a line. */
  PseudoTerminal type(String line) throws IOException {
    return press(line + "\n");
  }

  /** Types characters, such as those of control keys. */
  PseudoTerminal press(String keys) throws IOException {
    process.getOutputStream().write(keys.getBytes(UTF_8));
    process.getOutputStream().flush();
    return this;
  }

  /** Waits for the program's end. */
  int exitCode() throws InterruptedException {
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("goes on\n" + seen());
    }
    reader.join();
    return process.exitValue();
  }

  /** Closes the terminal under the program, and waits until that has ended. */
  void hangUp() {
    List<ProcessHandle> programs = process.descendants().toList();
    process.destroyForcibly();
    programs.forEach(program -> program.onExit().join());
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
