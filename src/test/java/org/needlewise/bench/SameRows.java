package org.needlewise.bench;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.needlewise.report.AdvisoryReport;
import org.needlewise.rulebase.load.RuleBase;

/** The project's rules, limited to the rows that another way has too. */
public final class SameRows {
  /** Those of {@link Plain}. */
  static final List<String> PLAIN =
      List.of(
          "contraindication/pregnancy",
          "contraindication/breastfeeding",
          "contraindication/keloid",
          "contraindication/rosacea",
          "contraindication/isotretinoin",
          "contraindication/skin-infection",
          "interval/superficial",
          "interval/shallow",
          "interval/medium",
          "interval/deep",
          "interval/face",
          "interval/body",
          "interval/wrinkles-and-acne-scars",
          "over-treatment/annual-cap");

  /** Those of {@link EvreteRows}. */
  public static final List<String> EVRETE =
      List.of(
          "contraindication/pregnancy",
          "contraindication/breastfeeding",
          "contraindication/keloid",
          "contraindication/rosacea",
          "contraindication/isotretinoin",
          "contraindication/skin-infection",
          "interval/superficial",
          "interval/shallow",
          "interval/medium",
          "interval/deep",
          "interval/face",
          "interval/body");

  private SameRows() {}

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  /**
   * @param rules the project's folder
   * @param rows files without their ending
   */
  public static RuleBase of(Path rules, List<String> rows) throws IOException {
    Path folder = Files.createTempDirectory("needlewise-rows");
    try {
      for (String file : List.of("definitions.yaml", "standard-codes.yaml", "vocabulary.yaml")) {
        Files.copy(rules.resolve(file), folder.resolve(file));
      }
      for (String below : List.of("evidence", "care")) {
        Files.createDirectory(folder.resolve(below));
        for (Path file : files(rules.resolve(below))) {
          Files.copy(file, folder.resolve(below).resolve(file.getFileName()));
        }
      }
      for (String row : rows) {
        Path to = folder.resolve(row + ".drl");
        Files.createDirectories(to.getParent());
        // The plain rules know no milder verdict for a protocol.
        String text = Files.readString(rules.resolve(row + ".drl"), StandardCharsets.UTF_8);
        Files.writeString(to, text.replaceAll("@protocolVerdict\\(\"[a-z]*\"\\)", ""));
      }
      String ids = rows.stream().map(row -> row.replace('/', '-')).collect(joining(", "));
      Files.writeString(folder.resolve("manifest.yaml"), "version: \"1\"\nrules: [" + ids + "]\n");
      return RuleBase.load(folder, null);
    } finally {
      delete(folder);
    }
  }

  /** Tells findings from others; their order and repetitions are left out. */
  static long digest(List<String> findings) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
    for (String each : new TreeSet<>(findings)) {
      digest.update(each.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) '\n');
    }
    return ByteBuffer.wrap(digest.digest()).getLong() >>> 16; // a benchmark's counters are doubles
  }

  /** Policy, verdict and date of each finding; the report's own verdict and date first. */
  static String brief(AdvisoryReport report) {
    Set<String> findings = new TreeSet<>();
    report
        .findings()
        .forEach(f -> findings.add(f.policy() + " " + f.verdict().code() + " " + f.earliestDate()));
    return brief(report.caseId(), report.verdict().code(), report.earliestDate(), findings);
  }

  static String brief(Plain.Report report) {
    Set<String> findings = new TreeSet<>();
    report
        .findings()
        .forEach(f -> findings.add(f.policy() + " " + f.verdict() + " " + f.earliestDate()));
    return brief(report.caseId(), report.verdict(), report.earliestDate(), findings);
  }

  private static String brief(String id, String verdict, Object earliest, Set<String> findings) {
    return id + " " + verdict + " " + earliest + " " + findings;
  }

  static void delete(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path dir, IOException e) throws IOException {
            Files.delete(dir);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
