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
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The launcher, in front of a Java that says what it is asked: which files it hands on, and that an
 * archive of classes that is not whole is none of them.
 */
class LauncherFilesTest {
  private static final String ARCHIVE = "target/classes-17.0.1.jsa";
  private static final String WHOLE = "the archive";

  @TempDir private Path folder;
  private Path home;

  private record Seen(int code, List<String> arguments, String text) {
    boolean archived() {
      return arguments.stream().anyMatch(each -> each.startsWith("-XX:SharedArchiveFile="));
    }
  }

  @BeforeEach
  void install() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "no POSIX shell");
    home = folder.resolve("home");
    build();
  }

  private void build() throws IOException {
    Files.createDirectories(home.resolve("src/main"));
    Files.createDirectories(home.resolve("java/bin"));
    Files.createDirectories(home.resolve("target"));
    Files.copy(Path.of("needlewise"), home.resolve("needlewise"));
    Files.createFile(home.resolve("pom.xml"));
    Files.createFile(home.resolve("target/needlewise.jar"));
    Files.writeString(home.resolve("java/release"), "JAVA_VERSION=\"17.0.1\"\n");
    java("", "");
    Files.setPosixFilePermissions(
        home.resolve("needlewise"), PosixFilePermissions.fromString("rwxr-xr-x"));
    int year = 2020;
    for (String file : List.of("src/main", "pom.xml", "target/needlewise.jar")) {
      date(file, year++);
    }
  }

  private void date(String file, int year) throws IOException {
    Files.setLastModifiedTime(
        home.resolve(file), FileTime.from(Instant.parse(year + "-01-01T00:00:00Z")));
  }

  /**
   * @param making what Java does once it has written an archive
   * @param trying what it does where it tries one
   */
  private void java(String making, String trying) throws IOException {
    Path java = home.resolve("java/bin/java");
    Files.writeString(
        java,
        """
        #!/bin/sh
        for option in "$@"; do
          case $option in
            -XX:ArchiveClassesAtExit=*) printf '%s' '%s' >"${option#*=}"; %s exit 0 ;;
            -XX:+VerifySharedSpaces) %s exit 0 ;;
          esac
        done
        for option in "$@"; do echo "$option"; done
        """
            .formatted("%s", WHOLE, making, trying));
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Seen run() throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(home.resolve("needlewise").toString(), "screen", "a b.yaml")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectInput(new File("/dev/null"));
    builder.environment().remove("NEEDLEWISE_JAVA_OPTS");
    builder.environment().put("JAVA_HOME", home.resolve("java").toString());
    builder.environment().put("HOME", folder.resolve("user").toString());
    builder.environment().put("LC_ALL", "C");
    Process process = builder.start();
    String text = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Seen(process.waitFor(), text.lines().toList(), text);
  }

  private List<String> target() throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("target"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void anArchiveIsMadeOnceAndUsed() throws Exception {
    assertTrue(run().archived());
    assertEquals(WHOLE, Files.readString(home.resolve(ARCHIVE)));
    java("echo never; exit 1;", "exit 1;");
    Seen seen = run();
    assertTrue(seen.archived());
    assertEquals(0, seen.code);
    assertEquals("a b.yaml", seen.arguments.get(seen.arguments.size() - 1));
    assertEquals(
        List.of("classes-17.0.1.jsa", "classes-17.0.1.jsa.size", "lock", "needlewise.jar"),
        target());
  }

  @ParameterizedTest
  @ValueSource(strings = {"kill -9 $$;", "kill -6 $$;"})
  void anArchiveWhoseMakerDiedIsNone(String death) throws Exception {
    java(death, "");
    for (int i = 0; i < 2; i++) {
      Seen seen = run();
      assertFalse(seen.archived());
      assertEquals(0, seen.code, seen.text);
    }
    assertEquals("", Files.readString(home.resolve(ARCHIVE)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"kill -6 $$;", "exit 1;"})
  void anArchiveThatDoesNotStartIsNone(String trying) throws Exception {
    java("", trying);
    assertFalse(run().archived());
    assertFalse(run().archived());
  }

  @Test
  void anArchiveThatIsNoMoreAsItWasMadeIsMadeAnew() throws Exception {
    run();
    for (String damaged : List.of("the arch", "THE ARCHIVE", "the archive and more")) {
      Files.writeString(home.resolve(ARCHIVE), damaged);
      if (damaged.length() != WHOLE.length()) {
        date(ARCHIVE, 2023); // as a copy may leave it
      }
      assertTrue(run().archived());
      assertEquals(WHOLE, Files.readString(home.resolve(ARCHIVE)));
    }
    Files.delete(home.resolve(ARCHIVE + ".size"));
    Files.writeString(home.resolve(ARCHIVE), "the arch");
    assertTrue(run().archived());
    assertEquals(WHOLE, Files.readString(home.resolve(ARCHIVE)));
    Files.writeString(home.resolve(ARCHIVE + ".size"), "x y\n");
    assertTrue(run().archived());
  }

  /** Where none can be made. */
  @Test
  void aDamagedArchiveIsNotUsed() throws Exception {
    run();
    java("kill -9 $$;", "");
    Files.writeString(home.resolve(ARCHIVE), "the arch");
    Seen seen = run();
    assertFalse(seen.archived());
    assertEquals(0, seen.code);
  }

  @Test
  void whatAKilledRunLeftIsTakenAway() throws Exception {
    Files.writeString(home.resolve(ARCHIVE + ".4711"), "half");
    run();
    assertEquals(
        List.of("classes-17.0.1.jsa", "classes-17.0.1.jsa.size", "lock", "needlewise.jar"),
        target());
  }

  @ParameterizedTest
  @ValueSource(strings = {"with spaces", "größe", "a:b", "ü :c d:"})
  void aHomeOfAnyNameIsOne(String name) throws Exception {
    home = folder.resolve(name);
    build();
    Seen seen = run();
    assertEquals(0, seen.code, seen.text);
    String jar = seen.arguments.get(seen.arguments.indexOf("-jar") + 1);
    assertTrue(Files.isSameFile(home.resolve("target/needlewise.jar"), Path.of(jar)), jar);
    assertEquals(!name.contains(":"), jar.startsWith(home.toString()), jar);
    for (String each :
        List.of("-XX:SharedArchiveFile=", "-Dneedlewise.home=", "-DZstdTempFolder=")) {
      String path =
          seen.arguments.stream().filter(a -> a.startsWith(each)).findFirst().orElseThrow();
      assertFalse(path.substring(each.length()).contains(":"), path);
    }
    assertEquals(seen.arguments, run().arguments);
  }

  @Test
  void aColonWithoutAHomeForItsLinkIsTold() throws Exception {
    home = folder.resolve("a:b");
    build();
    Files.writeString(folder.resolve("user"), "no folder");
    Seen seen = run();
    assertEquals(1, seen.code);
    assertTrue(
        seen.text.endsWith(
            "needlewise: Java cannot run in a folder with a colon in its name: move or rename "
                + home.toRealPath()
                + "\n"),
        seen.text);
  }
}
