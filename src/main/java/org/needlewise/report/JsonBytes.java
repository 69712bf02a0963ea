package org.needlewise.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import org.needlewise.casefile.Echo;

/** JSON in UTF-8 as it is put together: the one place where text is escaped. */
final class JsonBytes {
  private byte[] bytes;
  private int size;

  JsonBytes(int capacity) {
    bytes = new byte[capacity];
  }

  /** What is JSON already. */
  void write(byte[] json) {
    room(json.length);
    System.arraycopy(json, 0, bytes, size, json.length);
    size += json.length;
  }

  /**
   * A text as it stands between quotation marks, without what a terminal would obey; half a
   * surrogate pair becomes a question mark.
   */
  void text(String text) {
    int length = text.length();
    room(length);
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~' || c == '"' || c == '\\') {
        write(escaped(text, i).getBytes(StandardCharsets.UTF_8));
        return;
      }
      bytes[size++] = (byte) c;
    }
  }

  private static String escaped(String text, int from) {
    StringBuilder escaped = new StringBuilder();
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      int letter = "\"\\\b\f\n\r\t".indexOf(c);
      if (letter >= 0) {
        escaped.append('\\').append("\"\\bfnrt".charAt(letter));
      } else if (Echo.isCommand(c)) {
        escaped.append("\\u%04X".formatted((int) c));
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }

  void number(int number) {
    room(11);
    long left = number;
    if (left < 0) {
      bytes[size++] = '-';
      left = -left;
    }
    long unit = 1;
    while (left / unit > 9) {
      unit *= 10;
    }
    for (; unit > 0; unit /= 10) {
      bytes[size++] = (byte) ('0' + left / unit % 10);
    }
  }

  /** As {@link LocalDate#toString}. */
  void date(LocalDate date) {
    int year = date.getYear();
    if (year < 0 || year > 9999) {
      text(date.toString());
      return;
    }
    room(10);
    digits(year / 100);
    digits(year % 100);
    bytes[size++] = '-';
    digits(date.getMonthValue());
    bytes[size++] = '-';
    digits(date.getDayOfMonth());
  }

  private void digits(int two) {
    bytes[size++] = (byte) ('0' + two / 10);
    bytes[size++] = (byte) ('0' + two % 10);
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  /** Hands all that was put together to a stream, and begins anew. */
  void drainTo(OutputStream out) throws IOException {
    out.write(bytes, 0, size);
    size = 0;
  }
}
