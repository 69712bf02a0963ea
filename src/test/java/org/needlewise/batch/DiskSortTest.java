package org.needlewise.batch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiskSortTest {
  private static final int HELD = 50;

  @TempDir Path folder;

  /** What lies in the folder: nothing, not even while a sort is under way. */
  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  /** The sizes of the files without a name that are open, in bytes. */
  private List<Long> nameless() throws IOException {
    Path open = Path.of("/proc/self/fd");
    assumeTrue(Files.exists(open), "a system that shows what is open");
    List<Long> sizes = new ArrayList<>();
    for (String each : open.toFile().list()) {
      Path file = open.resolve(each);
      if (Files.exists(file) && Files.readSymbolicLink(file).startsWith(folder.toRealPath())) {
        sizes.add(Files.size(file));
      }
    }
    return sizes;
  }

  /** None, one, as many as are held, one more and one fewer, many; the last merged in rounds. */
  @ParameterizedTest
  @ValueSource(
      ints = {0, 1, HELD - 1, HELD, HELD + 1, 7 * HELD + 3, (2 * DiskSort.MERGED + 1) * HELD})
  void rowsComeInOrder(int count) throws IOException {
    long[][] rows = new long[count][];
    SplittableRandom random = new SplittableRandom(count);
    try (DiskSort sort = new DiskSort(new Scratch(folder), 2, 2 * HELD)) {
      for (int i = 0; i < count; i++) {
        // Few first numbers, so that the second decides; at times the greatest that there is.
        long first = i % 10 == 0 ? Long.MAX_VALUE : random.nextLong(20) << 50;
        rows[i] = new long[] {first, random.nextLong(Long.MAX_VALUE)};
        sort.add(rows[i]);
      }
      Arrays.sort(rows, Arrays::compare);
      int[] next = {0};
      sort.forEach(row -> assertArrayEquals(rows[next[0]++], row));
      assertEquals(count, next[0]);
      assertEquals(count, sort.rows());
    }
    assertEquals(List.of(), files());
  }

  /** A sort of many ids holds no more in memory than a sort of a hundred thousand may. */
  @Test
  void whatIsNotHeldLiesOnTheDisk() throws IOException {
    long held = 2 << 20;
    int rows = (int) (held / Long.BYTES);
    try (DiskSort sort = new DiskSort(new Scratch(folder), 1)) {
      for (int i = 0; i < 3 * rows; i++) {
        sort.add(i);
      }
      assertEquals(List.of(3 * held), nameless());
      assertEquals(List.of(), files());
    }
  }
}
