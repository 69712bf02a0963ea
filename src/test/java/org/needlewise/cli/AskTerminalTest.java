package org.needlewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./needlewise ask} on a terminal, as a person uses it. */
class AskTerminalTest {
  /** Holds the launcher and, in place of the jar, one that names the classes that were built. */
  @TempDir private static Path home;

  @BeforeAll
  static void launcher() throws Exception {
    assumeTrue(
        PseudoTerminal.isAvailable(),
        "no pseudo-terminal: python3, 3.9 or newer, with its module pty, is not here");
    Files.copy(Path.of("needlewise"), home.resolve("needlewise"));
    home.resolve("needlewise").toFile().setExecutable(true);
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(Attributes.Name.MAIN_CLASS, Main.class.getName());
    attributes.put(
        Attributes.Name.CLASS_PATH,
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(entry -> Path.of(entry).toUri().toString())
            .collect(Collectors.joining(" ")));
    Path target = Files.createDirectory(home.resolve("target"));
    try (OutputStream out = Files.newOutputStream(target.resolve("needlewise.jar"))) {
      new JarOutputStream(out, manifest).close();
    }
  }

  private static PseudoTerminal ask(int columns, String... arguments) throws IOException {
    return ask(columns, Map.of("NO_COLOR", "1"), arguments);
  }

  private static PseudoTerminal ask(
      int columns, Map<String, String> environment, String... arguments) throws IOException {
    return new PseudoTerminal(
        columns,
        home,
        environment,
        Stream.concat(
                Stream.of("./needlewise", "ask", "--as-of", "2026-11-20"), Stream.of(arguments))
            .toList());
  }

  /** What no case can be without, what for, and the sex. */
  private static void begin(PseudoTerminal terminal, String id) throws Exception {
    terminal.await("or a name.\n> ");
    terminal.type(id).await("scalp?\n> ");
    terminal.type("cheeks").await("mm> ");
    terminal.type("1.5").await("date> ");
    terminal.type("20 Nov").await("rejuvenation.\n> ");
    terminal.type("").await("1-3> ");
    terminal.type("female").await("26 left> ");
  }

  @Test
  void asksAWholeCase() throws Exception {
    try (PseudoTerminal terminal = ask(80)) {
      begin(terminal, "end to end");
      // Wrong answers, explained and asked anew.
      assertEquals(
          "perhaps\n  Please answer yes or no, or Enter where it is not known.\nyes/no, 26 left> ",
          terminal.type("perhaps").await("26 left> "));
      assertEquals(
          "\u001b[A\n".replace("\u001b", "^[")
              + "  Arrow keys and the like are not understood here; please type the answer.\n"
              + "yes/no, 26 left> ",
          terminal.press("\u001b[A\n").await("26 left> "));
      assertTrue(
          terminal.type("?").await("26 left> ").startsWith("?\n  It is about: pregnancy.\n"));
      terminal.type("all no").await("Enter goes on one by one.\n> ");
      terminal.type("all asked").await("date of birth?\ndate> ");
      assertEquals(
          "1985\n  A date is expected, such as 2026-11-20, 20.11.2026, 20 Nov 2026 or 3 weeks\n"
              + "  ago.\ndate> ",
          terminal.type("1985").await("date> "));
      assertEquals(
          "2.7.1985\n  Tuesday 1985-07-02\n\n  So far: PROCEED.\n",
          terminal.type("2.7.1985").await("PROCEED.\n"));
      for (int step = 0; !terminal.await("> ").contains("been needled before?"); step++) {
        assertTrue(step < 30, terminal::seen);
        terminal.type("");
      }
      terminal.type("24 Oct 2026, face, 1.0").await("none that is known.\n> ");
      terminal.type("redness 2 days").await("nothing.\n> ");
      terminal.type("").await("no more.\ndate> ");
      String end = terminal.type("").await("./needlewise ask end-to-end.yaml\n");
      assertTrue(end.contains("\n[ NOT YET ]  defer"), end);
      assertTrue(
          end.endsWith(
              """

              Saved in end-to-end.yaml
                screen it:  ./needlewise screen end-to-end.yaml
                go on:      ./needlewise ask end-to-end.yaml
              """),
          end);
      assertEquals(0, terminal.exitCode());
    }
  }

