package org.needlewise.rulebase.source;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.needlewise.casefile.Diagnostic;
import org.needlewise.casefile.Echo;
import org.needlewise.casefile.Limits;
import org.needlewise.rulebase.check.BadRulesException;
import org.needlewise.rulebase.check.PlainFiles;

/**
 * The plainest tar there is (USTAR, files alone, by name, of nobody and no time): the same bytes
 * for the same files. Whatever a tar can hold beside that is refused, for nothing of it is needed.
 */
final class Tar {
  /** The bytes of the largest archive that is read. */
  static final int BYTES = PlainFiles.BYTES + PlainFiles.ENTRIES * 1024;

  private static final int BLOCK = 512;
  private static final int NAME = 100;
  private static final int SIZE = 124;
  private static final int SIZE_DIGITS = 11;
  private static final int SUM = 148;
  private static final int TYPE = 156;
  private static final int MAGIC = 257;
  private static final int PREFIX = 345;

  private static final Pattern PATH = Pattern.compile("[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)?");

  private final String archive;
  private final byte[] bytes;
  private final SortedMap<String, byte[]> files = new TreeMap<>();
  private int at;
  private int total;

  private Tar(byte[] bytes, String archive) {
    this.bytes = bytes;
    this.archive = archive;
  }

  /** Whether an archive can hold a file of this path. */
  static boolean takes(String path) {
    return path.length() < NAME
        && PATH.matcher(path).matches()
        && Arrays.stream(path.split("/")).noneMatch(name -> name.matches("\\.\\.?"));
  }

  /**
   * @param files path, which {@link #takes} lets pass, to content
   */
  static byte[] write(SortedMap<String, byte[]> files) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      byte[] content = file.getValue();
      out.writeBytes(header(file.getKey(), content.length));
      out.writeBytes(content);
      out.writeBytes(new byte[padding(content.length)]);
    }
    out.writeBytes(new byte[2 * BLOCK]);
    return out.toByteArray();
  }

  private static int padding(int size) {
    return (BLOCK - size % BLOCK) % BLOCK;
  }

  private static byte[] header(String path, int size) {
    byte[] header = new byte[BLOCK];
    put(header, 0, path);
    put(header, NAME, "0000644");
    put(header, 108, "0000000");
    put(header, 116, "0000000");
    put(header, SIZE, String.format("%0" + SIZE_DIGITS + "o", size));
    put(header, 136, "00000000000");
    put(header, SUM, "        ");
    put(header, TYPE, "0");
    put(header, MAGIC, "ustar\0" + "00");
    int sum = 0;
    for (byte each : header) {
      sum += each;
    }
    put(header, SUM, String.format("%06o\0 ", sum));
    return header;
  }

  private static void put(byte[] header, int at, String text) {
    byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(ascii, 0, header, at, ascii.length);
  }

  /**
   * @param archive how messages name it
   * @return path to content
   * @throws BadRulesException where it is not as {@link #write} writes it
   */
  static SortedMap<String, byte[]> read(byte[] bytes, String archive) {
    return new Tar(bytes, archive).read();
  }

  private SortedMap<String, byte[]> read() {
    while (!isEnd()) {
      entry();
    }
    if (at + 2 * BLOCK != bytes.length || !isZero(at, bytes.length)) {
      throw refused("something behind the last file", "nothing");
    }
    if (!Arrays.equals(write(files), bytes)) {
      throw refused("a tar of another form", "one as rules release writes it");
    }
    return files;
  }

  private boolean isEnd() {
    if (bytes.length - at < BLOCK) {
      throw refused("an end in the middle", "a whole archive");
    }
    return isZero(at, at + BLOCK);
  }

  private boolean isZero(int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private void entry() {
    if (!text(MAGIC, 5).equals("ustar")) {
      throw refused("something that is no tar", "an archive as rules release writes it");
    }
    String path = text(0, NAME);
    String what = Echo.quoted(path);
    String kind = kind((char) bytes[at + TYPE]);
    if (!kind.isEmpty()) {
      throw refused(what + ", " + kind, "plain files");
    }
    if (!takes(path) || bytes[at + PREFIX] != 0) {
      throw refused(
          "the path " + what, "a name of at most " + (NAME - 1) + " letters, or folder/name");
    }
    int size = size(what);
    if (files.size() == PlainFiles.ENTRIES) {
      throw refused("more than " + PlainFiles.ENTRIES + " files", "fewer");
    }
    int from = at + BLOCK;
    if (size + padding(size) > bytes.length - from) {
      throw refused("an end in the middle of " + what, "a whole archive");
    }
    total += size;
    if (total > PlainFiles.BYTES) {
      throw refused("more than " + PlainFiles.BYTES + " bytes in all files", "fewer");
    }
    if (files.put(path, Arrays.copyOfRange(bytes, from, from + size)) != null) {
      throw refused(what + " twice", "each file once");
    }
    at = from + size + padding(size);
  }

  /** Empty for a plain file. */
  private static String kind(char type) {
    return switch (type) {
      case '0' -> "";
      case '1', '2' -> "a link";
      case '5' -> "a folder";
      case 'x', 'g' -> "a header of pax";
      case 'L', 'K' -> "a long name of GNU tar";
      default -> "an entry of the type " + Echo.quoted(String.valueOf(type));
    };
  }

  private int size(String what) {
    String digits = text(SIZE, SIZE_DIGITS);
    if (!digits.matches("[0-7]{" + SIZE_DIGITS + "}")) {
      throw refused(what + " of no size", "its size in octal digits");
    }
    long size = Long.parseLong(digits, 8);
    if (size > Limits.DOCUMENT_BYTES) {
      throw refused(what + " of " + size + " bytes", "at most " + Limits.DOCUMENT_BYTES + " bytes");
    }
    return (int) size;
  }

  /** Up to the first zero byte. */
  private String text(int from, int most) {
    int end = at + from;
    while (end < at + from + most && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, at + from, end - at - from, StandardCharsets.ISO_8859_1);
  }

  private BadRulesException refused(String found, String expected) {
    return new BadRulesException(List.of(new Diagnostic(archive, found, expected)));
  }
}
