package org.needlewise.casefile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineSplitterTest {
  /** Gives a few bytes at a time, as a pipe may. */
  private static InputStream slowly(byte[] bytes, Random random) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public synchronized int read(byte[] into, int off, int len) {
        return super.read(into, off, Math.min(len, 1 + random.nextInt(7)));
      }
    };
  }

  private static List<String> lines(InputStream in, int longest) throws IOException {
    List<String> lines = new ArrayList<>();
    try (LineSplitter splitter = new LineSplitter(in, longest)) {
      while (splitter.next()) {
        String text =
            splitter.isTooLong()
                ? "too long " + splitter.fullLength()
                : new String(
                    splitter.buffer(),
                    splitter.offset(),
                    splitter.length(),
                    StandardCharsets.UTF_8);
        lines.add(splitter.number() + " @" + splitter.byteOffset() + " " + text);
      }
    }
    return lines;
  }

  @Test
  void linesWithTheirNumbersAndPlaces() throws IOException {
    String text = "\ufeffone\n\n \t\r\ntwo\r\nth\rre\r\n\nlonger\nshort!\r\nlongest\r\nlast";
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    List<String> expected =
        List.of(
            "1 @0 \ufeffone",
            "4 @12 two",
            "5 @17 th\rre",
            "7 @25 longer",
            "8 @32 short!",
            "9 @40 too long 7",
            "10 @49 last");
    for (int seed = 0; seed < 50; seed++) {
      assertEquals(expected, lines(slowly(bytes, new Random(seed)), 6));
    }
  }

  @Test
  void nothingAtAll() throws IOException {
    for (String text : List.of("", "\n", "\r\n\r\n", "\ufeff", "\ufeff \n \n")) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      assertEquals(List.of(), lines(new ByteArrayInputStream(bytes), 10));
    }
  }

  @Test
  void aLineOfAHundredMegabytesInLittleMemory() throws IOException {
    long size = 100_000_000;
    InputStream in =
        new InputStream() {
          private long at;

          @Override
          public int read() {
            throw new UnsupportedOperationException();
          }

          @Override
          public int read(byte[] into, int off, int len) {
            if (at >= size + 6) {
              return -1;
            }
            int count = (int) Math.min(len, size + 6 - at);
            for (int i = 0; i < count; i++, at++) {
              into[off + i] = (byte) (at < size ? '{' : "\nnext\n".charAt((int) (at - size)));
            }
            return count;
          }
        };
    int greatest = 0;
    List<String> seen = new ArrayList<>();
    try (LineSplitter splitter = new LineSplitter(in)) {
      while (splitter.next()) {
        greatest = Math.max(greatest, splitter.buffer().length);
        seen.add(splitter.number() + " " + splitter.fullLength() + " " + splitter.isTooLong());
      }
    }
    assertEquals(List.of("1 100000000 true", "2 4 false"), seen);
    assertTrue(greatest <= Limits.DOCUMENT_BYTES + 3, "buffer of " + greatest);
  }

  @Test
  void likeSplittingTheWholeText() throws IOException {
    Random random = new Random(7);
    for (int round = 0; round < 300; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(60); i > 0; i--) {
        text.append("x".repeat(random.nextInt(30))).append(random.nextInt(3) == 0 ? "\r\n" : "\n");
      }
      text.append("y".repeat(random.nextInt(3)));
      List<String> expected = new ArrayList<>();
      int at = 0;
      int number = 0;
      for (String line : text.toString().split("(?<=\n)", -1)) {
        number++;
        String bare = line.replaceFirst("\r?\n$", "");
        if (!bare.isEmpty()) {
          expected.add(
              number + " @" + at + " " + (bare.length() > 20 ? "too long " + bare.length() : bare));
        }
        at += line.length();
      }
      byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
      assertEquals(expected, lines(slowly(bytes, random), 20));
      assertEquals(expected, lines(new ByteArrayInputStream(bytes), 20));
    }
  }
}
