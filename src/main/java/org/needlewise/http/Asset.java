package org.needlewise.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** A file of the class path that pages load: a style, a script, a picture. */
public final class Asset {
  public static final String SCRIPT = "text/javascript;charset=utf-8";
  public static final String STYLE = "text/css;charset=utf-8";

  /** The style sheet of every page. */
  public static final Asset THEME = new Asset("theme.css", STYLE, "/org/needlewise/page/theme.css");

  public static final Asset HTMX =
      new Asset("htmx.js", SCRIPT, "/META-INF/resources/webjars/htmx.org/2.0.10/dist/htmx.min.js");

  private static final int HASH_BYTES = 8;
  private static final String VERSION = "v";

  private final String name;
  private final String type;
  private final byte[] content;
  private final String hash;

  /**
   * @param name what it is called in the address
   * @param resource where it lies on the class path, from the root: {@code /org/…}
   */
  public Asset(String name, String type, String resource) {
    this.name = name;
    this.type = type;
    try (InputStream in = Asset.class.getResourceAsStream(resource)) {
      this.content = in.readAllBytes();
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      this.hash = HexFormat.of().formatHex(digest, 0, HASH_BYTES);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** How a page names it: with its content's hash, so that it may be kept for good. */
  public String url() {
    return "/assets/" + name + "?" + VERSION + "=" + hash;
  }

  public Route route() {
    return new Route(
        "GET",
        "/assets/" + name,
        List.of(),
        List.of(type),
        Set.of(VERSION),
        Lane.AT_ONCE,
        this::answer);
  }

  private Answer answer(Call call) {
    boolean named = hash.equals(call.query(VERSION));
    return Answer.of(type, content)
        .with(Answer.TAG, '"' + hash + '"')
        .with("Cache-Control", named ? "public, max-age=31536000, immutable" : "no-cache");
  }
}
