package org.needlewise.batch;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What a run keeps aside on the disk, for itself alone: its files have no name from the moment they
 * are open (where the system can do without), so nobody meets them, and however the process ends,
 * they end with it.
 *
 * @param folder where there is room
 */
record Scratch(Path folder) {
  /** A new file, to be written and read, which is gone once it is closed. */
  FileChannel file() {
    try {
      Path file = Files.createTempFile(folder, ".needlewise-", "");
      return FileChannel.open(
          file,
          StandardOpenOption.READ,
          StandardOpenOption.WRITE,
          StandardOpenOption.DELETE_ON_CLOSE,
          LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Writes behind what the file holds, which stays open when the stream is closed. */
  OutputStream append(FileChannel file) {
    return new BufferedOutputStream(
        new OutputStream() {
          @Override
          public void write(int one) {
            write(new byte[] {(byte) one}, 0, 1);
          }

          @Override
          public void write(byte[] bytes, int off, int count) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes, off, count);
            try {
              while (buffer.hasRemaining()) {
                file.write(buffer);
              }
            } catch (IOException e) {
              throw failed(e);
            }
          }
        },
        1 << 16);
  }

  private BatchException failed(IOException e) {
    return Output.failed("what a run keeps aside in " + folder.toAbsolutePath(), e);
  }

  /** Reads a stretch of a file, wherever the file's own position is. */
  static InputStream read(FileChannel file, long from, long to) {
    return new InputStream() {
      private long at = from;

      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
      }

      @Override
      public int read(byte[] bytes, int off, int count) throws IOException {
        if (at >= to) {
          return -1;
        }
        int most = (int) Math.min(count, to - at);
        int read = file.read(ByteBuffer.wrap(bytes, off, most), at);
        at += Math.max(0, read);
        return read;
      }
    };
  }
}
