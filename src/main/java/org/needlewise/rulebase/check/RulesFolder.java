package org.needlewise.rulebase.check;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.needlewise.casefile.Diagnostic;
import org.needlewise.casefile.Limits;
import org.needlewise.rulebase.drl.Problems;
import org.needlewise.rulebase.drl.Source;

/**
 * The files of a rules folder as they were at one moment, so that what is hashed is what is
 * compiled.
 *
 * @param files path below the folder, with forward slashes, to content
 * @param passedOver paths of what was not read: see {@link PlainFiles}
 * @param provenance what reports say of where they are from
 */
public record RulesFolder(
    SortedMap<String, byte[]> files, List<String> passedOver, Provenance provenance)
    implements Serializable {
  static final String DEFINITIONS = "definitions.yaml";
  public static final String VOCABULARY = "vocabulary.yaml";
  static final String EVIDENCE = "evidence";
  static final String CARE = "care";
  static final String LEDGER = EVIDENCE + "/ledger.yaml";
  static final String EXTERNAL = EVIDENCE + "/external.yaml";

  /** What no report depends on. */
  static final String STANDARD_CODES = "standard-codes.yaml";

  /** What the rules are held against; no report depends on it either. */
  public static final String MANIFEST = "manifest.yaml";

  /** The files of {@link Care}. */
  static final List<String> CARE_FILES =
      Arrays.stream(Care.Section.values()).map(Care.Section::file).distinct().toList();

  static final List<String> KNOWLEDGE =
      Stream.concat(
              CARE_FILES.stream(),
              Stream.of(DEFINITIONS, EXTERNAL, LEDGER, MANIFEST, STANDARD_CODES, VOCABULARY))
          .toList();

  /** For people. */
  public static final Set<String> PAGES =
      Set.of("CHANGELOG.md", "README.md", "overlays", "policy.md");

  public RulesFolder(SortedMap<String, byte[]> files) {
    this(files, List.of(), Provenance.NONE);
  }

  /** The same from elsewhere. */
  public RulesFolder with(Provenance other) {
    return new RulesFolder(files, passedOver, other);
  }

  /**
   * Of the files of a folder that lies in no file system, those that rules are read from.
   *
   * @throws BadRulesException where one exceeds the limits
   */
  public static RulesFolder of(SortedMap<String, byte[]> all) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    List<String> passedOver = new ArrayList<>();
    List<Diagnostic> refused = new ArrayList<>();
    all.forEach(
        (file, bytes) -> {
          String[] names = file.split("/");
          if (PAGES.contains(names[0])) {
            return;
          }
          if (Arrays.stream(names).anyMatch(PlainFiles::isPassedOver)) {
            passedOver.add(file);
          } else if (bytes.length > Limits.DOCUMENT_BYTES) {
            refused.add(PlainFiles.tooLarge(file, bytes.length));
          } else {
            files.put(file, bytes);
          }
        });
    if (!refused.isEmpty()) {
      throw new BadRulesException(refused);
    }
    return new RulesFolder(files, passedOver, Provenance.NONE);
  }

  /**
   * @throws BadRulesException where the folder is none, or anything in it is no plain file in its
   *     place, cannot be read or exceeds the limits
   */
  public static RulesFolder read(Path folder) {
    PlainFiles plain = PlainFiles.read(folder, "a folder with all that rules-drl holds", PAGES);
    if (!plain.refused().isEmpty()) {
      throw new BadRulesException(plain.refused());
    }
    return new RulesFolder(plain.files(), plain.passedOver(), Provenance.NONE);
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
   * definitions, the vocabulary, the evidence and the care. By path in ascending order of its
   * UTF-16 units, for each file: its path in UTF-8, a zero byte, the number of its bytes in decimal
   * ASCII, a zero byte, its bytes. Line ends count as carriage returns taken out, so that a
   * checkout on another system has the same digest.
   */
  public String digest() {
    return digest(
        file ->
            isRule(file)
                || KNOWLEDGE.contains(file)
                    && !file.equals(STANDARD_CODES)
                    && !file.equals(MANIFEST));
  }

  /** The same over every file: a folder that was found right is right where this is the same. */
  public String fingerprint() {
    return digest(file -> true);
  }

  private String digest(Predicate<String> counts) {
    MessageDigest sha = sha256();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      if (counts.test(file.getKey())) {
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
