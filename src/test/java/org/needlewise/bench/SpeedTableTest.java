package org.needlewise.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A small run: all ways find the same, or it throws; how fast they are is not looked at. */
class SpeedTableTest {
  @Test
  void allWaysFindTheSameAndEachHasItsRow() throws Exception {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (SpeedTable table =
        new SpeedTable(
            600,
            300,
            Path.of("rules-drl"),
            new PrintStream(printed, true, StandardCharsets.UTF_8))) {
      table.run();
    }
    long ratios =
        printed.toString(StandardCharsets.UTF_8).lines().filter(l -> l.startsWith("| (")).count();
    assertEquals(6, ratios);
  }
}
