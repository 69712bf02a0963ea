package org.needlewise.words;

import com.ibm.icu.text.MessageFormat;
import com.ibm.icu.text.MessagePattern;
import com.ibm.icu.text.MessagePattern.ArgType;
import com.ibm.icu.text.MessagePattern.Part;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A text by its key: as it stands or, where it has braces, a message of ICU. */
final class Text {
  /**
   * ICU knows a value that stands alone, {@code {days}}, under a name of its own, as text: of a
   * number it would load all that it knows of numbers, and a date has one form everywhere.
   */
  private static final String SHOWN = "_";

  private final String key;
  private final String text;
  private final Locale locale;
  private Set<String> names = Set.of();
  private MessageFormat format;

  Text(String key, String text, Locale locale) {
    this.key = key;
    this.text = text;
    this.locale = locale;
  }

  /**
   * @throws IllegalStateException where other values are given than it has, or it is no message
   */
  String with(Object... given) {
    if (text.indexOf('{') < 0) {
      check(Set.of(), given);
      return text;
    }
    Map<String, Object> values = new HashMap<>();
    for (int i = 0; i < given.length; i += 2) {
      values.put((String) given[i], given[i + 1]);
      values.put(given[i] + SHOWN, String.valueOf(given[i + 1]));
    }
    // A format of ICU belongs to one thread at a time.
    synchronized (this) {
      if (format == null) {
        parse();
      }
      check(names, given);
      return format.format(values);
    }
  }

  private void parse() {
    try {
      MessagePattern pattern = new MessagePattern(text);
      StringBuilder known = new StringBuilder(text);
      Set<String> found = new TreeSet<>();
      for (int i = pattern.countParts() - 1; i >= 0; i--) {
        Part part = pattern.getPart(i);
        if (part.getType() == Part.Type.ARG_START) {
          Part name = pattern.getPart(i + 1);
          found.add(pattern.getSubstring(name));
          if (part.getArgType() == ArgType.NONE) {
            known.insert(name.getLimit(), SHOWN);
          }
        }
      }
      names = found;
      format = new MessageFormat(known.toString(), locale);
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException("the words for " + key + " cannot be read", e);
    }
  }

  private void check(Set<String> wanted, Object... given) {
    Set<String> found = new TreeSet<>();
    for (int i = 0; i < given.length; i += 2) {
      if (given[i + 1] != null) {
        found.add((String) given[i]);
      }
    }
    if (!found.equals(wanted)) {
      throw new IllegalStateException(
          "the words for " + key + " want the values " + wanted + ", found " + found);
    }
  }
}
