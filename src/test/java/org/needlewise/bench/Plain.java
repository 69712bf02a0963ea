package org.needlewise.bench;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.drools.model.codegen.ExecutableModelProject;
import org.kie.api.KieBase;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.io.Resource;
import org.kie.api.runtime.KieSession;

/**
 * A dozen rows of the policy as most people would write them: the raw facts of a case, rules that
 * join and count them, one session for each case and for each date that is tried.
 */
public final class Plain {
  private static final int SEARCHED_YEARS = 5;

  private static final Set<String> PARTS_OF_FACE =
      Set.of("forehead", "cheeks", "nose", "perioral", "chin", "under-eye", "eyebrow", "eyelid");

  private static final Set<String> PERIORBITAL = Set.of("under-eye", "eyebrow", "eyelid");

  private final KieBase rules;

  public Plain() {
    rules = compile("bench/plain/plain.drl", "/bench/plain.drl");
  }

  /** What is compiled in the process, by the usual calls. */
  static KieBase compile(String name, String resource) {
    KieServices kie = KieServices.Factory.get();
    KieFileSystem files = kie.newKieFileSystem();
    Resource drl =
        kie.getResources().newInputStreamResource(Plain.class.getResourceAsStream(resource));
    files.write("src/main/resources/" + name, drl);
    return compile(kie, files);
  }

  static KieBase compile(KieServices kie, KieFileSystem files) {
    KieBuilder builder = kie.newKieBuilder(files).buildAll(ExecutableModelProject.class);
    if (builder.getResults().hasMessages(Message.Level.ERROR)) {
      throw new IllegalStateException(builder.getResults().toString());
    }
    return kie.newKieContainer(builder.getKieModule().getReleaseId()).getKieBase();
  }

  public record Case(
      String id, LocalDate asOf, Patient patient, Proposed proposed, List<PastSession> history) {}

  public record Patient(List<Condition> conditions, List<Medication> medications) {}

  public record Condition(String code, String status, List<String> areas) {
    public boolean active() {
      return status == null || Set.of("active", "recurrence", "relapse").contains(status);
    }

    public boolean touches(String area) {
      return areas == null || areas.isEmpty() || areas.stream().anyMatch(a -> overlap(a, area));
    }
  }

  public record Medication(String code, String status) {
    public boolean active() {
      return status == null || status.equals("active");
    }
  }

  public record Proposed(
      LocalDate date,
      String area,
      String indication,
      double depthMm,
      String setting,
      String modality,
      List<String> adjuncts,
      String phase) {
    public boolean followsProtocol() {
      return Plain.followsProtocol(area, depthMm, setting, modality, adjuncts);
    }

    public int row() {
      return Plain.row(depthMm);
    }

    Proposed on(LocalDate other) {
      return new Proposed(other, area, indication, depthMm, setting, modality, adjuncts, phase);
    }
  }

  public record PastSession(
      LocalDate date,
      String area,
      double depthMm,
      String setting,
      String modality,
      List<String> adjuncts) {
    public boolean touches(String other) {
      return overlap(area, other);
    }

    public boolean followsProtocol() {
      return Plain.followsProtocol(area, depthMm, setting, modality, adjuncts);
    }

    public int row() {
      return "radiofrequency".equals(modality) ? 3 : Plain.row(depthMm);
    }

    public int deeperRow(Proposed proposed) {
      return Math.max(row(), proposed.row());
    }
  }

  /** Found by a rule. */
  public record Found(String policy, String verdict, LocalDate earliestDate) {
    public static Found of(String policy, String verdict) {
      return new Found(policy, verdict, null);
    }

    public static Found interval(
        String policy, LocalDate last, Proposed proposed, int minimum, String between) {
      LocalDate free = last.plusDays(minimum);
      return proposed.date().isBefore(free)
          ? new Found(policy, "defer", free)
          : new Found(policy, between, null);
    }
  }

  public record Report(
      String caseId, String verdict, LocalDate earliestDate, Set<Found> findings) {}

  public Report screen(Case given) {
    Set<Found> findings = fire(given, given.proposed());
    String verdict = highest(findings);
    LocalDate earliest = null;
    if (!verdict.equals("contraindicated")) {
      earliest = earliest(given, findings);
    }
    return new Report(given.id(), verdict, earliest, findings);
  }

