package org.needlewise.rulebase.load;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.needlewise.rulebase.check.RulesFolder;

/**
 * Compiled rules, kept from one run to the next in a folder that may be deleted at any time. It
 * only saves time: an entry that is not as it was written is taken for absent, and a folder that
 * cannot be written is done without.
 */
final class RuleCache {
  private static final int FORM = 0x4e574301;
  private static final int ENTRIES = 2_000;
  private static final int MOST_CLASSES = 1_000;

  private final Path folder;

  RuleCache(Path folder) {
    this.folder = folder;
  }

  /**
   * The folder named by the system property {@code needlewise.cache}, or one in the user's home.
   */
  static Path usual() {
    String named = System.getProperty("needlewise.cache");
    return named != null
        ? Path.of(named)
        : Path.of(System.getProperty("user.home"), ".needlewise", "cache");
  }

  /** Null where there is none, or none that is whole. */
  CompiledRule get(String key) {
    try {
      return read(key, Files.readAllBytes(file(key)));
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }

  void put(String key, CompiledRule rule) {
    try {
      Files.createDirectories(folder);
      Path part = Files.createTempFile(folder, key, ".part");
      try {
        Files.write(part, write(key, rule));
        Files.move(
            part, file(key), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException | UncheckedIOException e) {
      // Compiled anew the next time.
    }
  }

  /** Takes out what was written first. */
  void trim() {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> entries = files.filter(f -> f.toString().endsWith(".rule")).toList();
      if (entries.size() > ENTRIES) {
        entries.stream()
            .sorted(Comparator.comparing(RuleCache::written))
            .limit(entries.size() - ENTRIES / 2)
            .forEach(RuleCache::delete);
      }
    } catch (IOException | UncheckedIOException e) {
      // The next run tries again.
    }
  }

  private static FileTime written(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      return FileTime.fromMillis(0);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // As above.
    }
  }

  private Path file(String key) {
    return folder.resolve(key + ".rule");
  }

  private static byte[] write(String key, CompiledRule rule) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(FORM);
      out.writeUTF(key);
      out.writeUTF(rule.model());
      out.writeInt(rule.classes().size());
      for (var each : rule.classes().entrySet()) {
        out.writeUTF(each.getKey());
        out.writeInt(each.getValue().length);
        out.write(each.getValue());
      }
    }
    byte[] sum = RulesFolder.sha256().digest(bytes.toByteArray());
    bytes.write(sum);
    return bytes.toByteArray();
  }

  private static CompiledRule read(String key, byte[] entry) throws IOException {
    MessageDigest sha = RulesFolder.sha256();
    int length = entry.length - sha.getDigestLength();
    if (length <= 0) {
      return null;
    }
    sha.update(entry, 0, length);
    if (!MessageDigest.isEqual(sha.digest(), Arrays.copyOfRange(entry, length, entry.length))) {
      return null;
    }
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(entry, 0, length));
    if (in.readInt() != FORM || !in.readUTF().equals(key)) {
      return null;
    }
    String model = in.readUTF();
    int count = in.readInt();
    if (count < 1 || count > MOST_CLASSES) {
      return null;
    }
    SortedMap<String, byte[]> classes = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      String name = in.readUTF();
      classes.put(name, in.readNBytes(in.readInt()));
    }
    return classes.containsKey(model) ? new CompiledRule(model, classes) : null;
  }
}
