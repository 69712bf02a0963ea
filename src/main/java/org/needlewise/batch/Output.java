package org.needlewise.batch;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32C;
import org.needlewise.batch.BatchException.Reason;

/** Where a run writes: a file, which has its name only once it is whole, or a stream. */
public abstract class Output {
  final String name;
  final CRC32C checksum = new CRC32C();
  long length;

  Output(String name) {
    this.name = name;
  }

  /** Bytes that it holds. */
  final long length() {
    return length;
  }

  /** What it holds. */
  Journal.Piece piece() {
    return new Journal.Piece(length, checksum.getValue());
  }

  /**
   * @throws BatchException where it cannot be written
   */
  public final void write(Bytes bytes) {
    try {
      put(bytes.array(), bytes.size());
      checksum.update(bytes.array(), 0, bytes.size());
      length += bytes.size();
    } catch (IOException e) {
      throw failed(name, e);
    }
  }

  abstract void put(byte[] bytes, int count) throws IOException;

  /** All that was written is on the disk. */
  abstract void sync();

  /** Gives a file its name. Done twice it does nothing. */
  public abstract void publish();

  /** Takes away a file that has not got its name. */
  void delete() {}

  public abstract void close();

  static BatchException failed(String name, IOException e) {
    String why = String.valueOf(e.getMessage());
    String lower = why.toLowerCase(Locale.ROOT);
    String said;
    if (lower.contains("no space left") || lower.contains("disk quota")) {
      said = "the disk is full";
    } else if (lower.contains("file too large")) {
      said = "the file has grown to the size that the system allows";
    } else if (lower.contains("broken pipe")) {
      said = "what read it has closed it";
    } else if (lower.contains("read-only file system")) {
      said = "the file system is read-only";
    } else if (e instanceof AccessDeniedException || lower.contains("permission denied")) {
      said = "it may not be written (no permission)";
    } else if (e instanceof FileAlreadyExistsException) {
      said = why + " is there already: another run may be writing it; else move it away";
    } else if (e instanceof NoSuchFileException) {
      said = "there is no such folder";
    } else if (e instanceof NotDirectoryException || lower.contains("not a directory")) {
      said = "its folder is no folder";
    } else {
      said = why;
    }
    return new BatchException(Reason.OUTPUT, "cannot write " + name + ": " + said);
  }

  /** A stream such as standard output; there is nothing to publish. */
  public static Output stream(String name, OutputStream out) {
    return new Stream(name, out);
  }

  /** Of a file that has its name already and is whole: it stays as it is. */
  static Output published(Path file, Journal.Piece holds) {
    return new Stream(file.toString(), OutputStream.nullOutputStream()) {
      @Override
      Journal.Piece piece() {
        return holds;
      }
    };
  }

  private static class Stream extends Output {
    private final OutputStream out;

    Stream(String name, OutputStream out) {
      super(name);
      this.out = out;
    }

    @Override
    void put(byte[] bytes, int count) throws IOException {
      out.write(bytes, 0, count);
    }

    @Override
    void sync() {
      try {
        out.flush();
      } catch (IOException e) {
        throw failed(name, e);
      }
    }

    @Override
    public void publish() {
      sync();
    }

    @Override
    public void close() {}
  }

  /** The file beside the final one that holds what is not finished. */
  static Path part(Path file) {
    return file.resolveSibling(file.getFileName() + ".part");
  }

  /** {@code out.ndjson.gz} and "errors" to {@code out.errors.ndjson}, in the same folder. */
  public static Path beside(Path file, String what) {
    if (file.getFileName() == null) {
      throw new BatchException(Reason.USAGE, file + " is a folder, expected the name of a file");
    }
    String bare = file.getFileName().toString().replaceFirst("(?i)\\.(gz|zst)$", "");
    bare = bare.replaceFirst("(?i)\\.(ndjson|jsonl|json)$", "");
    return file.resolveSibling(bare + "." + what + ".ndjson");
  }

  /**
   * @throws BatchException where there is such a file and it may not be replaced, or something else
   */
  public static void refuseExisting(Path file, boolean force) {
    if (!isThere(file)) {
      return;
    }
    if (Files.isDirectory(file)) {
      throw new BatchException(Reason.USAGE, file + " is a folder, expected the name of a file");
    }
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new BatchException(
          Reason.USAGE, file + " is a link, a pipe or a device, expected the name of a plain file");
    }
    if (!force) {
      throw exists(file);
    }
  }

  static BatchException exists(Path file) {
    return new BatchException(
        Reason.USAGE, file + " exists already: name another file, or replace it with --force");
  }

  /** Whatever it is, a link that leads nowhere too. */
  static boolean isThere(Path file) {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * A file written beside its name, anew.
   *
   * @param force whether a file of its name may be replaced, and what is left of one that was
   *     written by nobody to its end
   */
  public static Output file(Path file, boolean force) {
    if (force) {
      FileOutput.giveUp(List.of(part(file)));
    }
    return FileOutput.create(file, part(file), force);
  }

  /** Renames in one step, and sees to it that the name outlives a power cut. */
  static void rename(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
    Path folder = to.toAbsolutePath().getParent();
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Not every system lets a folder be opened; there the rename itself is all there is.
      return;
    }
  }
}