  private LocalDate earliest(Case given, Set<Found> findings) {
    LocalDate date = given.proposed().date();
    LocalDate asOf = given.asOf() == null ? date : given.asOf();
    LocalDate horizon = (date.isAfter(asOf) ? date : asOf).plusYears(SEARCHED_YEARS);
    Set<Found> found = findings;
    if (date.isBefore(asOf)) {
      date = asOf;
      found = fire(given, given.proposed().on(date));
    }
    while (!date.isAfter(horizon)) {
      LocalDate next = date;
      for (Found each : found) {
        if (each.verdict.equals("defer") && each.earliestDate.isAfter(next)) {
          next = each.earliestDate;
        }
      }
      if (next.equals(date)) {
        return date;
      }
      for (PastSession session : history(given)) {
        if (session.date.isAfter(date) && session.date.isBefore(next)) {
          next = session.date;
        }
      }
      date = next;
      found = fire(given, given.proposed().on(date));
    }
    return null;
  }

  private Set<Found> fire(Case given, Proposed proposed) {
    Set<Found> findings = new LinkedHashSet<>();
    KieSession session = rules.newKieSession();
    session.setGlobal("findings", findings);
    session.insert(proposed);
    orNone(given.patient().conditions()).forEach(session::insert);
    orNone(given.patient().medications()).forEach(session::insert);
    history(given).forEach(session::insert);
    session.fireAllRules();
    session.dispose();
    return findings;
  }

  private static List<PastSession> history(Case given) {
    return orNone(given.history());
  }

  private static <T> List<T> orNone(List<T> list) {
    return list == null ? List.of() : list;
  }

  private static String highest(Set<Found> findings) {
    List<String> rising = List.of("proceed", "caution", "defer", "contraindicated");
    int highest = 0;
    for (Found found : findings) {
      highest = Math.max(highest, rising.indexOf(found.verdict));
    }
    return rising.get(highest);
  }

  // ---- what the rules call

  /**
   * From the last of six visits within a year that must fall out of it; in maintenance at the
   * latest three months after the last visit.
   */
  public static Found annualCap(List<PastSession> sessions, Proposed proposed) {
    Set<LocalDate> dates = new TreeSet<>();
    sessions.forEach(session -> dates.add(session.date));
    List<LocalDate> visits = new ArrayList<>(dates);
    if (visits.size() < 6) {
      return null;
    }
    int gone = 1;
    while (visits.size() - gone >= 6 && !allFollow(sessions, visits.get(gone), proposed)) {
      gone++;
    }
    LocalDate oldest = visits.get(gone - 1);
    LocalDate free = oldest.plusMonths(12);
    while (oldest.isAfter(free.minusMonths(12))) {
      free = free.plusDays(1);
    }
    if ("maintenance".equals(proposed.phase)) {
      LocalDate rested = visits.get(visits.size() - 1).plusMonths(3);
      if (!proposed.date.isBefore(rested)) {
        return Found.of("P40", "caution");
      }
      free = rested.isBefore(free) ? rested : free;
    }
    return new Found("P40", "defer", free);
  }

  private static boolean allFollow(List<PastSession> sessions, LocalDate from, Proposed proposed) {
    return proposed.followsProtocol()
        && sessions.stream()
            .filter(session -> !session.date.isBefore(from))
            .allMatch(PastSession::followsProtocol);
  }

  public static boolean isFace(String area) {
    return area.equals("face") || PARTS_OF_FACE.contains(area) && !PERIORBITAL.contains(area);
  }

  public static boolean isBody(String area) {
    return !area.equals("face") && !area.equals("scalp") && !PARTS_OF_FACE.contains(area);
  }

  static boolean overlap(String a, String b) {
    return a.equals(b)
        || a.equals("face") && PARTS_OF_FACE.contains(b)
        || b.equals("face") && PARTS_OF_FACE.contains(a);
  }

  private static int row(double depthMm) {
    return depthMm <= 0.25 ? 0 : depthMm < 1.0 ? 1 : depthMm <= 2.0 ? 2 : 3;
  }

  private static boolean followsProtocol(
      String area, double depthMm, String setting, String modality, List<String> adjuncts) {
    return area.equals("scalp")
        && !"home".equals(setting)
        && !"radiofrequency".equals(modality)
        && depthMm >= 0.5
        && depthMm <= 1.0
        && adjuncts != null
        && adjuncts.contains("minoxidil");
  }
}
