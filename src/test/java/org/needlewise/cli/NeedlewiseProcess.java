package org.needlewise.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The program as a process of its own, on the classes that were built. */
public final class NeedlewiseProcess {
  private final List<String> javaOptions = new ArrayList<>();
  private final Map<String, String> environment = new HashMap<>();
  private Path folder = Path.of("").toAbsolutePath();
  private byte[] input = {};

  /** What a run left behind. */
  public record Result(int code, String out, String err) {}

  public NeedlewiseProcess java(String... options) {
    javaOptions.addAll(List.of(options));
    return this;
  }

  public NeedlewiseProcess environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  public NeedlewiseProcess in(Path folder) {
    this.folder = folder;
    return this;
  }

  public NeedlewiseProcess input(String text) {
    input = text.getBytes(UTF_8);
    return this;
  }

  /** The command, ready to start, its streams not yet set. */
  public ProcessBuilder builder(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(javaOptions);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(Main.class.getName());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    for (String name : List.of("COLUMNS", "NO_COLOR", "TERM", "LANG", "LC_ALL", "LC_CTYPE", "TZ")) {
      builder.environment().remove(name);
    }
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().putAll(environment);
    return builder;
  }

  public Result run(String... arguments) throws IOException, InterruptedException {
    Process process = builder(arguments).start();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Thread reader =
        new Thread(
            () -> {
              try (InputStream stream = process.getErrorStream()) {
                stream.transferTo(err);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    reader.start();
    Thread writer =
        new Thread(
            () -> {
              try (var stream = process.getOutputStream()) {
                stream.write(input);
              } catch (IOException e) {
                // A program that reads nothing may be gone before all is written.
              }
            });
    writer.start();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    int code = process.waitFor();
    reader.join();
    writer.join();
    return new Result(code, out, err.toString(UTF_8));
  }
}
