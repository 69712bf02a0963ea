package org.needlewise.ask;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.needlewise.casefile.CaseFile;
import org.needlewise.words.Words;

/** Depths and schedules as people type them: 1,5 mm; 6 sessions every 4 weeks. */
public final class Amounts {
  private static final Pattern LENGTH =
      Pattern.compile("([0-9]{0,6})(?:[.,]([0-9]{1,6}))? ?([a-zµμ]*)\\.?");
  private static final Pattern EVERY =
      Pattern.compile(
          "(?:every |once a |once every )?([0-9]{1,4}|other|) ?(day|week)s?(?: apart)?");
  private static final Pattern SESSIONS =
      Pattern.compile("([0-9]{1,4}) ?(?:x|times|sessions?|treatments?|visits?)");

  private Amounts() {}

  /** What was understood, or what is wrong with it: one of the two is null. */
  public record Reading<T>(T value, String problem) {}

  /** A depth in hundredths of a millimetre; where no unit is said, it is millimetres. */
  public static Reading<Integer> depth(Words words, String text) {
    Matcher m = LENGTH.matcher(text.toLowerCase(Locale.ROOT).strip());
    if (!m.matches() || m.group(1).isEmpty() && m.group(2) == null) {
      return wrong(words.say("ask.depth.expected"));
    }
    BigDecimal depth =
        new BigDecimal("0" + m.group(1) + (m.group(2) == null ? "" : "." + m.group(2)));
    switch (m.group(3)) {
      case "", "mm", "millimetre", "millimetres", "millimeter", "millimeters" -> {}
      case "µm", "μm", "um", "micron", "microns" -> depth = depth.movePointLeft(3);
      default -> {
        return wrong(words.say("ask.depth.expected"));
      }
    }
    if (depth.signum() == 0) {
      return wrong(words.say("ask.depth.least"));
    }
    if (depth.compareTo(BigDecimal.TEN) > 0) {
      return wrong(words.say("ask.depth.most", "depth", depth.toPlainString()));
    }
    BigDecimal hundredths = depth.movePointRight(2).stripTrailingZeros();
    return hundredths.scale() > 0
        ? wrong(words.say("ask.depth.steps"))
        : new Reading<>(hundredths.intValueExact(), null);
  }

  /** How often, and how many times where it is said; the origin is left open. */
  static Reading<CaseFile.Regimen> regimen(Words words, String text) {
    String plain =
        text.toLowerCase(Locale.ROOT)
            .replace("fortnightly", "every 2 weeks")
            .replace("weekly", "every week")
            .replace("daily", "every day")
            .replaceAll("[,;]", " ")
            .strip()
            .replaceAll("\\s+", " ");
    Integer sessions = null;
    Matcher m = SESSIONS.matcher(plain);
    if (m.find()) {
      sessions = Integer.valueOf(m.group(1));
      plain = (plain.substring(0, m.start()) + plain.substring(m.end())).strip();
      plain = plain.replaceAll("\\s+", " ");
    }
    m = EVERY.matcher(plain);
    if (!m.matches()) {
      return wrong(words.say("ask.regimen.expected"));
    }
    int count =
        switch (m.group(1)) {
          case "" -> 1;
          case "other" -> 2;
          default -> Integer.parseInt(m.group(1));
        };
    int days = m.group(2).equals("week") ? 7 * count : count;
    if (days == 0 || sessions != null && sessions == 0) {
      return wrong(words.say("ask.number.expected"));
    }
    return new Reading<>(new CaseFile.Regimen(days, sessions, null), null);
  }

  private static <T> Reading<T> wrong(String problem) {
    return new Reading<>(null, problem);
  }
}
