package org.needlewise.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.needlewise.cli.NeedlewiseProcess.Result;

/** {@code needlewise recovery} and {@code needlewise sheet}, as a user runs them. */
class CareCommandsTest {
  private static final String CASE = "test-cases/examples/first-session.yaml";

  @TempDir private Path folder;

  private static Result run(String... args) throws Exception {
    return new NeedlewiseProcess().run(args);
  }

  @Test
  void recoveryInJsonIsTheReportWithItsRecovery() throws Exception {
    Result recovery = run("recovery", "--format", "json", CASE);
    assertEquals("", recovery.err());
    assertEquals(0, recovery.code());
    assertEquals(
        run("screen", "--format", "json", "--with", "recovery", CASE).out(), recovery.out());
    assertTrue(
        recovery
            .out()
            .contains(
                "{\"code\":\"make-up\",\"fromDay\":0,\"toDay\":2,\"fromDate\":\"2026-11-20\","
                    + "\"toDate\":\"2026-11-22\",\"says\":\"No make-up for 24 to 48 hours.\","
                    + "\"evidence\":[\"L181\"]}"),
        recovery.out());
    assertTrue(
        recovery.out().contains("{\"code\":\"make-up-few-days\",\"fromDay\":0,\"toDay\":null,"),
        recovery.out());
  }

  @Test
  void recoveryInOtherShapes() throws Exception {
    assertTrue(run("recovery", CASE).out().startsWith("Recovery of first-session: face at "));
    assertTrue(run("recovery", "--format", "svg", CASE).out().startsWith("<svg "));
    assertTrue(run("recovery", "--format", "html", CASE).out().startsWith("<!DOCTYPE html>"));
    Result wrong = run("recovery", "--format", "pdf", CASE);
    assertEquals(2, wrong.code());
    assertTrue(wrong.err().contains("'pdf' is none of text, json, svg, html"), wrong.err());
  }

  @Test
  void aSheetIsWritten() throws Exception {
    Path clinic = folder.resolve("clinic.yaml");
    Files.writeString(clinic, "name: 皮膚科 Clinic\nphone: \"12\"\n");
    Path first = folder.resolve("first.pdf");
    Path second = folder.resolve("second.pdf");
    for (Path sheet : new Path[] {first, second}) {
      Result result = run("sheet", CASE, "--clinic", clinic.toString(), "-o", sheet.toString());
      assertEquals("", result.err());
      assertEquals("", result.out());
      assertEquals(0, result.code());
    }
    assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(second));
    try (PDDocument document = Loader.loadPDF(first.toFile())) {
      assertEquals(1, document.getNumberOfPages());
    }
    Path page = folder.resolve("sheet.html");
    assertEquals(0, run("sheet", CASE, "--paper", "letter", "-o", page.toString()).code());
    assertTrue(Files.readString(page).contains("@page { size: letter;"));
  }

  @Test
  void whatIsWrongIsTold() throws Exception {
    refused(
        2, "expected a file that ends in .pdf or .html", "-o", folder.resolve("a.txt").toString());
    String sheet = folder.resolve("a.pdf").toString();
    refused(3, "gone.yaml: found no such file, expected", "-o", sheet, "--clinic", "gone.yaml");
    Path clinic = folder.resolve("clinic.yaml");
    Files.writeString(clinic, "name: A\n");
    refused(
        3, "/phone: found nothing, expected the field", "-o", sheet, "--clinic", clinic.toString());
    refused(3, "cannot be written", "-o", folder.resolve("no/a.pdf").toString());
    assertFalse(Files.exists(Path.of(sheet)));
  }

  private static void refused(int code, String message, String... options) throws Exception {
    String[] args = new String[options.length + 2];
    args[0] = "sheet";
    args[1] = CASE;
    System.arraycopy(options, 0, args, 2, options.length);
    Result result = run(args);
    assertEquals(code, result.code(), result.err());
    assertTrue(result.err().contains(message), result.err());
  }

  /** Rules without a file of the care are no rules: exit 4, and nothing is screened. */
  @Test
  void rulesWithoutTheirCareAreRefused() throws Exception {
    Path rules = folder.resolve("rules-drl");
    copy(Path.of("rules-drl"), rules);
    Files.delete(rules.resolve("care/recovery.yaml"));
    Result result = run("screen", "--rules", rules.toString(), CASE);
    assertEquals(4, result.code());
    assertEquals("", result.out());
    assertTrue(result.err().contains("care/recovery.yaml: found no such file"), result.err());
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
        }
      }
    }
  }
}
