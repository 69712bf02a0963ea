package org.needlewise.batch;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/**
 * How a stream is packed. What is written is a row of gzip members or zstd frames, each whole in
 * itself: files may be cut between two of them and joined, and every reader takes the row for one
 * stream.
 */
public enum Compression {
  NONE,
  GZIP,
  ZSTD;

  private static final int BUFFER = 1 << 16;
  private static final int ZSTD_LEVEL = 3;
  private static final int GZIP_MAGIC = 0x1F8B;
  private static final int ZSTD_MAGIC = 0x28B52FFD;

  /** What the ending of a file's name asks for. */
  public static Compression ofName(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".gz")) {
      return GZIP;
    }
    return lower.endsWith(".zst") ? ZSTD : NONE;
  }

  /** The content of a stream that may be packed, as its first bytes tell. */
  public static InputStream unpack(InputStream raw) throws IOException {
    return unpack(raw, "");
  }

  /**
   * The same of a file.
   *
   * @param name where it says that the file is packed, the file is not empty
   */
  public static InputStream unpack(InputStream raw, String name) throws IOException {
    BufferedInputStream in = new BufferedInputStream(raw, BUFFER);
    in.mark(4);
    byte[] head = in.readNBytes(4);
    in.reset();
    if (head.length == 0 && ofName(name) != NONE) {
      throw new EOFException("it is empty, which nothing is that is packed");
    }
    return switch (of(head)) {
      case GZIP -> new GzipInput(in, BUFFER);
      case ZSTD -> new ZstdInputStreamNoFinalizer(in);
      case NONE -> in;
    };
  }

  /** What the first four bytes of a stream tell. */
  public static Compression of(byte[] head) {
    int first = head.length < 4 ? 0 : ByteBuffer.wrap(head).getInt();
    if (first >>> 16 == GZIP_MAGIC) {
      return GZIP;
    }
    return first == ZSTD_MAGIC ? ZSTD : NONE;
  }

  /** One member or frame, or the bytes themselves. */
  public Bytes pack(Bytes bytes) {
    return switch (this) {
      case NONE -> bytes;
      case GZIP -> gzip(bytes);
      case ZSTD -> zstd(bytes);
    };
  }

  private static Bytes gzip(Bytes bytes) {
    Bytes packed = new Bytes(bytes.size() / 4 + 64);
    try (GZIPOutputStream out = new GZIPOutputStream(packed, BUFFER)) {
      out.write(bytes.array(), 0, bytes.size());
    } catch (IOException e) {
      throw new IllegalStateException("memory cannot fail to be written", e);
    }
    return packed;
  }

  private static Bytes zstd(Bytes bytes) {
    try (ZstdCompressCtx context = new ZstdCompressCtx()) {
      context.setLevel(ZSTD_LEVEL).setChecksum(true);
      Bytes packed = new Bytes((int) Zstd.compressBound(bytes.size()));
      int capacity = packed.array().length;
      packed.truncate(
          context.compressByteArray(packed.array(), 0, capacity, bytes.array(), 0, bytes.size()));
      return packed;
    }
  }
}
