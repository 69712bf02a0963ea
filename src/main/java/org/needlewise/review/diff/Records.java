package org.needlewise.review.diff;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.CaseFileWriter;
import org.needlewise.casefile.CaseFiles;
import org.needlewise.casefile.Diagnostic;
import org.needlewise.casefile.Format;
import org.needlewise.casefile.Limits;
import org.needlewise.casefile.LineSplitter;

/** The records of a file or of the files of a folder. */
final class Records implements AutoCloseable {
  /** Cases that a thread takes at once. */
  private static final int CHUNK = 200;

  /** A case as it was read, or why it was too long for that. */
  static final class Raw {
    final String file;
    final long record;
    final Format format;
    final byte[] bytes;
    final String tooLong;

    Raw(String file, long record, Format format, byte[] bytes, String tooLong) {
      this.file = file;
      this.record = record;
      this.format = format;
      this.bytes = bytes;
      this.tooLong = tooLong;
    }
  }

  private final Iterator<Path> files;
  private final boolean walked;
  private InputStream in;
  private LineSplitter lines;
  private Path file;

  Records(Path cases) throws IOException {
    walked = Files.isDirectory(cases);
    if (!walked) {
      files = List.of(cases).iterator();
      return;
    }
    try (Stream<Path> all = Files.walk(cases)) {
      files =
          all.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
              .filter(p -> Files.isSymbolicLink(p) || Format.ofName(p.toString()).isPresent())
              .sorted()
              .toList()
              .iterator();
    }
  }

  /** Cases that stand in no file, as they would stand in one. Null where none is left. */
  static List<Raw> chunk(Iterator<CaseFile> cases) {
    List<Raw> chunk = new ArrayList<>(CHUNK);
    while (chunk.size() < CHUNK && cases.hasNext()) {
      byte[] json = CaseFileWriter.json(cases.next()).getBytes(StandardCharsets.UTF_8);
      chunk.add(new Raw("", 0, Format.JSON, json, null));
    }
    return chunk.isEmpty() ? null : chunk;
  }

  List<Raw> chunk() throws IOException {
    List<Raw> chunk = new ArrayList<>(CHUNK);
    while (chunk.size() < CHUNK) {
      Raw raw = next();
      if (raw == null) {
        break;
      }
      chunk.add(raw);
    }
    return chunk.isEmpty() ? null : chunk;
  }

  private Raw next() throws IOException {
    while (true) {
      if (lines != null) {
        if (lines.next()) {
          if (lines.isTooLong()) {
            String error = CaseFiles.tooLong(file.toString(), lines).toString();
            return new Raw(file.toString(), lines.number(), Format.NDJSON, null, error);
          }
          byte[] bytes =
              Arrays.copyOfRange(lines.buffer(), lines.offset(), lines.offset() + lines.length());
          return new Raw(file.toString(), lines.number(), Format.NDJSON, bytes, null);
        }
        close();
      }
      if (!files.hasNext()) {
        return null;
      }
      file = files.next();
      if (walked && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        Diagnostic problem = new Diagnostic(file.toString(), "no plain file", "a file of cases");
        return new Raw(file.toString(), 0, Format.NDJSON, null, problem.toString());
      }
      Format format = Format.ofName(file.toString()).orElse(Format.NDJSON);
      in = new BufferedInputStream(Files.newInputStream(file));
      if (format == Format.NDJSON) {
        lines = new LineSplitter(in);
      } else {
        byte[] bytes = in.readNBytes(Limits.DOCUMENT_BYTES + 1);
        close();
        return new Raw(file.toString(), 0, format, bytes, null);
      }
    }
  }

  @Override
  public void close() throws IOException {
    lines = null;
    if (in != null) {
      in.close();
      in = null;
    }
  }
}
