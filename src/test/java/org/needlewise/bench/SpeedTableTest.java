package org.needlewise.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A small run: all ways find the same, or it throws; how fast they are is not looked at. */
class SpeedTableTest {
  @Test
  void allWaysFindTheSameAndEachHasItsRow() throws Exception {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(printed, true, UTF_8);
    PrintStream progress = new PrintStream(OutputStream.nullOutputStream(), true, UTF_8);
    System.setProperty("jmh.ignoreLock", "true"); // nothing is measured here
    new SpeedTable(new SpeedTable.Size(600, 200, 1, 0, 1), Path.of("rules-drl"), print, progress)
        .run();
    List<String> rows = printed.toString(UTF_8).lines().filter(l -> l.startsWith("| ")).toList();
    // Two heads; ten parts; eleven ratios.
    assertEquals(23, rows.size(), rows::toString);
    assertEquals(11, rows.stream().filter(l -> l.startsWith("| (")).count());
  }
}
