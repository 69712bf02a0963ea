package org.needlewise.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.needlewise.batch.BatchReport;
import org.needlewise.report.Verdict;
import org.needlewise.review.book.RuleBook;

/** Nothing that a person wrote is anything but text on a page: every text of a model is hostile. */
class PageTest {
  private static final String PLAIN = "words of a rule";

  private static final String HOSTILE =
      "a<script>alert(1)</script></style><!--'\" onclick=x &lt; `x` *x* [x](y) | # ~~x~~"
          + " \u001b[31m\u0007\r\n\u0085\u202e\u2066\u200f\u2028\u0000\ud800";

  /** What is not seen, steers a terminal or turns the reading direction round. */
  private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}&&[^\\n]]");

  private static final Pattern TAG =
      Pattern.compile("<(/?[a-z][a-z0-9]*|!DOCTYPE)((?: [a-zA-Z0-9-]+(?:=\"[^\"<]*\")?)*)/?>");
  private static final Pattern ATTRIBUTE = Pattern.compile(" ([a-zA-Z0-9-]+)(?==\")");

  @ParameterizedTest
  @ValueSource(classes = {RuleBook.class, BatchReport.class})
  void htmlShowsTextAsText(Class<?> model) {
    String html = html(model, HOSTILE);
    assertTrue(html.contains("a&lt;script&gt;alert(1)&lt;/script&gt;"), "is shown");
    String body = html.substring(html.indexOf("</style>"), bodyEnd(html));
    assertFalse(UNSEEN.matcher(body).find());
    assertEquals(names(html(model, PLAIN)), names(html));
  }

  @Test
  void markdownShowsTextAsText() {
    String text = Page.markdown("review/book/bookInMarkdown.jte", filled(RuleBook.class, HOSTILE));
    assertTrue(text.contains("a&lt;script&gt;alert(1)&lt;/script&gt;"), "is shown");
    assertFalse(UNSEEN.matcher(text).find());
    String bare = text.replaceAll("<a id=\"[^\"<>]*\"></a>", "");
    assertFalse(bare.contains("<"), bare);
    String plain = Page.markdown("review/book/bookInMarkdown.jte", filled(RuleBook.class, PLAIN));
    assertEquals(lines(plain), lines(text));
    // Unescaped, there are no more of the signs than the template has.
    for (String sign : List.of("`", "*", "[", "]", "|", "#", "~", "\"")) {
      assertEquals(unescaped(plain, sign), unescaped(text, sign), sign);
    }
  }

  /** A page runs and paints what bears the hash that its policy names, and nothing else. */
  @ParameterizedTest
  @ValueSource(classes = {RuleBook.class, BatchReport.class})
  void thePolicyNamesTheOneStyleAndTheOneScript(Class<?> model) {
    String html = html(model, HOSTILE);
    boolean runs = model == RuleBook.class;
    assertEquals(List.of(Page.THEME), inside(html, "style"));
    List<String> scripts = inside(html, "script");
    assertEquals(runs ? 1 : 0, scripts.size());
    assertTrue(
        html.contains(
            "content=\"default-src 'none'; base-uri 'none'; form-action 'none'; style-src '"
                + Page.hash(Page.THEME)
                + "'; script-src '"
                + (runs ? Page.hash(scripts.get(0)) : "none")
                + "'\">"));
    assertFalse(html.contains("style=\""));
  }

  @Test
  void hashesAsBrowsersDo() {
    // From the specification of Content Security Policy, level 2.
    assertEquals(
        "sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng=",
        Page.hash("alert('Hello, world.');"));
  }

  private static String html(Class<?> model, String text) {
    String template = model == RuleBook.class ? "review/book/book.jte" : "batch/report.jte";
    return Page.html(template, filled(model, text));
  }

  private static int bodyEnd(String html) {
    int script = html.indexOf("<script>");
    return script < 0 ? html.length() : script;
  }

  /** The names of all tags and attributes; every "<" begins one. */
  private static Set<String> names(String html) {
    Set<String> names = new TreeSet<>();
    String body = html.substring(html.indexOf("</style>"), bodyEnd(html));
    Matcher tags = TAG.matcher(body);
    for (int at = body.indexOf('<'); at >= 0; at = body.indexOf('<', at + 1)) {
      assertTrue(
          tags.region(at, body.length()).lookingAt(),
          body.substring(at, Math.min(body.length(), at + 200)));
      names.add(tags.group(1));
      Matcher attributes = ATTRIBUTE.matcher(tags.group(2));
      while (attributes.find()) {
        names.add(tags.group(1) + ' ' + attributes.group(1));
      }
    }
    return names;
  }

  private static List<String> inside(String html, String tag) {
    return Pattern.compile("<" + tag + ">(.*?)</" + tag + ">", Pattern.DOTALL)
        .matcher(html)
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  private static long lines(String text) {
    return text.lines().count();
  }

  private static long unescaped(String text, String sign) {
    return Pattern.compile("(?<!\\\\)" + Pattern.quote(sign)).matcher(text).results().count();
  }

  /** A model in which every text is this one: what a page shows later is hostile here too. */
  private static Object filled(Type type, String text) {
    if (type instanceof ParameterizedType generic) {
      Type[] of = generic.getActualTypeArguments();
      if (generic.getRawType() == Map.class) {
        Map<Object, Object> map = new LinkedHashMap<>();
        map.put(filled(of[0], text), filled(of[1], text));
        return map;
      }
      return generic.getRawType() == Set.class
          ? Set.of(filled(of[0], text))
          : List.of(filled(of[0], text), filled(of[0], text));
    }
    Class<?> kind = (Class<?>) type;
    if (kind == String.class) {
      return text;
    } else if (kind == boolean.class) {
      return false;
    } else if (kind == int.class || kind == Integer.class) {
      return 7;
    } else if (kind == long.class) {
      return 7L;
    } else if (kind == LocalDate.class) {
      return LocalDate.of(2026, 11, 20);
    } else if (kind == Verdict.class) {
      return Verdict.DEFER;
    } else if (kind.isEnum()) {
      return kind.getEnumConstants()[0];
    }
    RecordComponent[] parts = kind.getRecordComponents();
    Class<?>[] types = new Class<?>[parts.length];
    Object[] values = new Object[parts.length];
    for (int i = 0; i < parts.length; i++) {
      types[i] = parts[i].getType();
      values[i] = filled(parts[i].getGenericType(), text);
    }
    try {
      return kind.getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(kind + " cannot be filled", e);
    }
  }
}
