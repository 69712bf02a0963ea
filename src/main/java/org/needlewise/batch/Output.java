package org.needlewise.batch;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.needlewise.batch.BatchException.Reason;

/** Where a run writes: a file, which has its name only once it is whole, or a stream. */
public abstract class Output {
  final String name;

  Output(String name) {
    this.name = name;
  }

  /** Bytes that it holds. */
  abstract long length();

  /**
   * @throws BatchException where it cannot be written
   */
  public final void write(Bytes bytes) {
    try {
      put(bytes.array(), bytes.size());
    } catch (IOException e) {
      throw failed(name, e);
    }
  }

  abstract void put(byte[] bytes, int length) throws IOException;

  /** All that was written is on the disk. */
  abstract void sync();

  /** Gives a file its name. Done twice it does nothing. */
  public abstract void publish();

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
    return new Stream(name, out, 0);
  }

  private static final class Stream extends Output {
    private final OutputStream out;
    private long length;

    Stream(String name, OutputStream out, long length) {
      super(name);
      this.out = out;
      this.length = length;
    }

    @Override
    long length() {
      return length;
    }

    @Override
    void put(byte[] bytes, int count) throws IOException {
      out.write(bytes, 0, count);
      length += count;
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
    String bare = file.getFileName().toString().replaceFirst("(?i)\\.(gz|zst)$", "");
    bare = bare.replaceFirst("(?i)\\.(ndjson|jsonl|json)$", "");
    return file.resolveSibling(bare + "." + what + ".ndjson");
  }

  /**
   * @throws BatchException where there is such a file and it may not be replaced
   */
  public static void refuseExisting(Path file, boolean force) {
    if (Files.isDirectory(file)) {
      throw new BatchException(Reason.USAGE, file + " is a folder, expected the name of a file");
    }
    if (!force && Files.exists(file)) {
      throw new BatchException(
          Reason.USAGE, file + " exists already: name another file, or replace it with --force");
    }
  }

  /**
   * A file written beside its name.
   *
   * @param length the bytes to go on after: 0 for a new one; what is beyond is cut off
   */
  public static Output file(Path file, long length) {
    return new Part(file, length, false);
  }

  /** The same, which no other run can write at the same time. */
  static Output ownFile(Path file, long length) {
    return new Part(file, length, true);
  }

  /** A file that has its name already: it is whole. */
  static Output published(Path file, long length) {
    return new Stream(file.toString(), OutputStream.nullOutputStream(), length);
  }

  private static final class Part extends Output {
    private final Path file;
    private final Path part;
    private final FileChannel channel;
    private long length;

    Part(Path file, long length, boolean own) {
      super(file.toString());
      this.file = file;
      this.part = part(file);
      this.length = length;
      try {
        // Before it is opened, which would make it.
        long held = Files.exists(part) ? Files.size(part) : 0;
        if (held < length) {
          throw new BatchException(
              Reason.INPUT,
              part
                  + " holds "
                  + held
                  + " bytes, expected the "
                  + length
                  + " that the run had written: begin anew with --force");
        }
        channel = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (own && channel.tryLock() == null) {
          throw inUse();
        }
        channel.truncate(length);
        channel.position(length);
      } catch (OverlappingFileLockException e) {
        throw inUse();
      } catch (IOException e) {
        throw failed(name, e);
      }
    }

    private BatchException inUse() {
      return new BatchException(Reason.USAGE, "another run is writing " + part);
    }

    @Override
    long length() {
      return length;
    }

    @Override
    void put(byte[] bytes, int count) throws IOException {
      ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, count);
      while (buffer.hasRemaining()) {
        length += channel.write(buffer);
      }
    }

    @Override
    void sync() {
      try {
        channel.force(true);
      } catch (IOException e) {
        throw failed(name, e);
      }
    }

    @Override
    public void publish() {
      if (!Files.exists(part)) {
        return;
      }
      sync();
      try {
        rename(part, file);
      } catch (IOException e) {
        throw failed(name, e);
      }
    }

    @Override
    public void close() {
      try {
        channel.close();
      } catch (IOException e) {
        throw failed(name, e);
      }
    }
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
