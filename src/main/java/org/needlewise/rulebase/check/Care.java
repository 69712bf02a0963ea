package org.needlewise.rulebase.check;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.Choices;

/**
 * What stands in {@code rules-drl/care}: how many sessions make a series, what heals when, what is
 * done before and after a session, what may be expected. No verdict depends on it.
 *
 * @param entries by file, then in the order of the file
 */
public record Care(List<Entry> entries) {
  public Care {
    entries = List.copyOf(entries);
  }

  /** What the numbers of an entry count. */
  public enum Unit {
    SESSIONS,
    MONTHS,
    /** Of the calendar, from the session on: day 0 is its own. */
    DAYS,
    NONE
  }

  /** The lists of the files, in the order in which they are told. */
  public enum Section {
    SERIES("protocols", "series", Unit.SESSIONS),
    MAINTENANCE("protocols", "maintenance", Unit.MONTHS),
    COURSE("protocols", "course", Unit.NONE),
    PHASES("recovery", "phases", Unit.DAYS),
    SIGNS("recovery", "signs", Unit.DAYS),
    LIMITS("recovery", "limits", Unit.DAYS),
    PREPARATION("care", "preparation", Unit.DAYS),
    DAILY("care", "daily", Unit.DAYS),
    WARNINGS("care", "warnings", Unit.NONE),
    /** Why a session is not to be done, by rule, for who is not to have it. */
    REASONS("care", "reasons", Unit.NONE),
    RESULTS("expectations", "results", Unit.NONE),
    UNREALISTIC("expectations", "unrealistic", Unit.NONE),
    FEELING("expectations", "feeling", Unit.NONE);

    private final String stem;
    private final String list;
    private final Unit unit;

    Section(String stem, String list, Unit unit) {
      this.stem = stem;
      this.list = list;
      this.unit = unit;
    }

    /** The name of its file without its ending. */
    public String stem() {
      return stem;
    }

    /** Path below the rules folder. */
    public String file() {
      return RulesFolder.CARE + '/' + stem + ".yaml";
    }

    /** Its name in the file. */
    public String list() {
      return list;
    }

    public Unit unit() {
      return unit;
    }
  }

  /**
   * One thing that a document says.
   *
   * @param when of which any has to hold; empty: it applies to every session
   * @param from the least number, or the first day; null where there is none
   * @param to the greatest number, or the last day; null where there is none, or no end is stated
   * @param says for a practitioner, its numbers filled in
   * @param patient the same in plain words, for a patient; {@code {fromDate}}, {@code {toDate}} and
   *     {@code {freeDate}} (the day after that) stand for days of the calendar; "" where a patient
   *     is not told
   * @param rules ids of the rules whose findings a reason tells; else empty
   * @param evidence ids of the statements that it rests on; at least one
   */
  public record Entry(
      Section section,
      String code,
      List<Terms> when,
      Integer from,
      Integer to,
      String says,
      String patient,
      List<String> rules,
      List<String> evidence) {
    /** How it is named among all: {@code recovery/wash}. */
    public String id() {
      return section.stem + '/' + code;
    }

    /**
     * Whether it applies to the proposed session; null where the case does not say what it hangs
     * on.
     *
     * @param date the day of the session
     */
    public Boolean applies(CaseFile of, LocalDate date) {
      boolean unknown = false;
      for (Terms terms : when) {
        Boolean holds = terms.hold(of, date);
        if (Boolean.TRUE.equals(holds)) {
          return true;
        }
        unknown |= holds == null;
      }
      return when.isEmpty() ? Boolean.TRUE : unknown ? null : Boolean.FALSE;
    }
  }

