package org.needlewise.page;

import gg.jte.Content;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.html.escape.Escape;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.needlewise.casefile.Echo;

/**
 * Sets documents from the templates in {@code src/main/jte}. Whatever a template prints is escaped
 * here, and nowhere else: what would be obeyed or turn the reading direction round is shown as an
 * escape, then HTML by its context, Markdown by its signs.
 */
public final class Page {
  /** The style sheet of every page. */
  public static final String THEME = resource(Page.class, "theme.css");

  private static final TemplateEngine HTML = templates(ContentType.Html);
  private static final TemplateEngine MARKDOWN = templates(ContentType.Plain);

  private Page() {}

  /**
   * @param template below {@code src/main/jte/html}
   * @param model the template's one parameter
   */
  public static String html(String template, Object model) {
    StringOutput text = new StringOutput();
    HTML.render(template, model, new Html(text));
    return text.toString();
  }

  /**
   * @param template below {@code src/main/jte/markdown}
   * @param model the template's one parameter
   */
  public static String markdown(String template, Object model) {
    StringOutput text = new Markdown();
    MARKDOWN.render(template, model, text);
    return text.toString();
  }

  /**
   * A text with its lines, for {@code pre} and {@code textarea}: escaped as HTML and nothing else,
   * for whoever edits it has to get it as it was written.
   */
  public static Content written(String text) {
    return output -> Escape.htmlContent(text, output);
  }

  /** A file that lies beside a class. */
  public static String resource(Class<?> beside, String name) {
    try (InputStream in = beside.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a Content-Security-Policy calls the inline style or script of this very text. */
  public static String hash(String inline) {
    try {
      byte[] bytes = inline.getBytes(StandardCharsets.UTF_8);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** How much of the whole, with at most two decimals; a small part of it is not nothing. */
  public static double percent(double part, double whole) {
    return part <= 0 ? 0 : Math.max(0.2, Math.round(10_000 * part / whole) / 100.0);
  }

  private static TemplateEngine templates(ContentType type) {
    return TemplateEngine.createPrecompiled(
        null, type, Page.class.getClassLoader(), "org.needlewise");
  }

  private static final class Html extends OwaspHtmlTemplateOutput {
    Html(StringOutput text) {
      super(text);
    }

    @Override
    public void writeUserContent(String value) {
      super.writeUserContent(value == null ? null : Echo.shown(value));
    }
  }

  private static final class Markdown extends StringOutput {
    private static final Pattern SIGN = Pattern.compile("[\\\\`*_\\[\\]#|~&<>\"]");

    /** Of HTML's, since not every reader of Markdown lets a \ stand before them. */
    private static final Map<String, String> ENTITIES =
        Map.of("&", "&amp;", "<", "&lt;", ">", "&gt;", "\"", "&quot;");

    @Override
    public void writeUserContent(String value) {
      writeContent(
          SIGN.matcher(Echo.shown(value))
              .replaceAll(
                  sign ->
                      Matcher.quoteReplacement(
                          ENTITIES.getOrDefault(sign.group(), "\\" + sign.group()))));
    }
  }
}
