package org.needlewise.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The launcher, in front of the classes that were built: what it sees of the terminal and of the
 * locale is what a page looks like. On a pseudo-terminal where {@code script} of util-linux makes
 * one.
 */
class LauncherTest {
  private static final String CASE =
      Path.of("test-cases", "examples", "home-schedule.yaml").toAbsolutePath().toString();

  private static final String SCREEN = "./needlewise screen '" + CASE + "'";

  @TempDir private Path home;

  private record Seen(int code, String text) {
    /** Without colours. */
    List<String> lines() {
      return text.replaceAll("\u001b\\[[0-9;]*m", "").lines().toList();
    }

    int widest() {
      return lines().stream().mapToInt(String::length).max().orElseThrow();
    }

    boolean coloured() {
      return text.contains("\u001b[");
    }

    boolean ascii() {
      return text.chars().allMatch(c -> c < 128);
    }
  }

  /** A home whose build is done, and a Java that takes the classes of this build for its jar. */
  @BeforeEach
  void install() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "no POSIX shell");
    Files.copy(Path.of("needlewise"), home.resolve("needlewise"));
    Files.createDirectories(home.resolve("src/main"));
    Files.createFile(home.resolve("pom.xml"));
    Files.createDirectories(home.resolve("target"));
    Files.createFile(home.resolve("target/needlewise.jar"));
    Files.createFile(home.resolve("target/classes-17.0.1.jsa"));
    int year = 2020;
    for (String file :
        List.of("src/main", "pom.xml", "target/needlewise.jar", "target/classes-17.0.1.jsa")) {
      Files.setLastModifiedTime(
          home.resolve(file), FileTime.from(Instant.parse(year++ + "-01-01T00:00:00Z")));
    }
    Files.createDirectories(home.resolve("java/bin"));
    Files.writeString(home.resolve("java/release"), "JAVA_VERSION=\"17.0.1\"\n");
    Files.writeString(
        home.resolve("java/bin/java"),
        """
        #!/bin/sh
        jar=before
        for option in "$@"; do
          shift
          case $jar$option in
            before-jar) jar=next ;;
            next*) jar=behind; set -- "$@" -cp '%s' org.needlewise.cli.Main ;;
            *) set -- "$@" "$option" ;;
          esac
        done
        exec '%s/bin/java' "$@"
        """
            .formatted(System.getProperty("java.class.path"), System.getProperty("java.home")));
    for (String program : List.of("needlewise", "java/bin/java")) {
      Files.setPosixFilePermissions(
          home.resolve(program), PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  private Seen run(Map<String, String> environment, String... command) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectInput(new File("/dev/null"));
    for (String name :
        List.of(
            "COLUMNS",
            "LINES",
            "NO_COLOR",
            "TERM",
            "LANG",
            "LC_ALL",
            "LC_CTYPE",
            "LESS",
            "NEEDLEWISE_JAVA_OPTS")) {
      builder.environment().remove(name);
    }
    builder.environment().put("JAVA_HOME", home.resolve("java").toString());
    builder.environment().putAll(environment);
    Process process = builder.start();
    String text = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Seen(process.waitFor(), text);
  }

  /** Java would give their numbers to files of its own. */
  @Test
  void streamsThatAreClosedAreOfNoUse() throws Exception {
    for (String shell : List.of("sh", "bash")) {
      assumeTrue(run(Map.of(), "sh", "-c", shell + " -c :").code == 0, "no " + shell);
      String batch = "exec " + shell + " ./needlewise batch -q ";
      Seen input = run(Map.of(), "sh", "-c", batch + "- -o out.ndjson <&-");
      assertEquals(3, input.code, input.text);
      assertTrue(input.text.contains("found standard input closed"), input.text);
      Seen output = run(Map.of(), "sh", "-c", batch + "'" + CASE + "' -o - <&- >&-");
      assertEquals(1, output.code, output.text);
      assertTrue(output.text.contains("cannot write standard output"), output.text);
      Seen all = run(Map.of(), "sh", "-c", batch + "'" + CASE + "' -o out.ndjson <&- >&- 2>&-");
      assertEquals(0, all.code);
      assertEquals(1, Files.readAllLines(home.resolve("out.ndjson")).size());
      Files.delete(home.resolve("out.ndjson"));
      Files.delete(home.resolve("out.errors.ndjson"));
    }
  }

  private Seen piped(Map<String, String> environment) throws Exception {
    return run(environment, "./needlewise", "screen", CASE);
  }

  /** What is shown on a pseudo-terminal of so many columns. */
  private Seen shown(int columns, Map<String, String> environment, String command)
      throws Exception {
    Seen version = run(Map.of(), "sh", "-c", "script --version");
    assumeTrue(version.text.contains("util-linux"), "no script of util-linux");
    Map<String, String> terminal = new HashMap<>(Map.of("TERM", "xterm", "LC_ALL", "C.UTF-8"));
    terminal.putAll(environment);
    Seen seen =
        run(
            terminal,
            "script",
            "-qec",
            "stty cols " + columns + " rows 200; " + command,
            "/dev/null");
    return new Seen(seen.code, seen.text.replace("\r\n", "\n"));
  }

  @Test
  void aTerminalIsFilledAndColoured() throws Exception {
    Seen seen = shown(64, Map.of(), SCREEN);
    assertEquals(0, seen.code);
    assertTrue(seen.coloured());
    assertTrue(seen.text.contains("▲"), seen.text);
    assertEquals(" NOT LIKE THIS   defer: not as proposed, on any date", seen.lines().get(0));
    assertEquals(64, seen.widest());
  }

  @Test
  void aTerminalWithoutColourOrUtf8HasTheSameWords() throws Exception {
    Seen seen = shown(64, Map.of("LC_ALL", "C", "NO_COLOR", "1"), SCREEN);
    assertFalse(seen.coloured());
    assertTrue(seen.ascii(), seen.text);
    assertEquals("[ NOT LIKE THIS ]  defer: not as proposed, on any date", seen.lines().get(0));
    assertTrue(seen.text.contains("\n! With care: Upper range of depth at home [P51 L099 L101]\n"));
    assertFalse(shown(64, Map.of("TERM", "dumb"), SCREEN).coloured());
  }

  @Test
  void columnsComeBeforeTheTerminal() throws Exception {
    assertEquals(50, shown(90, Map.of(), "COLUMNS=50 " + SCREEN).widest());
    assumeTrue(run(Map.of(), "sh", "-c", "bash --version").code == 0, "no bash");
    assertEquals(50, shown(90, Map.of(), "COLUMNS=50 bash " + SCREEN).widest());
  }

  @Test
  void aPagerPassesColoursOn() throws Exception {
    assumeTrue(run(Map.of(), "sh", "-c", "less --version").code == 0, "no less");
    Seen seen = shown(64, Map.of("COLUMNS", "64"), SCREEN + " --color=always | less -RFX");
    assertEquals(0, seen.code);
    assertTrue(seen.coloured());
    assertFalse(seen.text.contains("ESC["), seen.text);
    assertEquals(64, seen.widest());
  }

  @Test
  void aPipeHasNoColourAndAWidthOfItsOwn() throws Exception {
    Seen seen = piped(Map.of("LC_ALL", "C.UTF-8", "TERM", "xterm"));
    assertFalse(seen.coloured());
    assertTrue(seen.text.contains("▲"), seen.text);
    assertTrue(seen.widest() > 80 && seen.widest() <= 100, seen.text);
    assertEquals(60, piped(Map.of("LC_ALL", "C.UTF-8", "COLUMNS", "60")).widest());
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "'', '', '', true",
        "C, '', en_GB.UTF-8, true",
        "POSIX, '', '', true",
        "'', en_GB.ISO-8859-1, en_GB.UTF-8, true",
        "'', '', de_DE.utf8, false",
        "'', UTF-8, C, false",
        "de_DE.UTF-8@euro, C, C, false",
      })
  void aPipeIsAsciiWhereTheLocaleIs(String all, String type, String lang, boolean ascii)
      throws Exception {
    Map<String, String> locale = new HashMap<>();
    Map.of("LC_ALL", all, "LC_CTYPE", type, "LANG", lang)
        .forEach(
            (name, value) -> {
              if (!value.isEmpty()) {
                locale.put(name, value);
              }
            });
    Seen seen = piped(locale);
    assertEquals(0, seen.code, seen.text);
    assertEquals(ascii, seen.ascii(), seen.text);
  }
}