  /**
   * What has to be so, all of it.
   *
   * @param codes by field ({@link #FIELDS}): the codes of which the case has to have one
   * @param ageFromYears null: any
   * @param depthFrom hundredths of a millimetre, inclusive; null: any
   * @param depthTo hundredths of a millimetre, inclusive; null: any
   */
  public record Terms(
      Map<String, List<String>> codes, Integer ageFromYears, Integer depthFrom, Integer depthTo) {
    /** The fields that hold codes. */
    public static final List<String> FIELDS =
        List.of(
            "area", "indication", "setting", "modality", "adjuncts", "fitzpatrick", "photodamage");

    private static final String UNSTATED = Choices.DEFAULT_MODALITY;

    /** One field alone of those that hold codes. */
    static Terms of(String field, Map<String, List<String>> codes) {
      return new Terms(Map.of(field, codes.getOrDefault(field, List.of())), null, null, null);
    }

    /** Null where the case does not say. */
    Boolean hold(CaseFile of, LocalDate date) {
      int depth = of.proposed().depthHundredths();
      if (depthFrom != null && depth < depthFrom || depthTo != null && depth > depthTo) {
        return false;
      }
      boolean unknown = false;
      if (ageFromYears != null) {
        LocalDate birth = of.patient().birthDate();
        unknown = birth == null;
        if (!unknown && birth.plusYears(ageFromYears).isAfter(date)) {
          return false;
        }
      }
      for (Map.Entry<String, List<String>> field : codes.entrySet()) {
        List<String> said = said(field.getKey(), of);
        if (said == null) {
          unknown = true;
        } else if (said.stream().noneMatch(field.getValue()::contains)) {
          return false;
        }
      }
      return unknown ? null : Boolean.TRUE;
    }

    private static List<String> said(String field, CaseFile of) {
      CaseFile.Proposed proposed = of.proposed();
      return switch (field) {
        case "area" -> List.of(proposed.area());
        case "indication" -> one(proposed.indication());
        case "setting" -> List.of(proposed.setting());
        case "modality" ->
            proposed.modality().equals(UNSTATED) ? null : List.of(proposed.modality());
        case "adjuncts" -> proposed.adjuncts();
        case "fitzpatrick" -> one(of.patient().fitzpatrick());
        default -> one(of.patient().photodamage());
      };
    }

    private static List<String> one(String code) {
      return code == null ? null : List.of(code);
    }
  }

  /** Entries of some lists, in the order of the sections. */
  public List<Entry> of(Section... sections) {
    List<Section> wanted = List.of(sections);
    return entries.stream().filter(entry -> wanted.contains(entry.section)).toList();
  }

  /** Those that rest on a statement, too. */
  public List<Entry> citing(String evidence) {
    return entries.stream().filter(entry -> entry.evidence.contains(evidence)).toList();
  }

  public Protocols protocols() {
    return new Protocols(of(Section.SERIES), of(Section.MAINTENANCE), of(Section.COURSE));
  }

  /** A number, and the statements that it rests on. */
  public record Amount(int number, List<String> evidence) {}

  /**
   * How a course of sessions is built.
   *
   * @param course what is said of it beside the numbers
   */
  public record Protocols(List<Entry> series, List<Entry> maintenance, List<Entry> course) {
    /**
     * The least number of sessions in a first series for an indication.
     *
     * @param indication null where it is not stated
     */
    public Amount sessions(String indication) {
      return series.stream()
          .filter(
              entry ->
                  entry.when.isEmpty()
                      || indication != null
                          && entry.when.stream()
                              .anyMatch(t -> t.codes.get("indication").contains(indication)))
          .findFirst()
          .map(Protocols::least)
          .orElseThrow();
    }

    /**
     * The least number of months from one maintenance session to the next: that of the first entry
     * that surely applies. What the case does not say makes none shorter.
     *
     * @param date the day of the session
     */
    public Amount maintenanceMonths(CaseFile of, LocalDate date) {
      return maintenance.stream()
          .filter(entry -> Objects.equals(entry.applies(of, date), true))
          .findFirst()
          .map(Protocols::least)
          .orElseThrow();
    }

    private static Amount least(Entry entry) {
      return new Amount(entry.from, entry.evidence);
    }
  }
}
