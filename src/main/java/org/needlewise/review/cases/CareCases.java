package org.needlewise.review.cases;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.CaseFileReader;
import org.needlewise.casefile.Echo;
import org.needlewise.casefile.Fields;
import org.needlewise.casefile.Limits;
import org.needlewise.casefile.Place;
import org.needlewise.casefile.StrictReader;
import org.needlewise.review.cases.CaseSuite.Outcome;
import org.needlewise.rulebase.check.Care;

/**
 * The cases of a file of the care: which of its entries apply to whom.
 *
 * @param file path below the folder of cases ({@code care/recovery.yaml}): that of what it proves
 */
public record CareCases(String file, List<CareCase> cases) {
  static final String FOLDER = "care/";

  private static final Fields FILE = new Fields("a file of cases of the care", "cases!");
  private static final Fields CASE =
      new Fields(
          "a case of the care",
          "name!",
          "case!",
          "applies",
          "unknown",
          "not",
          "sessions",
          "maintenanceMonths");

  /**
   * @param applies codes of entries that apply; the same of the next two
   * @param unknown of which the case does not say enough
   * @param not that do not
   * @param sessions the least number of a first series; null where it does not matter
   * @param maintenanceMonths the least number; null where it does not matter
   */
  record CareCase(
      String name,
      CaseFile caseFile,
      List<String> applies,
      List<String> unknown,
      List<String> not,
      Integer sessions,
      Integer maintenanceMonths) {

    /** What is expected, a line each. */
    List<String> lines() {
      List<String> lines = new ArrayList<>();
      lines.add("applies: " + String.join(" ", applies));
      lines.add("unknown: " + String.join(" ", unknown));
      lines.add("not: " + String.join(" ", not));
      lines.add("sessions: " + Objects.requireNonNullElse(sessions, "any"));
      lines.add("maintenanceMonths: " + Objects.requireNonNullElse(maintenanceMonths, "any"));
      return lines;
    }
  }

  static CareCases read(StrictReader in, String file, CaseFileReader cases) {
    List<CareCase> list = List.of();
    if (!in.enter(FILE)) {
      return null;
    }
    while (in.field() >= 0) {
      Set<String> names = new HashSet<>();
      Place place = in.place();
      int before = in.errors();
      list = in.list("a list of cases", each -> one(each, cases, names));
      if (list.isEmpty() && in.errors() == before) {
        in.error(place, "no cases", "at least one");
      }
    }
    return new CareCases(file, list);
  }

  /** Null where anything is wrong with it. */
  private static CareCase one(StrictReader in, CaseFileReader cases, Set<String> names) {
    String name = null;
    CaseFile caseFile = null;
    List<String> applies = List.of();
    List<String> unknown = List.of();
    List<String> not = List.of();
    Integer sessions = null;
    Integer months = null;
    int before = in.errors();
    if (!in.enter(CASE)) {
      return null;
    }
    for (int f = in.field(); f >= 0; f = in.field()) {
      switch (f) {
        case 0 -> {
          name = in.text("text: the name of a case", 1, Limits.TEXT_CHARS);
          if (name != null && !names.add(name)) {
            in.error("a second case " + Echo.quoted(name), "each name once");
          }
        }
        case 1 -> caseFile = cases.read(in);
        case 2 -> applies = codes(in);
        case 3 -> unknown = codes(in);
        case 4 -> not = codes(in);
        case 5 -> sessions = in.whole(1);
        default -> months = in.whole(1);
      }
    }
    return in.errors() > before
        ? null
        : new CareCase(name, caseFile, applies, unknown, not, sessions, months);
  }

  private static List<String> codes(StrictReader in) {
    return in.list("a list of codes of entries", each -> each.line("text: the code of an entry"));
  }

  /** Every case, and whether each entry that hangs on something is seen to apply and not to. */
  List<Outcome> run(Care care) {
    List<Care.Entry> entries =
        care.entries().stream().filter(each -> each.section().file().equals(file)).toList();
    List<Outcome> outcomes = new ArrayList<>();
    for (CareCase one : cases) {
      outcomes.add(new Outcome(file, one.name, sides(one, entries, care.protocols())));
    }
    for (Care.Entry entry : entries) {
      if (!entry.when().isEmpty()) {
        String missing =
            cases.stream().noneMatch(one -> one.applies.contains(entry.code()))
                ? "applies in none of its cases"
                : cases.stream().noneMatch(one -> one.not.contains(entry.code()))
                    ? "is in none of its cases told not to apply"
                    : "";
        outcomes.add(
            new Outcome(
                file,
                "covers " + entry.code(),
                missing.isEmpty() ? "" : "the entry " + entry.code() + ' ' + missing));
      }
    }
    return outcomes;
  }

  private static SideBySide sides(
      CareCase one, List<Care.Entry> entries, Care.Protocols protocols) {
    SideBySide sides = new SideBySide();
    for (String code :
        Stream.of(one.applies, one.unknown, one.not).flatMap(List::stream).toList()) {
      String expected =
          one.applies.contains(code) ? "applies" : one.unknown.contains(code) ? "unknown" : "not";
      sides.line(code + ": " + expected, code + ": " + found(code, one.caseFile, entries));
    }
    String indication = one.caseFile.proposed().indication();
    if (one.sessions != null) {
      sides.line(
          "sessions: " + one.sessions, "sessions: " + protocols.sessions(indication).number());
    }
    if (one.maintenanceMonths != null) {
      int found =
          protocols.maintenanceMonths(one.caseFile, one.caseFile.proposed().date()).number();
      sides.line("maintenanceMonths: " + one.maintenanceMonths, "maintenanceMonths: " + found);
    }
    return sides;
  }

  private static String found(String code, CaseFile of, List<Care.Entry> entries) {
    return entries.stream()
        .filter(entry -> entry.code().equals(code))
        .findFirst()
        .map(entry -> entry.applies(of, of.proposed().date()))
        .map(applies -> Objects.equals(applies, true) ? "applies" : "not")
        .orElseGet(
            () ->
                entries.stream().anyMatch(entry -> entry.code().equals(code))
                    ? "unknown"
                    : "no such entry");
  }
}
