package org.needlewise.review.gaps;

import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.needlewise.casefile.CaseFile;
import org.needlewise.review.Words;

/**
 * One number of a case moved over its axis, in every combination of what else is told apart.
 *
 * @param axis what moves, in words
 * @param constants of the rules, which say what days are told in months
 * @param numbers of the axis, in ascending order
 * @param dimensions values by name; "" for not stated
 */
record Sweep(
    String axis,
    Unit unit,
    Constants constants,
    Set<String> categories,
    Worse worse,
    List<Integer> numbers,
    Map<String, List<String>> dimensions,
    Setter setter) {
  private static final Pattern WHOLE = Pattern.compile("(\\d+) (day|month|year)s?");

  /** Which way along an axis a session becomes no safer. */
  enum Worse {
    UP,
    DOWN,
    NEITHER
  }

  /** What the numbers of an axis are. */
  enum Unit {
    MILLIMETRES,
    DAYS,
    COUNT,
    /** Days before the proposed date, told in months where the rules count in them. */
    MONTHS,
    /** Days since a birth, told in years. */
    YEARS
  }

  /** Sets what is not proposed by name for a combination and a number of the axis. */
  interface Setter {
    void set(Draft draft, Map<String, String> combination, int number);
  }

  /** Whether rules of a category can bear on what is said along the axis. */
  boolean asks(String category) {
    return categories.contains(category)
        || category.equals("interval")
            && (categories.contains("over-treatment") || categories.contains("regimen"))
        || category.equals("data-quality") && categories.contains("contraindication");
  }

  List<Map<String, String>> combinations() {
    List<Map<String, String>> all = new ArrayList<>(List.of(Map.of()));
    for (Map.Entry<String, List<String>> dimension : dimensions.entrySet()) {
      List<Map<String, String>> longer = new ArrayList<>();
      for (Map<String, String> each : all) {
        for (String value : dimension.getValue()) {
          Map<String, String> one = new LinkedHashMap<>(each);
          one.put(dimension.getKey(), value);
          longer.add(one);
        }
      }
      all = longer;
    }
    return all;
  }

  CaseFile caseFile(Map<String, String> combination, int number) {
    Draft draft = new Draft();
    combination.forEach((name, value) -> propose(draft, name, value));
    setter.set(draft, combination, number);
    return draft.caseFile();
  }

  // Dimensions, in the making

  @SuppressWarnings("unchecked")
  static Map<String, List<String>> dimensions(Object... namesAndValues) {
    Map<String, List<String>> dimensions = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      dimensions.put((String) namesAndValues[i], (List<String>) namesAndValues[i + 1]);
    }
    return dimensions;
  }

  static Map<String, List<String>> with(
      Map<String, List<String>> dimensions, String name, List<String> values) {
    Map<String, List<String>> more = new LinkedHashMap<>(dimensions);
    more.put(name, values);
    return more;
  }

  // Words

  /** A combination: what is stated in it. */
  static String words(Map<String, String> combination) {
    return combination.entrySet().stream()
        .filter(each -> !each.getValue().isEmpty())
        .map(each -> each.getKey() + ' ' + words(each.getKey(), each.getValue()))
        .collect(Collectors.joining(", "));
  }

  /** A value of a dimension. */
  static String words(String dimension, String value) {
    return dimension.endsWith("depth")
        ? millimetres(Integer.parseInt(value)) + " mm"
        : value.replace(" > ", ", then ");
  }

  /**
   * A band of numbers, with the unit.
   *
   * @param from index of the first
   * @param to index of the last
   */
  String words(int from, int to) {
    int least = numbers.get(from);
    int most = numbers.get(to);
    boolean open = to == numbers.size() - 1;
    return switch (unit) {
      case MILLIMETRES -> range(millimetres(least), millimetres(most)) + " mm";
      case COUNT -> range(String.valueOf(least), String.valueOf(most));
      case DAYS -> range(String.valueOf(least), String.valueOf(most)) + " days";
      case MONTHS ->
          open
              ? time(least) + " and more"
              : range(time(least), least == most ? time(most) : upTo(most));
      case YEARS ->
          open ? age(least, false) + " and more" : range(age(least, false), age(most, true));
    };
  }

  /** What both say at their ends is said once. */
  private static String range(String least, String most) {
    if (least.equals(most)) {
      return least;
    }
    Matcher first = WHOLE.matcher(least);
    Matcher last = WHOLE.matcher(most);
    boolean same = first.matches() && last.matches() && first.group(2).equals(last.group(2));
    return (same ? first.group(1) : least) + " to " + most;
  }

  private String time(int days) {
    Period time = constants.period(days);
    int months = (int) time.toTotalMonths();
    if (months == 0) {
      return Words.count(days, "day");
    }
    String rest = Words.count((int) Math.abs(time.get(ChronoUnit.DAYS)), "day");
    String whole = Words.count(months, "month");
    return time.get(ChronoUnit.DAYS) == 0
        ? whole
        : time.get(ChronoUnit.DAYS) > 0 ? whole + " and " + rest : rest + " short of " + whole;
  }

  /** The last of a band. */
  private String upTo(int days) {
    Period next = constants.period(days + 1);
    return next.toTotalMonths() > 0 && next.get(ChronoUnit.DAYS) == 0
        ? "just under " + time(days + 1)
        : time(days);
  }

  /**
   * @param last whether it ends a band: the day before a birthday is of the year before
   */
  private static String age(int days, boolean last) {
    if (days < 0) {
      return "not yet born";
    }
    LocalDate birth = Draft.DAY.minusDays(days);
    Period age = Period.between(birth, Draft.DAY);
    String years = Words.count(age.getYears(), "year");
    LocalDate edge = birth.plusYears(age.getYears() + (last ? 1 : 0)).minusDays(last ? 1 : 0);
    long beyond = ChronoUnit.DAYS.between(birth.plusYears(age.getYears()), Draft.DAY);
    if (edge.equals(Draft.DAY)) {
      return years;
    }
    return beyond == 0 ? "exactly " + years : years + " and " + Words.count(beyond, "day");
  }

  private static String millimetres(int hundredths) {
    return String.format(Locale.ROOT, "%.2f", hundredths / 100.0);
  }

  private static void propose(Draft draft, String name, String value) {
    if (!value.isEmpty()) {
      switch (name) {
        case "setting" -> draft.setting = value;
        case "area" -> draft.area = value;
        case "depth" -> draft.depthHundredths = Integer.parseInt(value);
        case "operator" -> draft.operator = value;
        case "indication" -> draft.indication = value;
        case "device" -> draft.device = value;
        case "modality" -> draft.modality = value;
        case "adjunct" -> draft.adjuncts.add(value);
        case "phase" -> draft.phase = value;
        case "skin type" -> draft.fitzpatrick = value;
        default -> {
          // Of the past, or of the axis.
        }
      }
    }
  }
}
