package org.needlewise.rulebase.load;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.needlewise.rulebase.check.RulesFolder;

/**
 * Compiled rules, kept from one run to the next in a folder that may be deleted at any time. It
 * only saves time: an entry that is not as it was written for its key is taken for absent. Who can
 * write an entry can write what a rule does, so the folder is its user's alone, or is done without.
 */
final class RuleCache {
  private static final int FORM = 0x4e574302;

  /** Of one entry; the largest of a shipped rule has a hundredth of it. */
  private static final int MOST_BYTES = 4 << 20;

  private static final Set<PosixFilePermission> USERS_ALONE =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> OTHERS_WRITE =
      PosixFilePermissions.fromString("----w--w-");

  private static final int ENTRIES = 2_000;
  private static final int MOST_CLASSES = 1_000;

  private final Path folder;
  private Boolean own;

  RuleCache(Path folder) {
    this.folder = folder;
  }

  /**
   * The folder named by the system property {@code needlewise.cache}, or one in the user's home;
   * null where the user has none.
   */
  static Path usual() {
    String named = System.getProperty("needlewise.cache");
    if (named != null) {
      return Path.of(named);
    }
    Path home = Path.of(System.getProperty("user.home"));
    return home.isAbsolute() ? home.resolve(".needlewise").resolve("cache") : null;
  }

  /** Whether the folder is there, or can be made, and nobody else can write or read it. */
  private synchronized boolean isOwn() {
    if (own == null) {
      try {
        Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(USERS_ALONE));
        PosixFileAttributes is =
            Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        own =
            is.isDirectory()
                && is.owner().getName().equals(System.getProperty("user.name"))
                && Collections.disjoint(is.permissions(), OTHERS_WRITE);
        if (own && !is.permissions().equals(USERS_ALONE)) {
          Files.setPosixFilePermissions(folder, USERS_ALONE);
        }
      } catch (IOException | UnsupportedOperationException e) {
        own = false;
      }
    }
    return own;
  }

  /** Null where there is none, or none that is whole. */
  CompiledRule get(String key) {
    if (!Files.isDirectory(folder) || !isOwn()) {
      return null;
    }
    try (InputStream in = Files.newInputStream(file(key), LinkOption.NOFOLLOW_LINKS)) {
      byte[] entry = in.readNBytes(MOST_BYTES + 1);
      return entry.length > MOST_BYTES ? null : read(key, entry);
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }

  void put(String key, CompiledRule rule) {
    if (!isOwn()) {
      return;
    }
    try {
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
    if (!Files.isDirectory(folder) || !isOwn()) {
      return;
    }
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
