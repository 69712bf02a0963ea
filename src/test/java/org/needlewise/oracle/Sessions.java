package org.needlewise.oracle;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.needlewise.oracle.OracleCase.Entry;
import org.needlewise.oracle.OracleCase.Proposed;
import org.needlewise.oracle.OracleCase.Reaction;
import org.needlewise.oracle.Words.Row;

/**
 * Past sessions (joined entries), visits, and what the interval rows ask between an earlier and a
 * later session.
 */
final class Sessions {
  private Sessions() {}

  static boolean qure(String device) {
    return device != null && device.toLowerCase(Locale.ROOT).contains("qure");
  }

  private static boolean p31Like(
      String area, Collection<String> adjuncts, boolean home, boolean radiofrequency, int depth) {
    return area.equals("scalp")
        && adjuncts.contains("minoxidil")
        && !home
        && !radiofrequency
        && depth >= 50
        && depth <= 100;
  }

  static boolean p31Like(Proposed p) {
    return p31Like(p.area(), p.adjuncts(), p.home(), p.radiofrequency(), p.depth());
  }

  /** Entries with the same date, area and depth, in list order. */
  record Session(LocalDate date, String area, int depth, List<Entry> entries) {
    static final Comparator<Session> BY_DATE_AREA_DEPTH =
        Comparator.comparing(Session::date)
            .thenComparing(Session::area)
            .thenComparing(Session::depth);

    static List<Session> upTo(LocalDate day, List<Entry> history) {
      Map<List<Object>, List<Entry>> groups = new LinkedHashMap<>();
      for (Entry entry : history) {
        if (!entry.date().isAfter(day)) {
          groups
              .computeIfAbsent(
                  List.of(entry.date(), entry.area(), entry.depth()), key -> new ArrayList<>())
              .add(entry);
        }
      }
      return groups.values().stream()
          .map(
              group ->
                  new Session(
                      group.get(0).date(), group.get(0).area(), group.get(0).depth(), group))
          .sorted(BY_DATE_AREA_DEPTH)
          .toList();
    }

    String at() {
      return entries.get(0).at();
    }

    boolean home() {
      return entries.stream().anyMatch(Entry::home);
    }

    boolean homeWithQure() {
      return home() && entries.stream().anyMatch(e -> qure(e.device()));
    }

    boolean radiofrequency() {
      return entries.stream().anyMatch(Entry::radiofrequency);
    }

    Row row() {
      return radiofrequency() ? Row.R20 : Words.row(depth);
    }

    boolean therapeutic() {
      return row() != Row.R025;
    }

    boolean isP31Like() {
      return entries.stream()
          .allMatch(
              e ->
                  Sessions.p31Like(
                      e.area(), e.adjuncts(), e.home(), e.radiofrequency(), e.depth()));
    }

    boolean completesSeries() {
      return entries.stream().anyMatch(Entry::completesSeries);
    }

    boolean poorAftercare() {
      return entries.stream().anyMatch(Entry::poorAftercare);
    }

    List<Reaction> reactions() {
      return entries.stream().flatMap(e -> e.reactions().stream()).toList();
    }

    Side side() {
      Set<String> adjuncts = new TreeSet<>();
      Set<String> indications = new TreeSet<>();
      for (Entry entry : entries) {
        adjuncts.addAll(entry.adjuncts());
        if (entry.indication() != null) {
          indications.add(entry.indication());
        }
      }
      return new Side(
          area, depth, row(), home(), radiofrequency(), adjuncts, indications, isP31Like());
    }
  }

  /** All therapeutic relevant sessions of one date, by area and depth. */
  record Visit(LocalDate date, List<Session> sessions) {
    static List<Visit> of(List<Session> relevant) {
      Map<LocalDate, List<Session>> byDate = new TreeMap<>();
      for (Session session : relevant) {
        if (session.therapeutic()) {
          byDate.computeIfAbsent(session.date(), date -> new ArrayList<>()).add(session);
        }
      }
      return byDate.entrySet().stream().map(e -> new Visit(e.getKey(), e.getValue())).toList();
    }

    int depth() {
      return sessions.stream().mapToInt(Session::depth).max().getAsInt();
    }

    boolean isP31Like() {
      return sessions.stream().allMatch(Session::isP31Like);
    }

    boolean completesSeries() {
      return sessions.stream().anyMatch(Session::completesSeries);
    }

