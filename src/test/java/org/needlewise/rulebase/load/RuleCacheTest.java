package org.needlewise.rulebase.load;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleCacheTest {
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
}
