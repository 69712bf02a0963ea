package org.needlewise.rulebase.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.needlewise.casefile.Diagnostic;
import org.needlewise.casefile.Limits;
import org.needlewise.rulebase.drl.Problems;
import org.needlewise.rulebase.drl.Source;

/**
 * The files of a rules folder as they were at one moment, so that what is hashed is what is
 * compiled.
 *
 * @param files path below the folder, with forward slashes, to content; every file but those that
 *     are passed over: names that begin with a dot or end in a tilde, and {@code *.md}
 */
public record RulesFolder(SortedMap<String, byte[]> files) {
  static final String DEFINITIONS = "definitions.yaml";
  static final String VOCABULARY = "vocabulary.yaml";
  static final String LEDGER = "evidence/ledger.yaml";
  static final String EXTERNAL = "evidence/external.yaml";

  /** What no report depends on. */
  static final String STANDARD_CODES = "standard-codes.yaml";

  static final List<String> KNOWLEDGE =
      List.of(DEFINITIONS, EXTERNAL, LEDGER, STANDARD_CODES, VOCABULARY);

  /** Files of a folder. */
  static final int FILES = 5_000;

  /**
   * @throws BadRulesException where the folder is none or cannot be read, or holds more than the
   *     limits
   */
  public static RulesFolder read(Path folder) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    if (!Files.isDirectory(folder)) {
      throw unreadable(
          folder.toString(), "no such folder", "a folder with all that rules-drl holds");
    }
    try (Stream<Path> walk = Files.walk(folder, 3)) {
      for (Path path : (Iterable<Path>) walk::iterator) {
        String name = path.getFileName().toString();
        if (Files.isDirectory(path)
            || name.startsWith(".")
            || name.endsWith("~")
            || name.endsWith(".md")) {
          continue;
        }
        String below = folder.relativize(path).toString().replace('\\', '/');
        if (!Files.isRegularFile(path)) {
          throw unreadable(below, "something that is no file", "a file");
        }
        if (Files.size(path) > Limits.DOCUMENT_BYTES) {
          throw unreadable(
              below,
              "a file of " + Files.size(path) + " bytes",
              "at most " + Limits.DOCUMENT_BYTES + " bytes");
        }
        if (files.size() == FILES) {
          throw unreadable(below, "more than " + FILES + " files in the folder", "a rules folder");
        }
        files.put(below, Files.readAllBytes(path));
      }
    } catch (IOException | UncheckedIOException e) {
      throw unreadable(
          folder.toString(),
          "cannot be read (" + e.getClass().getSimpleName() + ")",
          "a readable folder");
    }
    return new RulesFolder(files);
  }

  private static BadRulesException unreadable(String file, String what, String expected) {
    return new BadRulesException(List.of(new Diagnostic(file, what, expected)));
  }

  static boolean isRule(String file) {
    return file.endsWith(".drl")
        && file.indexOf('/') > 0
        && file.indexOf('/') == file.lastIndexOf('/');
  }

  /** The rule files, by path. */
  public SortedMap<String, byte[]> rules() {
    SortedMap<String, byte[]> rules = new TreeMap<>();
    files.forEach(
        (file, bytes) -> {
          if (isRule(file)) {
            rules.put(file, bytes);
          }
        });
    return rules;
  }

  /**
   * SHA-256, lower-case hexadecimal, over every file that can change a report: the rule files, the
   * definitions, the vocabulary and the evidence. By path in ascending order of its UTF-16 units,
   * for each file: its path in UTF-8, a zero byte, the number of its bytes in decimal ASCII, a zero
   * byte, its bytes. Line ends count as carriage returns taken out, so that a checkout on another
   * system has the same digest.
   */
  public String digest() {
    MessageDigest sha = sha256();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      boolean read = isRule(file.getKey()) || KNOWLEDGE.contains(file.getKey());
      if (read && !file.getKey().equals(STANDARD_CODES)) {
        byte[] bytes = withoutCarriageReturns(file.getValue());
        sha.update(file.getKey().getBytes(StandardCharsets.UTF_8));
        sha.update((byte) 0);
        sha.update(Integer.toString(bytes.length).getBytes(StandardCharsets.US_ASCII));
        sha.update((byte) 0);
        sha.update(bytes);
      }
    }
    return HexFormat.of().formatHex(sha.digest());
  }

  /**
   * A file's text, a byte-order mark and carriage returns taken out; null, with a problem, where it
   * is not UTF-8.
   */
  public static Source source(String file, byte[] bytes, Problems problems) {
    ByteBuffer in = ByteBuffer.wrap(withoutCarriageReturns(bytes));
    CharBuffer out = CharBuffer.allocate(in.remaining());
    boolean malformed = StandardCharsets.UTF_8.newDecoder().decode(in, out, true).isError();
    Source source = new Source(file, out.flip().toString());
    if (malformed) {
      problems.error(
          source, source.text().length(), "a byte that is not UTF-8", "a file saved as UTF-8");
      return null;
    }
    return source.text().startsWith("\uFEFF")
        ? new Source(file, source.text().substring(1))
        : source;
  }

  private static byte[] withoutCarriageReturns(byte[] bytes) {
    int kept = 0;
    byte[] plain = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      boolean lineEnd = bytes[i] == '\r' && i + 1 < bytes.length && bytes[i + 1] == '\n';
      if (!lineEnd) {
        plain[kept++] = bytes[i];
      }
    }
    return kept == bytes.length ? bytes : java.util.Arrays.copyOf(plain, kept);
  }

  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java platform has it
    }
  }
}