    boolean overlaps(Visit other) {
      return sessions.stream()
          .anyMatch(s -> other.sessions.stream().anyMatch(o -> Words.overlap(s.area(), o.area())));
    }
  }

  /** What the interval rows look at on either end of a gap. */
  record Side(
      String area,
      int depth,
      Row row,
      boolean home,
      boolean radiofrequency,
      Set<String> adjuncts,
      Set<String> indications,
      boolean isP31Like) {

    static Side of(Proposed p) {
      return new Side(
          p.area(),
          p.depth(),
          Words.row(p.depth()),
          p.home(),
          p.radiofrequency(),
          new TreeSet<>(p.adjuncts()),
          p.indication() == null ? Set.of() : Set.of(p.indication()),
          p31Like(p));
    }

    /** P78: a past session like this one, whatever the modality. */
    Side imagined() {
      return new Side(area, depth, Words.row(depth), home, false, adjuncts, indications, isP31Like);
    }

    boolean therapeutic() {
      return row != Row.R025;
    }

    boolean homeAndDeep() {
      return home && depth > 50;
    }
  }

  /**
   * @param between the verdict from the minimum to the ideal
   */
  record Need(String row, int minimum, int ideal, String between) {}

  /** P20 to P29 for two overlapping sessions, before the exception of P31. */
  static List<Need> general(Side past, Side later) {
    List<Need> needs = new ArrayList<>();
    if (!past.therapeutic()) {
      needs.add(
          later.therapeutic()
              ? new Need("P21", 7, 7, "proceed")
              : new Need("P20", 3, 7, "caution"));
    }
    if (past.therapeutic()) {
      Row deeper = past.row().compareTo(later.row()) >= 0 ? past.row() : later.row();
      needs.add(
          switch (deeper) {
            case R05 -> new Need("P22", 14, 28, "caution");
            case R10 -> new Need("P23", 28, 42, "proceed");
            case R20 -> new Need("P24", 42, 42, "proceed");
            case R025 -> throw new IllegalStateException("a therapeutic session is deeper");
          });
      if (Words.FACE_CLASS.contains(past.area()) && Words.FACE_CLASS.contains(later.area())) {
        needs.add(new Need("P25", 28, 42, "proceed"));
      }
    }
    boolean pastEye = Words.PERIORBITAL.contains(past.area());
    boolean laterEye = Words.PERIORBITAL.contains(later.area());
    boolean eyeAndFace =
        (pastEye && later.area().equals("face")) || (laterEye && past.area().equals("face"));
    if ((pastEye && laterEye) || (eyeAndFace && past.therapeutic())) {
      needs.add(new Need("P26", 42, 56, "proceed"));
    }
    if (past.therapeutic()) {
      if (Words.bodyClass(later.area())) {
        needs.add(new Need("P27", 42, 56, "proceed"));
      }
      if (past.homeAndDeep() || later.homeAndDeep()) {
        needs.add(new Need("P28", 28, 28, "proceed"));
      }
      if (later.indications().stream()
          .anyMatch(Set.of("wrinkles", "fine-lines", "acne-scars")::contains)) {
        needs.add(new Need("P29", 28, 42, "proceed"));
      }
    }
    return needs;
  }

  /** Does P31 stand in place of P22 to P29? */
  static boolean exception(Side past, Side later) {
    return later.isP31Like()
        && past.therapeutic()
        && past.area().equals("scalp")
        && !past.home()
        && !past.radiofrequency()
        && past.depth() <= 100;
  }

  /** P20 to P31 for two overlapping sessions. */
  static List<Need> needs(Side past, Side later) {
    List<Need> needs = general(past, later);
    if (exception(past, later)) {
      needs.removeIf(need -> need.row().compareTo("P22") >= 0);
    }
    if (past.therapeutic()
        && (past.adjuncts().contains("exosomes") || later.adjuncts().contains("exosomes"))) {
      needs.add(new Need("P30", 28, 42, "proceed"));
    }
    if (exception(past, later)) {
      needs.add(new Need("P31", 7, 14, "caution"));
    }
    return needs;
  }

  static int largestMinimum(List<Need> needs) {
    return needs.stream().mapToInt(Need::minimum).max().orElse(0);
  }

  static int largestIdeal(List<Need> needs) {
    return needs.stream().mapToInt(Need::ideal).max().orElse(0);
  }
}
