package org.needlewise.rulebase.source;

import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;

/**
 * A public key as ssh writes it: ssh-ed25519, ecdsa-sha2-nistp256, -384 and -521, ssh-rsa of 3072
 * bits or more.
 */
final class SshKey {
  static final int RSA_BITS = 3072;

  private static final String ED25519 = "ssh-ed25519";
  private static final String ECDSA = "ecdsa-sha2-";
  private static final String RSA = "ssh-rsa";

  /** What stands before the 32 bytes of a key of Ed25519 in the form that Java reads. */
  private static final byte[] ED25519_BEGIN = HexFormat.of().parseHex("302a300506032b6570032100");

  private record Curve(String java, int bytes, String signature) {}

  private static final Map<String, Curve> CURVES =
      Map.of(
          "nistp256", new Curve("secp256r1", 32, "SHA256withECDSAinP1363Format"),
          "nistp384", new Curve("secp384r1", 48, "SHA384withECDSAinP1363Format"),
          "nistp521", new Curve("secp521r1", 66, "SHA512withECDSAinP1363Format"));

  private final byte[] blob;
  private final String type;
  private final PublicKey key;
  private final Curve curve;

  /**
   * @throws GeneralSecurityException where it is no key of these kinds; in words
   */
  SshKey(byte[] blob) throws GeneralSecurityException {
    this.blob = blob;
    try {
      ByteBuffer in = ByteBuffer.wrap(blob);
      type = text(in);
      if (type.startsWith(ECDSA)) {
        String name = text(in);
        curve = CURVES.get(name);
        if (curve == null || !type.equals(ECDSA + name)) {
          throw new GeneralSecurityException("a key of the type " + type);
        }
        key = ecdsa(string(in), curve);
      } else {
        curve = null;
        key =
            switch (type) {
              case ED25519 -> ed25519(string(in));
              case RSA -> rsa(string(in), string(in));
              default -> throw new GeneralSecurityException("a key of the type " + type);
            };
      }
      if (in.hasRemaining()) {
        throw new GeneralSecurityException("a damaged key");
      }
    } catch (BufferUnderflowException e) {
      throw new GeneralSecurityException("a damaged key", e);
    }
  }

  private static PublicKey ed25519(byte[] point) throws GeneralSecurityException {
    byte[] encoded = Arrays.copyOf(ED25519_BEGIN, ED25519_BEGIN.length + 32);
    if (point.length != 32) {
      throw new GeneralSecurityException("a damaged key");
    }
    System.arraycopy(point, 0, encoded, ED25519_BEGIN.length, 32);
    return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
  }

  private static PublicKey ecdsa(byte[] point, Curve curve) throws GeneralSecurityException {
    if (point.length != 1 + 2 * curve.bytes || point[0] != 4) {
      throw new GeneralSecurityException("a damaged key");
    }
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec(curve.java));
    ECPoint at =
        new ECPoint(
            new BigInteger(1, Arrays.copyOfRange(point, 1, 1 + curve.bytes)),
            new BigInteger(1, Arrays.copyOfRange(point, 1 + curve.bytes, point.length)));
    return KeyFactory.getInstance("EC")
        .generatePublic(
            new ECPublicKeySpec(at, parameters.getParameterSpec(ECParameterSpec.class)));
  }

  private static PublicKey rsa(byte[] exponent, byte[] modulus) throws GeneralSecurityException {
    BigInteger n = new BigInteger(1, modulus);
    if (n.bitLength() < RSA_BITS) {
      throw new GeneralSecurityException(
          "an RSA key of " + n.bitLength() + " bits, fewer than " + RSA_BITS);
    }
    return KeyFactory.getInstance("RSA")
        .generatePublic(new RSAPublicKeySpec(n, new BigInteger(1, exponent)));
  }

  /** {@code ssh-ed25519} and the like. */
  String type() {
    return type;
  }

  boolean is(byte[] other) {
    return Arrays.equals(blob, other);
  }

  /**
   * Whether this key's owner signed.
   *
   * @param signature algorithm and signature as ssh writes them
   */
  boolean signed(byte[] message, byte[] signature) {
    try {
      ByteBuffer in = ByteBuffer.wrap(signature);
      String algorithm = text(in);
      byte[] value = string(in);
      if (in.hasRemaining()) {
        return false;
      }
      Signature verifier;
      if (curve != null && algorithm.equals(type)) {
        verifier = Signature.getInstance(curve.signature);
        ByteBuffer pair = ByteBuffer.wrap(value);
        byte[] fixed = new byte[2 * curve.bytes];
        if (!put(string(pair), fixed, curve.bytes)
            || !put(string(pair), fixed, 2 * curve.bytes)
            || pair.hasRemaining()) {
          return false;
        }
        value = fixed;
      } else if (type.equals(ED25519) && algorithm.equals(type)) {
        verifier = Signature.getInstance("Ed25519");
      } else if (type.equals(RSA) && algorithm.equals("rsa-sha2-256")) {
        verifier = Signature.getInstance("SHA256withRSA");
      } else if (type.equals(RSA) && algorithm.equals("rsa-sha2-512")) {
        verifier = Signature.getInstance("SHA512withRSA");
      } else {
        return false;
      }
      verifier.initVerify(key);
      verifier.update(message);
      return verifier.verify(value);
    } catch (GeneralSecurityException | BufferUnderflowException e) {
      return false; // damaged: nobody's
    }
  }

  /** Puts a number so that it ends before a place; false where it is too long. */
  private static boolean put(byte[] number, byte[] into, int end) {
    int from = 0;
    while (from < number.length && number[from] == 0) {
      from++;
    }
    int length = number.length - from;
    if (length > into.length / 2) {
      return false;
    }
    System.arraycopy(number, from, into, end - length, length);
    return true;
  }

  /** Bytes with their number before them, as all of ssh writes them. */
  static byte[] string(ByteBuffer in) {
    int length = in.getInt();
    if (length < 0 || length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  static String text(ByteBuffer in) {
    return new String(string(in), StandardCharsets.ISO_8859_1);
  }
}
