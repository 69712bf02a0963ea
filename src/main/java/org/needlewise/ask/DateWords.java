package org.needlewise.ask;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.Year;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.needlewise.words.Words;

/** Dates as people type them: 20.11.2026, November 20, 2026, 3 weeks ago, last monday. */
public final class DateWords {
  /**
   * What was understood.
   *
   * @param days one day; two where the day and the month may be meant either way round, the reading
   *     with the day first before the other; none where there is a problem
   * @param problem what is wrong, a sentence; "" where nothing is
   */
  public record Reading(List<LocalDate> days, String problem) {}

  /** To which side of today a date lies that does not say it, such as 20 November. */
  public enum Side {
    PAST,
    FUTURE
  }

  private static final int EARLIEST_YEAR = 1900;
  private static final int LATEST_YEAR = 2199;

  /** 29 February comes round within them. */
  private static final int YEARS_AROUND = 8;

  private static final Pattern YEAR_FIRST =
      Pattern.compile("([0-9]{4})([-/.])([0-9]{1,2})\\2([0-9]{1,2})");
  private static final Pattern DOTTED =
      Pattern.compile("([0-9]{1,2})\\. ?([0-9]{1,2})\\. ?([0-9]{4})?");
  private static final Pattern EITHER_WAY =
      Pattern.compile("([0-9]{1,2})([-/])([0-9]{1,2})\\2([0-9]{4})");
  private static final Pattern SHORT_YEAR =
      Pattern.compile("[0-9]{1,2}([-/.]) ?[0-9]{1,2}\\1 ?[0-9]{2}");
  private static final Pattern COUNTED =
      Pattern.compile(
          "(in )?(the )?([0-9]{1,4}|[a-z]+) (day|week|month|year)s?( ago| before today| from (?:now|today))?");
  private static final Pattern TOKEN = Pattern.compile("[a-z]+|[0-9]+");
  private static final List<String> NUMBERS =
      List.of(
          "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
          "eleven", "twelve");
  private static final Set<String> FILLERS = Set.of("st", "nd", "rd", "th", "of", "the", "on");
  private final Words words;
  private final LocalDate today;
  private final Side side;

  private DateWords(Words words, LocalDate today, Side side) {
    this.words = words;
    this.today = today;
    this.side = side;
  }

  /**
   * @param today what yesterday and the like count from
   */
  public static Reading read(Words words, String text, LocalDate today, Side side) {
    String plain = text.toLowerCase(Locale.ROOT).replace(',', ' ').strip().replaceAll("\\s+", " ");
    Reading reading;
    try {
      reading = new DateWords(words, today, side).read(plain);
    } catch (DateTimeException e) {
      reading = wrong(words.say("ask.date.expected"));
    }
    for (LocalDate day : reading.days) {
      if (day.getYear() < EARLIEST_YEAR || day.getYear() > LATEST_YEAR) {
        return wrong(words.say("ask.date.year", "first", EARLIEST_YEAR, "last", LATEST_YEAR));
      }
    }
    return reading;
  }

  private Reading read(String text) {
    Matcher m = YEAR_FIRST.matcher(text);
    if (m.matches()) {
      return day(number(m.group(1)), number(m.group(3)), number(m.group(4)));
    }
    m = DOTTED.matcher(text);
    if (m.matches()) {
      int month = number(m.group(2));
      int day = number(m.group(1));
      return m.group(3) == null ? nearest(month, day) : day(number(m.group(3)), month, day);
    }
    m = EITHER_WAY.matcher(text);
    if (m.matches()) {
      return eitherWay(number(m.group(1)), number(m.group(3)), number(m.group(4)));
    }
    if (SHORT_YEAR.matcher(text).matches()) {
      return wrong(words.say("ask.date.fourDigits"));
    }
    Reading reading = relative(text);
    return reading != null ? reading : named(text);
  }

  private Reading eitherWay(int first, int second, int year) {
    Reading dayFirst = day(year, second, first);
    Reading monthFirst = day(year, first, second);
    if (first > 12 && second > 12) {
      return wrong(words.say("ask.date.noMonth", "month", second));
    }
    if (second > 12 || first == second) {
      return monthFirst;
    }
    if (first > 12) {
      return dayFirst;
    }
    List<LocalDate> days = new ArrayList<>(dayFirst.days);
    days.addAll(monthFirst.days);
    return new Reading(days, "");
  }

  /** Null where the text is no such date. */
  private Reading relative(String text) {
    switch (text) {
      case "today", "now" -> {
        return right(today);
      }
      case "yesterday" -> {
        return right(today.minusDays(1));
      }
      case "tomorrow" -> {
        return right(today.plusDays(1));
      }
      case "the day before yesterday", "day before yesterday" -> {
        return right(today.minusDays(2));
      }
      case "the day after tomorrow", "day after tomorrow" -> {
        return right(today.plusDays(2));
      }
      default -> {
        Matcher m = COUNTED.matcher(text);
        return m.matches() ? counted(m) : weekdayAlone(text);
      }
    }
  }

  private Reading counted(Matcher m) {
    String count = m.group(3);
    int n =
        count.equals("a") || count.equals("an")
            ? 1
            : NUMBERS.contains(count) ? NUMBERS.indexOf(count) : number(count);
    boolean in = m.group(1) != null;
    String end = m.group(5) == null ? "" : m.group(5).strip();
    boolean ahead = in || end.startsWith("from");
    if (count.equals("last") || count.equals("next") || count.equals("this")) {
      return wrong(words.say("ask.date.whichOfIt"));
    }
    if (n < 0 || in && !end.isEmpty()) {
      return wrong(words.say("ask.date.expected"));
    }
    if (!in && end.isEmpty()) {
      return wrong(words.say("ask.date.whichSide"));
    }
    int days = ahead ? n : -n;
    return right(
        switch (m.group(4)) {
          case "day" -> today.plusDays(days);
          case "week" -> today.plusWeeks(days);
          case "month" -> today.plusMonths(days);
          default -> today.plusYears(days);
        });
  }

