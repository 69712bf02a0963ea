package org.needlewise.batch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32C;
import org.needlewise.batch.BatchException.Reason;
import org.needlewise.batch.Journal.Piece;

/**
 * A file that is written beside its name. It is made anew, or gone on with where it holds what it
 * should; never is one opened over, and never through a link. Nobody else can write it meanwhile.
 */
final class FileOutput extends Output {
  private final Path file;
  private final Path part;
  private final FileChannel channel;
  private final boolean force;
  private boolean published;

  private FileOutput(Path file, Path part, FileChannel channel, boolean force) {
    super(String.valueOf(file == null ? part : file));
    this.file = file;
    this.part = part;
    this.channel = channel;
    this.force = force;
  }

  /**
   * @param file its name at last; null where it is to have none
   * @param force whether a file of that name may be replaced
   * @throws BatchException where there is a part already, or it cannot be made
   */
  static FileOutput create(Path file, Path part, boolean force) {
    Set<OpenOption> anew =
        Set.of(
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS);
    try {
      FileOutput output = new FileOutput(file, part, FileChannel.open(part, anew), force);
      lock(output.channel, part);
      return output;
    } catch (IOException e) {
      throw failed(String.valueOf(file == null ? part : file), e);
    }
  }

  /** Writes a file whole, and gives it its name. */
  static void write(Path file, Path part, Bytes bytes, boolean force) {
    FileOutput output = create(file, part, force);
    try {
      output.write(bytes);
      output.publish();
    } finally {
      output.delete();
      output.close();
    }
  }

  /** A file without a name. */
  static FileOutput of(FileChannel channel) {
    return new FileOutput(null, null, channel, false);
  }

  /**
   * Goes on with a part. What it holds beyond is cut off by {@link #cutOff}.
   *
   * @param holds what it must begin with
   * @throws BatchException where it does not
   */
  static FileOutput goOn(Path file, Path part, Piece holds, boolean force) {
    if (!isThere(part) && holds.bytes() == 0) {
      return create(file, part, force);
    }
    FileOutput output = new FileOutput(file, part, opened(part), force);
    boolean right = false;
    try {
      lock(output.channel, part);
      refuseOther(part, output.channel, holds, output.checksum);
      output.length = holds.bytes();
      right = true;
      return output;
    } catch (IOException e) {
      throw unreadable(part, e.getMessage());
    } finally {
      if (!right) {
        output.close();
      }
    }
  }

  private static FileChannel opened(Path part) {
    if (!isThere(part)) {
      throw unreadable(part, "it is not there");
    }
    if (!Files.isRegularFile(part, LinkOption.NOFOLLOW_LINKS)) {
      throw unreadable(part, "it is no plain file");
    }
    try {
      return FileChannel.open(
          part, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      throw failed(part.toString(), e);
    }
  }

  /**
   * Sees to it that a file which has its name already begins as it should.
   *
   * @throws BatchException where it does not
   */
  static void refuseOther(Path file, Piece holds) {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      refuseOther(file, channel, holds, new CRC32C());
    } catch (IOException e) {
      throw unreadable(file, e.getMessage());
    }
  }

  private static void refuseOther(Path file, FileChannel channel, Piece holds, CRC32C checksum)
      throws IOException {
    if (channel.size() < holds.bytes()) {
      throw unreadable(
          file,
          "it holds %d bytes, expected the %d that the run had written"
              .formatted(channel.size(), holds.bytes()));
    }
    update(checksum, channel, holds.bytes());
    if (checksum.getValue() != holds.crc32c()) {
      throw unreadable(file, "it is not as the run had written it");
    }
  }

  private static BatchException unreadable(Path file, String why) {
    return new BatchException(
        Reason.INPUT,
        "cannot go on with %s: %s; all that is kept stays as it is; begin anew with --force"
            .formatted(file, why));
  }

  private static void update(CRC32C checksum, FileChannel channel, long bytes) throws IOException {
    byte[] buffer = new byte[1 << 16];
    InputStream in = Scratch.read(channel, 0, bytes);
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      checksum.update(buffer, 0, read);
    }
  }

  private static void lock(FileChannel channel, Path part) throws IOException {
    boolean locked = false;
    try {
      locked = channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      // By a run of this process.
    } finally {
      if (!locked) {
        channel.close();
      }
    }
    if (!locked) {
      throw new BatchException(Reason.USAGE, "another run is writing " + part);
    }
  }

  /**
   * @throws BatchException where another run is writing it
   */
  static void refuseIfWritten(Path part) {
    if (!Files.isRegularFile(part, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (FileChannel channel =
        FileChannel.open(part, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
      lock(channel, part);
    } catch (IOException e) {
      // Whoever may not write it has no run that does.
      return;
    }
  }

  /**
   * Takes away what is left of a run.
   *
   * @param parts which need not be there
   * @throws BatchException where another run is writing one, or one is no plain file; all stay then
   */
  static void giveUp(List<Path> parts) {
    for (Path part : parts) {
      if (isThere(part) && !Files.isRegularFile(part, LinkOption.NOFOLLOW_LINKS)) {
        throw new BatchException(
            Reason.USAGE, part + " is no plain file, which no run has left: move it away");
      }
      refuseIfWritten(part);
    }
    for (Path part : parts) {
      try {
        Files.deleteIfExists(part);
      } catch (IOException e) {
        throw failed(part.toString(), e);
      }
    }
  }

  /** The bytes, to be read. */
  FileChannel channel() {
    return channel;
  }

  /** Goes on behind what it should hold. */
  void cutOff() {
    try {
      channel.truncate(length);
      channel.position(length);
    } catch (IOException e) {
      throw failed(name, e);
    }
  }

  @Override
  void put(byte[] bytes, int count) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, count);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
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
    if (published) {
      return;
    }
    sync();
    try {
      if (!force && isThere(file) && !isSame()) {
        throw new BatchException(
            Reason.OUTPUT,
            file + " has come to be meanwhile: move it away, or replace it with --force");
      }
      rename(part, file);
      published = true;
    } catch (IOException e) {
      throw failed(name, e);
    }
  }

  /**
   * Whether what is there by its name is this very thing: a run that was killed has put it there.
   */
  private boolean isSame() throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) != length) {
      return false;
    }
    CRC32C there = new CRC32C();
    try (FileChannel other =
        FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      update(there, other, length);
    }
    return there.getValue() == checksum.getValue();
  }

  @Override
  void delete() {
    try {
      if (part != null && !published) {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw failed(part.toString(), e);
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