  @Test
  void stopsAndGoesOn() throws Exception {
    Path file = home.resolve("in two.yaml");
    try (PseudoTerminal terminal = ask(80, "-o", file.getFileName().toString())) {
      begin(terminal, "two");
      terminal.type("no").await("25 left> ");
      String end = terminal.type("stop").await("ask 'in two.yaml'\n");
      assertEquals(
          """
          stop

          Saved in in two.yaml
            screen it:  ./needlewise screen 'in two.yaml'
            go on:      ./needlewise ask 'in two.yaml'
          """,
          end);
      assertEquals(0, terminal.exitCode());
    }
    String kept = Files.readString(file);
    assertTrue(kept.contains("  pertinentNegatives:\n    - pregnancy\n"), kept);
    try (PseudoTerminal terminal = ask(80, "in two.yaml")) {
      terminal.await("two: cheeks at 1.5 mm on Friday 2026-11-20\n");
      terminal.await("Is the patient breast-feeding?\nyes/no, 25 left> ");
      assertEquals(kept, Files.readString(file));
      // The end of the input is a stop.
      terminal.type("no").await("24 left> ");
      terminal.press("\u0004").await("Saved in in two.yaml\n");
      assertEquals(0, terminal.exitCode());
    }
    assertEquals(
        kept.replace("    - pregnancy\n", "    - pregnancy\n    - breastfeeding\n")
            .replace("#   breastfeeding: Is the patient breast-feeding?\n", ""),
        Files.readString(file));
  }

  @Test
  void losesNothingToAnInterrupt() throws Exception {
    try (PseudoTerminal terminal = ask(80)) {
      begin(terminal, "interrupted");
      terminal.type("no").await("25 left> ");
      assertEquals(
          """
          ^C

          Saved in interrupted.yaml
            screen it:  ./needlewise screen interrupted.yaml
            go on:      ./needlewise ask interrupted.yaml
          """,
          terminal.press("\u0003").await("ask interrupted.yaml\n"));
      assertEquals(130, terminal.exitCode());
    }
    String kept = Files.readString(home.resolve("interrupted.yaml"));
    assertTrue(kept.contains("  pertinentNegatives:\n    - pregnancy\n"), kept);
  }

  @Test
  void losesNothingToAClosedTerminal() throws Exception {
    try (PseudoTerminal terminal = ask(80)) {
      begin(terminal, "hung up");
      terminal.type("yes").await("25 left> ");
      terminal.hangUp();
    }
    String kept = Files.readString(home.resolve("hung-up.yaml"));
    assertTrue(kept.contains("  conditions:\n    - code: pregnancy\n"), kept);
    assertFalse(Files.exists(home.resolve("hung-up.yaml.part")));
  }

  @Test
  void keepsNothingOfWhatIsNoCaseYet() throws Exception {
    try (PseudoTerminal terminal = ask(80)) {
      terminal.await("or a name.\n> ");
      terminal.type("nobody").await("scalp?\n> ");
      assertEquals(
          "stop\n  Nothing is kept: a case needs its area, its depth and its day.\n",
          terminal.type("stop").await("its day.\n"));
      assertEquals(3, terminal.exitCode());
    }
    assertFalse(Files.exists(home.resolve("nobody.yaml")));
  }

  /** Plain lines: no cursor is moved, and without colour nothing but text is sent. */
  @Test
  void fitsTheTerminal() throws Exception {
    try (PseudoTerminal terminal = ask(60, Map.of("NO_COLOR", "1", "LC_ALL", "C"))) {
      begin(terminal, "narrow");
      terminal.type("done").await("ask narrow.yaml\n");
      assertEquals(0, terminal.exitCode());
      assertEquals("", terminal.seen().replaceAll("[\n -~]", ""));
      assertTrue(terminal.seen().contains("\n" + "-".repeat(60) + "\n"));
      assertEquals(60, terminal.seen().lines().mapToInt(String::length).max().orElse(0));
    }
    try (PseudoTerminal terminal = ask(60, Map.of())) {
      terminal.await("\u001b[1mWho is it? A record number, or a name.\u001b[0m");
      terminal.type("stop");
      assertEquals(3, terminal.exitCode());
      assertEquals(
          "", terminal.seen().replaceAll("\u001b\\[[0-9;]*m", "").replaceAll("[\n -~]", ""));
    }
  }
}