  /** Monday, last monday, next monday: the nearest on that side, never today where it is said. */
  private Reading weekdayAlone(String text) {
    String[] parts = text.split(" ");
    DayOfWeek weekday = weekdayOf(parts[parts.length - 1]);
    if (weekday == null || parts.length > 2) {
      return null;
    }
    return switch (parts.length == 1 ? "" : parts[0]) {
      case "last", "past" -> right(today.with(TemporalAdjusters.previous(weekday)));
      case "next", "coming" -> right(today.with(TemporalAdjusters.next(weekday)));
      case "", "on", "this" ->
          right(
              today.with(
                  side == Side.PAST
                      ? TemporalAdjusters.previousOrSame(weekday)
                      : TemporalAdjusters.nextOrSame(weekday)));
      default -> null;
    };
  }

  /** A month by its name, a day, perhaps a year, perhaps the weekday before them. */
  private Reading named(String text) {
    List<String> tokens = new ArrayList<>();
    Matcher m = TOKEN.matcher(text);
    int end = 0;
    while (m.find()) {
      if (!text.substring(end, m.start()).matches("[ ./-]*")) {
        return wrong(words.say("ask.date.expected"));
      }
      tokens.add(m.group());
      end = m.end();
    }
    if (!text.substring(end).matches("[ .]*")) {
      return wrong(words.say("ask.date.expected"));
    }
    tokens.removeIf(FILLERS::contains);
    DayOfWeek said = tokens.isEmpty() ? null : weekdayOf(tokens.get(0));
    if (said != null) {
      tokens.remove(0);
    }
    int year = -1;
    if (tokens.size() == 3 && tokens.get(2).matches("[0-9]{4}")) {
      year = number(tokens.remove(2));
    } else if (tokens.size() == 3
        && tokens.get(2).matches("[0-9]{1,3}")
        && monthOf(tokens.get(0)) + monthOf(tokens.get(1)) > 0) {
      return wrong(words.say("ask.date.fourDigits"));
    }
    if (tokens.size() == 2 && tokens.get(1).matches("[0-9]{4}") && monthOf(tokens.get(0)) > 0) {
      return wrong(words.say("ask.date.whichOfIt"));
    }
    if (tokens.size() != 2) {
      return wrong(words.say("ask.date.expected"));
    }
    boolean dayFirst = Character.isDigit(tokens.get(0).charAt(0));
    int month = monthOf(tokens.get(dayFirst ? 1 : 0));
    int day = number(tokens.get(dayFirst ? 0 : 1));
    if (month == 0 || day < 0) {
      return wrong(words.say("ask.date.expected"));
    }
    Reading reading = year < 0 ? nearest(month, day) : day(year, month, day);
    if (said != null && reading.problem.isEmpty()) {
      LocalDate found = reading.days.get(0);
      if (found.getDayOfWeek() != said) {
        return wrong(words.say("ask.date.isA", "date", found, "weekday", found.getDayOfWeek()));
      }
    }
    return reading;
  }

  /** The day of a month that lies nearest to today on its side. */
  private Reading nearest(int month, int day) {
    UnaryOperator<LocalDate> further =
        first -> side == Side.PAST ? first.minusYears(1) : first.plusYears(1);
    LocalDate first = today.withDayOfMonth(1);
    for (int i = 0; i <= YEARS_AROUND; i++) {
      Reading reading = day(first.getYear(), month, day);
      boolean beyond =
          reading.days.stream()
              .anyMatch(d -> side == Side.PAST ? d.isAfter(today) : d.isBefore(today));
      if (reading.problem.isEmpty() && !beyond) {
        return reading;
      }
      first = further.apply(first);
    }
    return day(today.getYear(), month, day);
  }

  private Reading day(int year, int month, int day) {
    if (month < 1 || month > 12) {
      return wrong(words.say("ask.date.noMonth", "month", month));
    }
    int length = Month.of(month).length(Year.isLeap(year));
    if (day < 1 || day > length) {
      LocalDate first = LocalDate.of(year, month, 1);
      return wrong(words.say("ask.date.length", "month", first, "days", length));
    }
    return right(LocalDate.of(year, month, day));
  }

  private static Reading right(LocalDate day) {
    return new Reading(List.of(day), "");
  }

  private static Reading wrong(String problem) {
    return new Reading(List.of(), problem);
  }

  /** -1 where it is none. */
  private static int number(String digits) {
    return digits.matches("[0-9]{1,4}") ? Integer.parseInt(digits) : -1;
  }

  /** From its first three letters on; 0 where it is none. */
  private static int monthOf(String word) {
    for (Month month : Month.values()) {
      if (word.length() >= 3 && month.name().toLowerCase(Locale.ROOT).startsWith(word)) {
        return month.getValue();
      }
    }
    return word.equals("sept") ? Month.SEPTEMBER.getValue() : 0;
  }

  private static DayOfWeek weekdayOf(String word) {
    for (DayOfWeek day : DayOfWeek.values()) {
      String name = day.name().toLowerCase(Locale.ROOT);
      if (word.length() >= 3 && name.startsWith(word)) {
        return day;
      }
    }
    return null;
  }
}
