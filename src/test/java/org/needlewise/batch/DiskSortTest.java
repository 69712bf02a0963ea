package org.needlewise.batch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  @TempDir Path scratch;

  /** The sizes of the files that sorts keep, in bytes. */
  private List<Long> files() throws IOException {
    try (Stream<Path> files = Files.walk(scratch)) {
      return files.filter(Files::isRegularFile).map(file -> file.toFile().length()).toList();
    }
  }

  /** None, one, as many as are held, one more and one fewer, many; the last merged in rounds. */
  @ParameterizedTest
  @ValueSource(
      ints = {0, 1, HELD - 1, HELD, HELD + 1, 7 * HELD + 3, (2 * DiskSort.MERGED + 1) * HELD})
  void rowsComeInOrder(int count) throws IOException {
    long[][] rows = new long[count][];
    SplittableRandom random = new SplittableRandom(count);
    try (DiskSort sort = new DiskSort(scratch, 2, 2 * HELD)) {
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
    try (DiskSort sort = new DiskSort(scratch, 1)) {
      for (int i = 0; i < 3 * rows; i++) {
        sort.add(i);
      }
      assertEquals(List.of(held, held, held), files());
    }
  }
}
