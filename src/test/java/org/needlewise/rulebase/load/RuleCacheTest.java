package org.needlewise.rulebase.load;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuleCacheTest {
  private static final CompiledRule RULE =
      new CompiledRule("Model", new TreeMap<>(Map.of("Model", new byte[] {1})));

  @TempDir private Path folder;

  /** The order of the keys is not that of the writing. */
  private static String key(int written) {
    return "%04d".formatted(written * 7919 % 10_000);
  }

  private RuleCache holding(int entries) throws IOException {
    RuleCache cache = new RuleCache(folder);
    for (int i = 0; i < entries; i++) {
      byte[] content = {(byte) i};
      cache.put(key(i), new CompiledRule("Model", new TreeMap<>(Map.of("Model", content))));
      Files.setLastModifiedTime(file(i), FileTime.fromMillis(1_700_000_000_000L + 1_000L * i));
    }
    return cache;
  }

  private Path file(int written) {
    return folder.resolve(key(written) + ".rule");
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void twoThousandEntriesStay() throws IOException {
    RuleCache cache = holding(2_000);
    List<String> before = files();
    cache.trim();
    assertEquals(before, files());
  }

  @Test
  void ofOneMoreTheThousandWrittenLastStay() throws IOException {
    RuleCache cache = holding(2_001);
    // Older than every entry, and none.
    for (String other : List.of("notes.txt", "half.part")) {
      Path file = Files.writeString(folder.resolve(other), "other");
      Files.setLastModifiedTime(file, FileTime.fromMillis(0));
    }
    cache.trim();
    assertEquals(
        Stream.concat(
                Stream.of("half.part", "notes.txt"),
                IntStream.range(1_001, 2_001).mapToObj(i -> key(i) + ".rule"))
            .sorted()
            .toList(),
        files());
    assertNull(cache.get(key(1_000)));
    CompiledRule kept = cache.get(key(1_001));
    assertNotNull(kept);
    assertArrayEquals(new byte[] {(byte) 1_001}, kept.classes().get("Model"));
  }

  @Test
  void aFolderThatIsNotThereIsNone() {
    Path none = folder.resolve("none");
    new RuleCache(none).trim();
    assertFalse(Files.exists(none));
  }

  // Whose it is

  @Test
  void theFolderIsMadeForItsUserAlone() throws IOException {
    Path cache = folder.resolve("new/cache");
    new RuleCache(cache).put("0001", RULE);
    assertNotNull(new RuleCache(cache).get("0001"));
    for (Path made : List.of(cache, cache.getParent())) {
      assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(made)));
    }
  }

  /** As an earlier version made it: nobody else could write to it. */
  @Test
  void aFolderThatOthersCouldReadIsClosedToThem() throws IOException {
    permit("rwxr-xr-x");
    holding(1);
    assertNotNull(new RuleCache(folder).get(key(0)));
    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rwxrwx---", "rwx----w-", "rwxrwxrwx"})
  void aFolderThatOthersCanWriteToIsNone(String permissions) throws IOException {
    holding(1);
    List<String> before = files();
    permit(permissions);
    assertNull(new RuleCache(folder).get(key(0)));
    new RuleCache(folder).put(key(1), RULE);
    assertEquals(before, files());
  }

  @Test
  void aFolderOfAnotherUserIsNone() throws IOException {
    holding(1);
    try {
      Files.setAttribute(folder, "unix:uid", 12_345);
    } catch (IOException e) {
      assumeTrue(false, "only root gives folders away");
    }
    assertNull(new RuleCache(folder).get(key(0)));
  }

  @Test
  void aLinkToAFolderIsNone() throws IOException {
    holding(1);
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder);
    assertNull(new RuleCache(link).get(key(0)));
  }

  @Test
  void aLinkToAnEntryIsNone() throws IOException {
    holding(1);
    Files.createSymbolicLink(file(1), file(0));
    Files.createSymbolicLink(file(2), Path.of("/dev/zero"));
    assertNull(new RuleCache(folder).get(key(1)));
    assertNull(new RuleCache(folder).get(key(2)));
  }

  /** Java says "?" of a user without a home. */
  @Test
  void aUserWithoutAHomeHasNone() {
    String home = System.getProperty("user.home");
    String cache = System.clearProperty("needlewise.cache");
    try {
      System.setProperty("user.home", "?");
      assertNull(RuleCache.usual());
      System.setProperty("user.home", "/home/reviewer");
      assertEquals(Path.of("/home/reviewer/.needlewise/cache"), RuleCache.usual());
    } finally {
      System.setProperty("user.home", home);
      if (cache != null) {
        System.setProperty("needlewise.cache", cache);
      }
    }
  }

  private void permit(String permissions) throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(permissions));
  }
}
