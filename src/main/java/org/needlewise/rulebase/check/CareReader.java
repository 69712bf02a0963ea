package org.needlewise.rulebase.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.needlewise.casefile.Areas;
import org.needlewise.casefile.Choices;
import org.needlewise.casefile.CodeTable;
import org.needlewise.casefile.Echo;
import org.needlewise.casefile.Fields;
import org.needlewise.casefile.Nearest;
import org.needlewise.casefile.Place;
import org.needlewise.casefile.StrictReader;
import org.needlewise.casefile.Vocabulary;
import org.needlewise.rulebase.check.Care.Entry;
import org.needlewise.rulebase.check.Care.Section;
import org.needlewise.rulebase.check.Care.Terms;
import org.needlewise.rulebase.check.Care.Unit;

/** Reads a file of {@code rules-drl/care}. */
final class CareReader {
  private static final int MOST_DAYS = 3_650;
  private static final int MOST_SESSIONS = 100;
  private static final int MOST_MONTHS = 120;
  private static final int MOST_YEARS = 120;
  private static final int HOURS_A_DAY = 24;
  private static final int DAYS_A_WEEK = 7;

  private static final List<String> WORDS =
      List.of("code!", "says!", "evidence!", "when", "patient", "rules");
  private static final Map<Unit, Fields> ENTRY =
      new EnumMap<>(
          Map.of(
              Unit.NONE, entry(),
              Unit.SESSIONS, entry("leastSessions!", "mostSessions"),
              Unit.MONTHS, entry("leastMonths!", "mostMonths"),
              Unit.DAYS,
                  entry(
                      "fromDay!", "toDay", "leastHours", "mostHours", "leastWeeks", "mostWeeks")));
  private static final Fields TERMS =
      new Fields(
          "what has to be so",
          "area",
          "indication",
          "setting",
          "modality",
          "adjuncts",
          "fitzpatrick",
          "photodamage",
          "ageFromYears",
          "depthFromMm",
          "depthToMm");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)\\}");
  private static final Set<String> DATES = Set.of("fromDate", "toDate", "freeDate");

  private final List<Section> sections;
  private final Map<String, EvidenceStatement> evidence;
  private final List<CodeTable> codes;
  private final Set<String> names = new HashSet<>();

  private static Fields entry(String... numbers) {
    List<String> names = new ArrayList<>(WORDS);
    names.addAll(Arrays.asList(numbers));
    return new Fields("an entry", names.toArray(String[]::new));
  }

  private CareReader(String file, Vocabulary vocabulary, Map<String, EvidenceStatement> evidence) {
    this.sections =
        Arrays.stream(Section.values()).filter(each -> each.file().equals(file)).toList();
    this.evidence = evidence;
    this.codes =
        List.of(
            CodeTable.choice(Areas.ALL),
            CodeTable.choice(vocabulary.lists().getOrDefault("indications", List.of())),
            CodeTable.choice(Choices.SETTING),
            CodeTable.choice(Choices.MODALITY),
            CodeTable.choice(vocabulary.lists().getOrDefault("adjuncts", List.of())),
            CodeTable.choice(Choices.FITZPATRICK),
            CodeTable.choice(Choices.PHOTODAMAGE));
  }

  /**
   * The entries of a file, in its sections' order.
   *
   * @throws org.needlewise.casefile.InvalidInputException with all errors
   */
  static List<Entry> read(
      byte[] yaml, String file, Vocabulary vocabulary, Map<String, EvidenceStatement> evidence) {
    return StrictReader.yaml(
        yaml,
        file,
        "lists of what the documents say",
        in -> new CareReader(file, vocabulary, evidence).entries(in));
  }

  private List<Entry> entries(StrictReader in) {
    Map<Section, List<Entry>> lists = new EnumMap<>(Section.class);
    Fields document =
        new Fields(
            "the file", sections.stream().map(each -> each.list() + '!').toArray(String[]::new));
    if (in.enter(document)) {
      for (int f = in.field(); f >= 0; f = in.field()) {
        Section section = sections.get(f);
        Place place = in.place();
        int before = in.errors();
        List<Entry> list = in.list("a list of entries", each -> entry(each, section));
        lists.put(section, list);
        if (in.errors() == before) {
          together(in, place, section, list);
        }
      }
    }
    return lists.values().stream().flatMap(List::stream).toList();
  }

  /** What is asked of a list as a whole. */
  private static void together(StrictReader in, Place place, Section section, List<Entry> list) {
    if (list.isEmpty()) {
      in.error(place, "no entries", "at least one");
    } else if (section == Section.SERIES || section == Section.MAINTENANCE) {
      long forAll = list.stream().filter(entry -> entry.when().isEmpty()).count();
      if (forAll != 1 || !list.get(list.size() - 1).when().isEmpty()) {
        in.error(place, "no last entry for all others", "one entry without when, the last");
      }
    }
  }

  private Entry entry(StrictReader in, Section section) {
    String code = null;
    String says = null;
    String patient = "";
    List<String> cited = List.of();
    List<String> rules = List.of();
    List<Terms> when = List.of();
    Map<String, Integer> numbers = new LinkedHashMap<>();
    Map<String, Place> places = new HashMap<>();
    Place start = in.place();
    if (!in.enter(ENTRY.get(section.unit()))) {
      return null;
    }
    for (int f = in.field(); f >= 0; f = in.field()) {
      switch (f) {
        case 0 -> code = code(in);
        case 1 -> {
          places.put("says", in.place());
          says = in.line("text: what it says");
        }
        case 2 -> cited = cited(in);
        case 3 -> {
          places.put("when", in.place());
          when = in.list("a list, each entry what has to be so", this::terms);
        }
        case 4 -> {
          places.put("patient", in.place());
          patient = in.line("text: the same for a patient");
        }
        case 5 -> {
          places.put("rules", in.place());
          rules = in.list("a list of ids of rules", each -> each.line("text: the id of a rule"));
        }
        default -> {
          String name = name(section.unit(), f - WORDS.size());
          places.put(name, in.place());
          numbers.put(name, number(in, section, name));
        }
      }
    }
    if (section == Section.REASONS == rules.isEmpty()) {
      in.error(
          places.getOrDefault("rules", start),
          rules.isEmpty() ? "no rules" : "rules of an entry that is no reason",
          "the rules whose findings a reason tells, and none elsewhere");
    }
    if (section == Section.SERIES
        && when.stream().anyMatch(t -> !t.equals(Terms.of("indication", t.codes())))) {
      in.error(places.get("when"), "more than an indication", "a series by its indication alone");
    }
    Integer from = null;
    Integer to = null;
    List<Integer> both = bounds(in, section, numbers, places, start);
    if (both != null) {
      from = both.get(0);
      to = both.get(1);
    }
    return says == null || patient == null
        ? null
        : new Entry(
            section,
            code,
            when,
            from,
            to,
            filled(in, says, places.get("says"), numbers, Set.of()),
            filled(
                in,
                patient,
                places.get("patient"),
                numbers,
                section.unit() == Unit.DAYS ? DATES : Set.of()),
            rules,
            cited);
  }

  private String code(StrictReader in) {
    String code = in.line("text: a code");
    if (code != null && !code.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
      in.error(Echo.quoted(code), "small letters, digits and hyphens");
    } else if (code != null && !names.add(code)) {
      in.error("a second entry " + Echo.quoted(code), "each code once in a file");
    }
    return code;
  }

  private List<String> cited(StrictReader in) {
    Place place = in.place();
    int before = in.errors();
    Set<String> met = new HashSet<>();
    List<String> cited =
        in.list(
            "a list of ids of evidence",
            each -> {
              String id = each.line("text: an id of evidence");
              if (id != null && !evidence.containsKey(id)) {
                each.error(
                    Echo.quoted(id),
                    "a statement of the evidence" + Nearest.hint(id, evidence.keySet()));
              } else if (id != null && !met.add(id)) {
                each.error(Echo.quoted(id) + " a second time", "each statement once");
              }
              return id;
            });
    if (cited.isEmpty() && in.errors() == before) {
      in.error(place, "no evidence", "at least one statement");
    }
    return cited;
  }

  private Terms terms(StrictReader in) {
    Map<String, List<String>> of = new TreeMap<>();
    Integer[] bounds = new Integer[3];
    Place start = in.place();
    if (!in.enter(TERMS)) {
      return null;
    }
    int said = 0;
    for (int f = in.field(); f >= 0; f = in.field(), said++) {
      if (f < codes.size()) {
        of.put(Terms.FIELDS.get(f), in.codes(codes.get(f), false));
      } else {
        int bound = f - codes.size();
        bounds[bound] =
            bound == 0 ? in.whole(1, MOST_YEARS) : Integer.valueOf(in.depthHundredths());
      }
    }
    if (said == 0) {
      in.error(start, "nothing that has to be so", "at least one field");
    }
    if (bounds[1] != null && bounds[2] != null && bounds[1] > bounds[2]) {
      in.error(start, "a greatest depth below the least", "depthToMm at or above depthFromMm");
    }
    return new Terms(of, bounds[0], bounds[1], bounds[2]);
  }

  private static String name(Unit unit, int index) {
    return switch (unit) {
      case SESSIONS -> List.of("leastSessions", "mostSessions").get(index);
      case MONTHS -> List.of("leastMonths", "mostMonths").get(index);
      default ->
          List.of("fromDay", "toDay", "leastHours", "mostHours", "leastWeeks", "mostWeeks")
              .get(index);
    };
  }

  private static Integer number(StrictReader in, Section section, String name) {
    return switch (name) {
      case "fromDay", "toDay" ->
          section == Section.PREPARATION ? in.whole(-MOST_DAYS, 0) : in.whole(0, MOST_DAYS);
      case "leastSessions", "mostSessions" -> in.whole(1, MOST_SESSIONS);
      case "leastMonths", "mostMonths" -> in.whole(1, MOST_MONTHS);
      default -> in.whole(1, MOST_DAYS);
    };
  }

  /** First and last, the latter null where there is none; null where they are wrong. */
  private static List<Integer> bounds(
      StrictReader in,
      Section section,
      Map<String, Integer> numbers,
      Map<String, Place> places,
      Place start) {
    if (section.unit() == Unit.NONE || numbers.containsValue(null)) {
      return null;
    }
    String last = null;
    for (String name : List.of("toDay", "mostHours", "mostWeeks", "mostSessions", "mostMonths")) {
      if (numbers.containsKey(name)) {
        if (last != null) {
          in.error(places.get(name), "a second end", "one of " + last + ", " + name);
          return null;
        }
        last = name;
      }
    }
    for (String name : List.of("leastHours", "leastWeeks")) {
      String most = name.replace("least", "most");
      if (numbers.containsKey(name) && !numbers.containsKey(most)) {
        in.error(places.get(name), name + " without " + most, "both, or " + most + " alone");
        return null;
      }
    }
    for (Map.Entry<String, Integer> number : numbers.entrySet()) {
      Integer most = numbers.get(number.getKey().replaceFirst("^least", "most"));
      if (most != null && most < number.getValue()) {
        in.error(places.get(number.getKey()), "more than the most", "at most " + most);
        return null;
      }
    }
    Integer from = numbers.values().stream().findFirst().orElse(null);
    for (String first : List.of("fromDay", "leastSessions", "leastMonths")) {
      from = numbers.getOrDefault(first, from);
    }
    Integer to = last == null ? null : numbers.get(last);
    if (last != null && last.equals("mostHours")) {
      to = from + to / HOURS_A_DAY;
    } else if (last != null && last.equals("mostWeeks")) {
      to = from + to * DAYS_A_WEEK;
    }
    if (from == null || to != null && to < from) {
      in.error(start, "an end before its beginning", "the first day at or before the last");
      return null;
    }
    return Arrays.asList(from, to);
  }

  private static String filled(
      StrictReader in, String text, Place place, Map<String, Integer> numbers, Set<String> dates) {
    Matcher matcher = PLACEHOLDER.matcher(text);
    StringBuilder filled = new StringBuilder();
    while (matcher.find()) {
      String name = matcher.group(1);
      Integer number = numbers.get(name);
      if (number == null && !dates.contains(name)) {
        in.error(
            place,
            "{" + Echo.shown(name) + "}",
            "a number that the entry states"
                + (dates.isEmpty() ? "" : ", or one of {fromDate}, {toDate}, {freeDate}"));
      }
      matcher.appendReplacement(
          filled, Matcher.quoteReplacement(number == null ? matcher.group() : number.toString()));
    }
    return matcher.appendTail(filled).toString();
  }
}
