package org.needlewise.batch;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.needlewise.batch.BatchException.Reason;
import org.needlewise.casefile.Fields;
import org.needlewise.casefile.Format;
import org.needlewise.casefile.InvalidInputException;
import org.needlewise.casefile.Limits;
import org.needlewise.casefile.StrictReader;
import tools.jackson.databind.node.ObjectNode;

/**
 * How far a run has come, so that another can go on with it: written whenever all that it tells of
 * is on the disk, and always whole. It is made before anything else and taken away last: beside it
 * all files of the run's names are the run's own.
 *
 * @param asked what was asked for, by name; a run that goes on must ask for the same
 * @param force whether what is there may be replaced
 * @param chunks that are done
 * @param checksum of their records
 * @param ended whether the input was at its end
 */
record Journal(
    Map<String, String> asked,
    boolean force,
    long chunks,
    long checksum,
    Piece reports,
    Piece errors,
    Piece ids,
    boolean ended,
    Tally tally) {

  /** What a file holds, from its beginning: so many bytes, and their checksum. */
  record Piece(long bytes, long crc32c) {
    static final Piece NONE = new Piece(0, 0);
  }

  /** Before the checksum of all that follows. */
  private static final String MARK = "needlewise batch journal ";

  private static final int HEAD = MARK.length() + 9;

  private static final Fields JOURNAL =
      new Fields(
          "a journal",
          "asked!",
          "force!",
          "chunks!",
          "checksum!",
          "reports!",
          "errors!",
          "ids!",
          "ended!",
          "tally!");
  private static final Fields PIECE = new Fields("a piece", "bytes!", "crc32c!");

  static Journal start(Map<String, String> asked, boolean force) {
    return new Journal(asked, force, 0, 0, Piece.NONE, Piece.NONE, Piece.NONE, false, new Tally());
  }

  /** The file's whole content. */
  Bytes bytes() {
    ObjectNode json = Json.object();
    ObjectNode options = json.putObject("asked");
    asked.forEach(options::put);
    json.put("force", force).put("chunks", chunks).put("checksum", checksum);
    write("reports", reports, json);
    write("errors", errors, json);
    write("ids", ids, json);
    json.put("ended", ended);
    tally.write(json.putObject("tally"));
    byte[] body = Json.bytes(json);
    Bytes bytes = new Bytes(HEAD + body.length);
    bytes.writeBytes(head(body, 0, body.length));
    bytes.writeBytes(body);
    return bytes;
  }

  private static void write(String name, Piece piece, ObjectNode to) {
    to.putObject(name).put("bytes", piece.bytes).put("crc32c", piece.crc32c);
  }

  private static byte[] head(byte[] body, int off, int count) {
    CRC32C checksum = new CRC32C();
    checksum.update(body, off, count);
    return Json.ascii(MARK + "%08x\n".formatted(checksum.getValue()));
  }

  /** Whether a file is a journal, be it damaged behind its mark, or cut off. */
  static boolean isJournal(Path file) {
    try {
      byte[] bytes = content(file);
      byte[] mark = Json.ascii(MARK);
      int length = Math.min(bytes.length, mark.length);
      return Arrays.equals(bytes, 0, length, mark, 0, length);
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * @throws BatchException where it cannot be read
   */
  static Journal read(Path file) {
    byte[] bytes;
    try {
      bytes = content(file);
    } catch (IOException e) {
      throw unreadable(file, "it cannot be opened as a plain file");
    }
    int length = bytes.length - HEAD;
    if (length < 0 || !Arrays.equals(bytes, 0, HEAD, head(bytes, HEAD, length), 0, HEAD)) {
      throw unreadable(file, "its checksum is another");
    }
    try {
      return StrictReader.read(
          bytes,
          HEAD,
          length,
          Format.JSON,
          "",
          0,
          "a journal",
          Journal::read,
          problems -> {
            throw new InvalidInputException(problems);
          });
    } catch (InvalidInputException e) {
      throw unreadable(file, e.problems().get(0).toString());
    }
  }

  private static BatchException unreadable(Path file, String why) {
    return new BatchException(
        Reason.INPUT,
        "%s is no journal that can be read (%s): what is kept beside it stays as it is; begin anew"
                .formatted(file, why)
            + " with --force");
  }

  /** Of a plain file as long as a journal may be. */
  private static byte[] content(Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException("no plain file");
    }
    try (SeekableByteChannel in =
        Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
      return Channels.newInputStream(in).readNBytes(HEAD + Limits.DOCUMENT_BYTES + 1);
    }
  }

  private static Journal read(StrictReader in) {
    Map<String, String> asked = new TreeMap<>();
    boolean force = false;
    long chunks = 0;
    long checksum = 0;
    Piece reports = Piece.NONE;
    Piece errors = Piece.NONE;
    Piece ids = Piece.NONE;
    boolean ended = false;
    Tally tally = new Tally();
    if (in.enter(JOURNAL)) {
      for (int f = in.field(); f >= 0; f = in.field()) {
        switch (f) {
          case 0 ->
              in.fields(
                  "what was asked for",
                  name -> asked.put(name, in.text("text", 0, Limits.TEXT_CHARS)));
          case 1 -> force = Boolean.TRUE.equals(in.truth());
          case 2 -> chunks = in.count();
          case 3 -> checksum = in.count();
          case 4 -> reports = piece(in);
          case 5 -> errors = piece(in);
          case 6 -> ids = piece(in);
          case 7 -> ended = Boolean.TRUE.equals(in.truth());
          default -> tally = Tally.read(in);
        }
      }
    }
    return new Journal(asked, force, chunks, checksum, reports, errors, ids, ended, tally);
  }

  private static Piece piece(StrictReader in) {
    long bytes = 0;
    long crc32c = 0;
    if (in.enter(PIECE)) {
      for (int f = in.field(); f >= 0; f = in.field()) {
        if (f == 0) {
          bytes = in.count();
        } else {
          crc32c = in.count();
        }
      }
    }
    return new Piece(bytes, crc32c);
  }
}
