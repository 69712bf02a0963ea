package org.needlewise.rulebase.source;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;

/**
 * A signature as {@code ssh-keygen -Y sign} writes it (OpenSSH's PROTOCOL.sshsig).
 *
 * @param key whose it says it is: the key as ssh writes it
 * @param namespace what it was made for
 * @param hash sha256 or sha512
 * @param value algorithm and signature
 */
@SuppressWarnings("ArrayRecordComponent") // Two are never compared.
record SshSignature(byte[] key, String namespace, byte[] reserved, String hash, byte[] value) {
  private static final byte[] MAGIC = "SSHSIG".getBytes(StandardCharsets.US_ASCII);
  private static final String BEGIN = "-----BEGIN SSH SIGNATURE-----\n";
  private static final String END = "\n-----END SSH SIGNATURE-----\n";

  /** Null where it is none. */
  static SshSignature read(byte[] file) {
    String text = new String(file, StandardCharsets.ISO_8859_1).replace("\r\n", "\n");
    if (!text.startsWith(BEGIN) || !text.endsWith(END)) {
      return null;
    }
    try {
      String base64 = text.substring(BEGIN.length(), text.length() - END.length());
      ByteBuffer in = ByteBuffer.wrap(Base64.getDecoder().decode(base64.replace("\n", "")));
      byte[] magic = new byte[MAGIC.length];
      in.get(magic);
      if (!MessageDigest.isEqual(magic, MAGIC) || in.getInt() != 1) {
        return null;
      }
      SshSignature signature =
          new SshSignature(
              SshKey.string(in),
              SshKey.text(in),
              SshKey.string(in),
              SshKey.text(in),
              SshKey.string(in));
      return in.hasRemaining() ? null : signature;
    } catch (IllegalArgumentException | BufferUnderflowException e) {
      return null;
    } catch (StringIndexOutOfBoundsException e) {
      return null; // the two lines are one
    }
  }

  /** Whether the owner of a key signed these bytes, for this signature's namespace. */
  boolean of(SshKey signer, byte[] bytes) {
    String algorithm = hash.equals("sha512") ? "SHA-512" : hash.equals("sha256") ? "SHA-256" : null;
    if (algorithm == null) {
      return false;
    }
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.writeBytes(MAGIC);
    string(message, namespace.getBytes(StandardCharsets.ISO_8859_1));
    string(message, reserved);
    string(message, hash.getBytes(StandardCharsets.ISO_8859_1));
    try {
      string(message, MessageDigest.getInstance(algorithm).digest(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every Java has both
    }
    return signer.signed(message.toByteArray(), value);
  }

  private static void string(ByteArrayOutputStream out, byte[] bytes) {
    out.writeBytes(ByteBuffer.allocate(4).putInt(bytes.length).array());
    out.writeBytes(bytes);
  }
}
