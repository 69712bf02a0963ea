package org.needlewise.words;

import com.ibm.icu.util.ULocale;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.ResourceBundle.Control;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What a user reads, in one language: every text by its key. Texts lie beside this class, a file a
 * face, and a key begins with its file's name: {@code report.toDo} stands in {@code
 * report.properties}, in German in {@code report_de.properties}. What cards, the vocabulary, the
 * evidence and the care say is not of here.
 *
 * <p>Any number of threads may ask at a time.
 */
public final class Words {
  public static final Words ENGLISH =
      new Words(Locale.ENGLISH, face -> texts(face, List.of(Locale.ROOT)));

  /** By language: those alone for which there are files. */
  private static final Map<Locale, Words> OTHERS = new ConcurrentHashMap<>();

  /** Every language has this file. */
  private static final String A_FACE = "report";

  private static final Control NAMES = Control.getControl(Control.FORMAT_PROPERTIES);

  private final Locale locale;
  private final Function<String, Map<String, String>> files;
  private final Map<String, Map<String, Text>> faces = new ConcurrentHashMap<>();

  /**
   * @param locale whose plurals, dates and numbers the texts have
   * @param files a face to its texts by key; of a face that is not there, none
   */
  Words(Locale locale, Function<String, Map<String, String>> files) {
    this.locale = locale;
    this.files = files;
  }

  /** The words of the nearest language that there are texts in, which is English at the last. */
  public static Words of(Locale locale) {
    List<Locale> candidates = NAMES.getCandidateLocales(A_FACE, locale);
    for (int i = 0; i < candidates.size() - 1; i++) {
      Locale candidate = candidates.get(i);
      if (Words.class.getResource(file(A_FACE, candidate)) != null) {
        List<Locale> nearestFirst = candidates.subList(i, candidates.size());
        return OTHERS.computeIfAbsent(
            candidate, found -> new Words(found, face -> texts(face, nearestFirst)));
      }
    }
    return ENGLISH;
  }

  /**
   * @param key that there is
   * @param given names and values in turns, all that the text has and no other; a value that stands
   *     alone is shown as it prints: a date as YYYY-MM-DD, a number in digits alone
   * @throws IllegalStateException where there is no such text, or it wants other values
   */
  public String say(String key, Object... given) {
    Text text = text(key);
    if (text == null) {
      throw new IllegalStateException("there are no words for " + key);
    }
    return text.with(given);
  }

  /** A code of the vocabulary, or of the report, in words: {@code fine lines}. */
  public String code(String code) {
    Text text = text("code." + code);
    return text == null ? code.replace('-', ' ') : text.with();
  }

  /** The language's tag, as {@code lang} in HTML: {@code en}. */
  public String lang() {
    return locale.toLanguageTag();
  }

  /** Which way it reads, as {@code dir} in HTML: {@code ltr} or {@code rtl}. */
  public String dir() {
    return ULocale.forLocale(locale).isRightToLeft() ? "rtl" : "ltr";
  }

  private Text text(String key) {
    String face = key.substring(0, Math.max(0, key.indexOf('.')));
    return faces.computeIfAbsent(face, this::read).get(key);
  }

  private Map<String, Text> read(String face) {
    Map<String, Text> texts = new HashMap<>();
    files.apply(face).forEach((key, text) -> texts.put(key, new Text(key, text, locale)));
    return texts;
  }

  /**
   * @param nearestFirst languages: where one has no text, the next one's stands
   */
  static Map<String, String> texts(String face, List<Locale> nearestFirst) {
    Map<String, String> texts = new HashMap<>();
    for (Locale language : nearestFirst) {
      read(face, language).forEach((key, text) -> texts.putIfAbsent((String) key, (String) text));
    }
    return texts;
  }

  private static Properties read(String face, Locale language) {
    Properties texts = new Properties();
    try (InputStream in = Words.class.getResourceAsStream(file(face, language))) {
      if (in != null) {
        texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return texts;
  }

  private static String file(String face, Locale language) {
    return NAMES.toBundleName(face, language) + ".properties";
  }
}
