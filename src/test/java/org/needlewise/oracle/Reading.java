package org.needlewise.oracle;

import static java.time.temporal.ChronoUnit.DAYS;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.needlewise.oracle.OracleCase.Condition;
import org.needlewise.oracle.OracleCase.Entry;
import org.needlewise.oracle.OracleCase.Medicine;
import org.needlewise.oracle.OracleCase.Procedure;
import org.needlewise.oracle.OracleCase.Proposed;
import org.needlewise.oracle.OracleCase.Reaction;
import org.needlewise.oracle.OracleCase.Sign;
import org.needlewise.oracle.PolicyOracle.Found;
import org.needlewise.oracle.PolicyOracle.Interval;
import org.needlewise.oracle.Sessions.Need;
import org.needlewise.oracle.Sessions.Session;
import org.needlewise.oracle.Sessions.Side;
import org.needlewise.oracle.Sessions.Visit;
import org.needlewise.oracle.Words.Row;

/** One case read for one proposed date: every row of the policy in its order. */
final class Reading {
  private final OracleCase c;
  private final Proposed p;
  private final LocalDate date;
  private final LocalDate asOf;
  private final String area;
  private final Side proposal;
  private final boolean p31Like;
  private final List<Session> past;
  private final List<Session> relevant;
  private final List<Visit> visits;
  private final List<Found> found = new ArrayList<>();

  /**
   * @param date the proposed date, the case's own or another one tried
   */
  Reading(OracleCase c, LocalDate date) {
    this.c = c;
    this.p = c.proposed();
    this.date = date;
    this.asOf = c.asOf();
    this.area = p.area();
    this.proposal = Side.of(p);
    this.p31Like = Sessions.p31Like(p);
    this.past = Session.upTo(date, c.history());
    this.relevant = past.stream().filter(s -> Words.overlap(s.area(), area)).toList();
    this.visits = Visit.of(relevant);
  }

  List<Found> findings() {
    contraindications();
    warningSigns();
    intervals();
    overTreatment();
    depthAndDevice();
    preparation();
    otherProcedures();
    indicationAndAdjuncts();
    regimenAndExpectations();
    dataQuality();
    return found.stream().sorted(Found.IN_ORDER).toList();
  }

  /** Does any row defer? Leaves out the rows that never do. */
  boolean defers() {
    contraindications();
    depthAndDevice();
    preparation();
    otherProcedures();
    indicationAndAdjuncts();
    if (deferred()) {
      return true;
    }
    intervals();
    if (deferred()) {
      return true;
    }
    warningSigns();
    overTreatment();
    return deferred();
  }

  private boolean deferred() {
    return found.stream().anyMatch(f -> f.verdict().equals("defer"));
  }

  // ---------------------------------------------------------------- small helps

  private void add(
      String policy, String category, String verdict, List<String> because, String... evidence) {
    found.add(new Found(policy, category, verdict, because, List.of(evidence), null, null));
  }

  private void add(
      String policy, String category, String verdict, String because, String... evidence) {
    add(policy, category, verdict, List.of(because), evidence);
  }

  private void defer(
      String policy, String category, LocalDate until, List<String> because, String... evidence) {
    found.add(
        new Found(policy, category, "defer", because, List.of(evidence), null, until.toString()));
  }

  private boolean here(Set<String> areas) {
    return Words.overlap(areas, area);
  }

  private boolean indicated(String... codes) {
    return p.indication() != null && Set.of(codes).contains(p.indication());
  }

  private int daysSince(Session session) {
    return (int) DAYS.between(session.date(), date);
  }

  /** Within 12 months of a day. */
  private static boolean withinYear(LocalDate d, LocalDate of) {
    return d.isAfter(of.minusMonths(12));
  }

  private boolean therapeutic() {
    return proposal.therapeutic();
  }

  // ---------------------------------------------------------------- P01 - P1M

  private void contraindications() {
    String category = "contraindication";
    for (Condition x : c.conditions()) {
      boolean active = x.active();
      boolean quiet = !active;
      boolean open = !x.resolved();
      boolean here = here(x.areas());
      switch (x.code()) {
        case "active-acne" -> {
          if (active) {
            if (here) {
              add("P01", category, "contraindicated", x.at(), "L018");
            } else {
              add("P02", category, "caution", x.at(), "L027");
            }
          }
        }
        case "skin-infection" -> {
          if (active) {
            if (here) {
              add("P03", category, "contraindicated", x.at(), "L019");
            } else {
              add("P04", category, "caution", x.at(), "L028");
            }
          }
        }
        case "rosacea" -> {
          if (open) {
            add("P05", category, "contraindicated", x.at(), "L020");
          } else {
            add("P06", category, "caution", x.at(), "L020", "L028");
          }
        }
        case "psoriasis",
            "eczema",
            "atopic-dermatitis",
            "contact-dermatitis",
            "lichen-planus",
            "perioral-dermatitis" -> {
          if (active && here) {
            add("P07", category, "contraindicated", x.at(), "L021");
          } else {
            add("P08", category, "caution", x.at(), "L021", "L028");
          }
        }
        case "herpes-simplex" -> {
          if (active) {
            add("P09", category, "contraindicated", x.at(), "L022");
          } else {
            add("P10", category, "caution", x.at(), "E25", "L022");
          }
        }
        case "lupus", "morphea", "scleroderma", "dermatomyositis", "autoimmune-disease" -> {
          if (open) {
            if (x.impairsHealing() == null || x.impairsHealing()) {
              add("P11", category, "contraindicated", x.at(), "L023");
            } else {
              add("P12", category, "caution", x.at(), "E36", "L023");
            }
          }
        }
        case "keloid" -> add("P15", category, "contraindicated", x.at(), "L025");
        case "skin-cancer" -> {
          if (active && here) {
            add("P16", category, "contraindicated", x.at(), "E32", "L026");
          }
          if (quiet || !here) {
            add("P17", category, "caution", x.at(), "L026");
          }
        }
        case "pregnancy" -> {
          if (active) {
            add("P18", category, "contraindicated", x.at(), "L029", "L032");
          }
        }
        case "breastfeeding" -> {
          if (active) {
            add("P19", category, "contraindicated", x.at(), "L030", "L032");
          }
        }
        case "bleeding-disorder" -> {
          if (open) {
            add("P1C", category, "contraindicated", x.at(), "E31");
          }
        }
        case "hypertrophic-scar" -> {
          if (open) {
            add("P1D", category, "caution", x.at(), "E30");
          }
        }
        case "diabetes-uncontrolled" -> {
          if (open) {
            add("P1D", category, "caution", x.at(), "E47");
          }
        }
        case "immunosuppression", "hepatitis" -> {
          if (open) {
            add("P1D", category, "caution", x.at(), "E31");
          }
        }
        case "hiv" -> {
          if (open) {
            add("P1D", category, "caution", x.at(), "E31", "E63");
          }
        }
        case "melasma-disease", "vitiligo", "other-skin-disease" -> {
          if (here && open) {
            add("P1E", category, "caution", x.at(), "L028", "L032");
          }
          if (x.code().equals("other-skin-disease") && open && !here) {
            add("P1M", category, "caution", x.at(), "L033");
          }
        }
        case "suspicious-lesion" -> {
          if (active && here) {
            add("P1K", category, "defer", x.at(), "E31");
          }
        }
        case "actinic-keratosis" -> {
          if (active && here) {
            add("P1K", category, "defer", x.at(), "E31", "E53");
          }
        }
        case "wart" -> {
          if (active && here) {
            add("P1K", category, "defer", x.at(), "E53");
          }
        }
        case "mole" -> {
          if (active && here) {
            add("P1L", category, "caution", x.at(), "E31");
          }
        }
        case "tattoo" -> {
          if (active && here) {
            add("P1L", category, "caution", x.at(), "E54");
          }
        }
        case "liver-disease", "methaemoglobinaemia" -> {
          // P7C alone looks at these
        }
        default -> throw new IllegalArgumentException("condition " + x.code());
      }
    }
    for (Medicine m : c.medicines()) {
      if (Words.ANTICOAGULANTS.contains(m.code())) {
        if (m.active()) {
          add("P13", category, "contraindicated", m.at(), "E29", "L024");
        } else if (m.lastTaken() == null) {
          add("P14", category, "incomplete", m.at(), "E71", "L024");
        } else if (date.isBefore(m.lastTaken().plusDays(7))) {
          defer("P14", category, m.lastTaken().plusDays(7), List.of(m.at()), "E71", "L024");
        } else if (date.isBefore(m.lastTaken().plusMonths(3))) {
          add("P14", category, "caution", m.at(), "E71", "L024");
        }
      }
      if (m.code().equals("isotretinoin")) {
        if (m.active()) {
          add("P1A", category, "contraindicated", m.at(), "L031");
        } else if (m.lastTaken() == null) {
          add("P1B", category, "incomplete", m.at(), "E22", "L031");
        } else if (date.isBefore(m.lastTaken().plusMonths(6))) {
          add("P1B", category, "caution", m.at(), "E22", "L031");
        }
      }
      if (Set.of("chemotherapy", "radiotherapy").contains(m.code())) {
        if (m.active()) {
          add("P1C", category, "contraindicated", m.at(), "E31");
        } else if (m.lastTaken() == null) {
          add("P1I", category, "incomplete", m.at(), "E31");
        } else if (date.isBefore(m.lastTaken().plusDays(28))) {
          defer("P1I", category, m.lastTaken().plusDays(28), List.of(m.at()), "E31");
        }
      }
      if (m.code().equals("systemic-corticosteroid")
          && !m.active()
          && (m.lastTaken() == null || date.isBefore(m.lastTaken().plusDays(28)))) {
        add("P1I", category, "caution", m.at(), "E31");
      }
      if (Set.of("aspirin", "clopidogrel", "ibuprofen", "naproxen", "systemic-corticosteroid")
              .contains(m.code())
          && m.active()) {
        add("P1D", category, "caution", m.at(), "E31");
      }
      if (m.code().equals("immunosuppressant") && m.active()) {
        add("P1D", category, "caution", m.at(), "E64");
      }
      if ((Words.RETINOIDS.contains(m.code()) || Words.EXFOLIANTS.contains(m.code()))
          && inside(m)
          && (m.active() || m.lastTaken() == null || m.lastTaken().plusMonths(1).isAfter(date))) {
        add("P1G", category, "caution", m.at(), "L031");
      }
      if (m.code().equals("other-medication") && m.active()) {
        add("P1M", category, "caution", m.at(), "L033");
      }
    }
    for (int i = 0; i < c.allergies().size(); i++) {
      String at = "/patient/allergies/" + i;
      switch (c.allergies().get(i)) {
        case "nickel" -> add("P1D", category, "caution", at, "E06", "E43");
        case "local-anaesthetic" -> add("P1D", category, "caution", at, "E31");
        case "stainless-steel" -> add("P1J", category, "contraindicated", at, "E32");
        case "latex", "other-allergy" -> add("P1M", category, "caution", at, "L033");
        default -> throw new IllegalArgumentException("allergy " + c.allergies().get(i));
      }
    }
    if (c.birthDate() != null && !birthDateIsWrong()) {
      LocalDate eighteen = c.birthDate().plusYears(18);
      if (date.isBefore(eighteen)) {
        defer("P1H", category, eighteen, List.of("/patient/birthDate"), "E33");
      } else if (date.isBefore(c.birthDate().plusYears(22))) {
        add("P1F", category, "caution", "/patient/birthDate", "E33");
      }
    }
  }

  /** By mouth or injected. */
  private static boolean inside(Medicine m) {
    return "oral".equals(m.route()) || "injected".equals(m.route());
  }

  private boolean birthDateIsWrong() {
    return c.birthDate() != null
        && (c.birthDate().isAfter(asOf) || c.birthDate().plusYears(120).isBefore(asOf));
  }

  // ---------------------------------------------------------------- P35 - P39

  private void warningSigns() {
    String category = "warning-sign";
    for (Sign sign : c.skin()) {
      if (!here(sign.areas())) {
        continue;
      }
      if (Words.WARNING_SIGNS.containsKey(sign.code())) {
        add(
            "P35",
            category,
            "defer",
            sign.at(),
            Words.WARNING_SIGNS.get(sign.code()).toArray(String[]::new));
      }
      if (sign.code().equals("sunburn")) {
        add("P39", category, "defer", sign.at(), "L045", "L046");
      }
    }
    for (Session session : relevant) {
      for (Reaction r : session.reactions()) {
        List<String> evidence = Words.WARNING_SIGNS.get(r.sign());
        if (evidence != null && !r.resolved()) {
          String verdict = withinYear(session.date(), asOf) ? "defer" : "caution";
          add("P36", category, verdict, r.at(), evidence.toArray(String[]::new));
        }
        if (callsForReview(session, r)) {
          Set<String> withReview = new TreeSet<>(evidence);
          withReview.add("L044");
          add("P37", category, "caution", r.at(), withReview.toArray(String[]::new));
        }
        if (r.sign().equals("erythema")
            && r.resolved()
            && withinYear(session.date(), date)
            && r.days() != null
            && (r.days() == 4 || r.days() == 5)) {
          add("P38", category, "caution", r.at(), "L034");
        }
      }
    }
  }

  /** P37. */
  private boolean callsForReview(Session session, Reaction r) {
    return Words.WARNING_SIGNS.containsKey(r.sign())
        && r.resolved()
        && withinYear(session.date(), date)
        && (!r.sign().equals("erythema") || r.days() == null || r.days() > 5);
  }

  // ---------------------------------------------------------------- P20 - P33

  /**
   * All rows that apply to a past session against the proposal, P33 and the lengthening of P37 with
   * them.
   */
  private List<Need> needs(Session session) {
    List<Need> needs = Sessions.needs(session.side(), proposal);
    if (newToQure() && session.therapeutic()) {
      needs.add(new Need("P33", 28, 28, "proceed"));
    }
    if (session.reactions().stream().anyMatch(r -> callsForReview(session, r))) {
      needs.replaceAll(n -> new Need(n.row(), n.ideal(), n.ideal(), n.between()));
    }
    return needs;
  }

  /** P33's condition. */
  private boolean newToQure() {
    return p.home()
        && Sessions.qure(p.device())
        && past.stream().filter(Session::homeWithQure).map(Session::date).distinct().count() < 3;
  }

  private static final Map<String, String[]> INTERVAL_EVIDENCE = new LinkedHashMap<>();

  static {
    INTERVAL_EVIDENCE.put("P20", new String[] {"L054", "L057", "L065", "L066"});
    INTERVAL_EVIDENCE.put("P21", new String[] {"L054"});
    INTERVAL_EVIDENCE.put("P22", new String[] {"L055", "L060", "L062", "L067"});
    INTERVAL_EVIDENCE.put("P23", new String[] {"L056", "L062", "L064", "L068", "L069"});
    INTERVAL_EVIDENCE.put("P24", new String[] {"L056", "L062"});
    INTERVAL_EVIDENCE.put("P25", new String[] {"L073"});
    INTERVAL_EVIDENCE.put("P26", new String[] {"L077"});
    INTERVAL_EVIDENCE.put("P27", new String[] {"L083", "L084"});
    INTERVAL_EVIDENCE.put("P28", new String[] {"L104"});
    INTERVAL_EVIDENCE.put("P29", new String[] {"L087", "L090"});
    INTERVAL_EVIDENCE.put("P30", new String[] {"L123"});
    INTERVAL_EVIDENCE.put("P31", new String[] {"L125", "L128"});
    INTERVAL_EVIDENCE.put("P33", new String[] {"L114"});
  }

  /** A row that applies to a session. */
  private record Applied(Session session, Need need, int observed) {
    /** 2 defer, 1 between, 0 nothing. */
    int height() {
      if (observed < need.minimum()) {
        return 2;
      }
      return observed < need.ideal() ? 1 : 0;
    }

    LocalDate firstDay() {
      return session.date().plusDays(need.minimum());
    }

    LocalDate idealDay() {
      return session.date().plusDays(need.ideal());
    }

    static final Comparator<Applied> GOVERNING_FIRST =
        Comparator.comparing(Applied::height, Comparator.reverseOrder())
            .thenComparing(Applied::firstDay, Comparator.reverseOrder())
            .thenComparing(Applied::idealDay, Comparator.reverseOrder())
            .thenComparing(a -> a.session().depth(), Comparator.reverseOrder())
            .thenComparing(a -> a.session().area());
  }

  private void intervals() {
    Map<Session, List<Need>> needs = new LinkedHashMap<>();
    relevant.forEach(session -> needs.put(session, needs(session)));
    INTERVAL_EVIDENCE.forEach(
        (row, evidence) -> {
          List<Applied> applied = new ArrayList<>();
          needs.forEach(
              (session, all) ->
                  all.stream()
                      .filter(need -> need.row().equals(row))
                      .forEach(
                          need -> applied.add(new Applied(session, need, daysSince(session)))));
          intervalRow(row, applied, evidence);
        });
    if (p31Like) {
      List<String> because = new ArrayList<>();
      because.add("/proposed/adjuncts/" + p.adjuncts().indexOf("minoxidil"));
      for (Session session : relevant) {
        if (Sessions.exception(session.side(), proposal)
            && daysSince(session)
                < Sessions.largestIdeal(Sessions.general(session.side(), proposal))) {
          because.add(session.at());
        }
      }
      add("P31", "adjunct", "caution", because, "L125", "L129", "L130");
    }
    poorAftercare(needs);
  }

  private void intervalRow(String row, List<Applied> applied, String... evidence) {
    Applied governing = applied.stream().min(Applied.GOVERNING_FIRST).orElse(null);
    if (governing == null || governing.height() == 0) {
      return;
    }
    List<String> because = new ArrayList<>();
    because.add(governing.session().at());
    for (Applied other : applied) {
      if (!other.equals(governing) && other.observed() < other.need().ideal()) {
        because.add(other.session().at());
      }
    }
    boolean defer = governing.height() == 2;
    Need need = governing.need();
    found.add(
        new Found(
            row,
            "interval",
            defer ? "defer" : need.between(),
            because,
            List.of(evidence),
            new Interval(governing.observed(), need.minimum(), need.ideal()),
            defer ? governing.firstDay().toString() : null));
  }

  /** P32. */
  private void poorAftercare(Map<Session, List<Need>> needs) {
    List<Session> candidates = relevant.stream().filter(Session::therapeutic).toList();
    if (candidates.isEmpty()) {
      candidates = relevant;
    }
    if (candidates.isEmpty()) {
      return;
    }
    LocalDate last = candidates.get(candidates.size() - 1).date();
    candidates.stream()
        .filter(s -> s.date().equals(last) && s.poorAftercare())
        .min(
            Comparator.comparing((Session s) -> -Sessions.largestIdeal(needs.get(s)))
                .thenComparing(s -> -Sessions.largestMinimum(needs.get(s)))
                .thenComparing(s -> -s.depth())
                .thenComparing(Session::area))
        .ifPresent(
            session -> {
              int minimum = Sessions.largestMinimum(needs.get(session));
              int ideal = Sessions.largestIdeal(needs.get(session));
              if (daysSince(session) < ideal) {
                Entry states =
                    session.entries().stream().filter(Entry::poorAftercare).findFirst().get();
                found.add(
                    new Found(
                        "P32",
                        "interval",
                        "caution",
                        List.of(states.at() + "/aftercare"),
                        List.of("L155"),
                        new Interval(daysSince(session), minimum, ideal),
                        null));
              }
            });
  }

  // ---------------------------------------------------------------- P40 - P47

  private void overTreatment() {
    String category = "over-treatment";
    if (p.maintenance() && !p.improvementDocumented()) {
      add("P43", category, "caution", "/proposed/phase", "L138");
    }
    if (visits.isEmpty()) {
      return;
    }
    Visit last = visits.get(visits.size() - 1);
    List<Visit> chain = chain();
    boolean resting = date.isBefore(last.date().plusMonths(3));

    List<Visit> year = visits.stream().filter(v -> withinYear(v.date(), date)).toList();
    if (therapeutic() && year.size() >= 6) {
      if (p.maintenance() && !resting) {
        add("P40", category, "caution", named(year), "L148");
      } else {
        deferOrProtocol("P40", year, () -> endOfSixInAYear(year), "L148");
      }
    }
    if ((chain.size() >= 6 || chain.stream().anyMatch(Visit::completesSeries))
        && therapeutic()
        && resting) {
      deferOrProtocol(
          "P41", chain, () -> last.date().plusMonths(3), "L132", "L135", "L139", "L140");
    }
    if (p.maintenance() && therapeutic() && resting) {
      deferOrProtocol("P42", List.of(last), () -> last.date().plusMonths(3), "L133", "L137");
    }
    pairs();
    if (therapeutic() && !p.maintenance() && resting) {
      int nth = chain.size() + (last.date().equals(date) ? 0 : 1);
      boolean four =
          Words.FACE_CLASS.contains(area) && indicated("photoaging", "texture", "rejuvenation");
      if (nth > (four ? 4 : 6)) {
        String evidence = "L132";
        if (four) {
          evidence = "L074";
        } else if (indicated("acne-scars")) {
          evidence = "L090";
        } else if (indicated("striae")) {
          evidence = "L095";
        } else if (indicated("wrinkles", "fine-lines")) {
          evidence = "L087";
        }
        add("P47", category, "proceed", named(chain), evidence);
      }
    }
  }

  /** The visits back from the last with each gap shorter than three months, earliest first. */
  private List<Visit> chain() {
    int first = visits.size() - 1;
    while (first > 0
        && visits.get(first).date().isBefore(visits.get(first - 1).date().plusMonths(3))) {
      first--;
    }
    return visits.subList(first, visits.size());
  }

  private static List<String> named(List<Visit> visits) {
    return visits.stream().flatMap(v -> v.sessions().stream()).map(Session::at).toList();
  }

  private void deferOrProtocol(
      String row, List<Visit> counted, Supplier<LocalDate> until, String... evidence) {
    if (p31Like && counted.stream().allMatch(Visit::isP31Like)) {
      add(row, "over-treatment", "caution", named(counted), evidence);
    } else {
      defer(row, "over-treatment", until.get(), named(counted), evidence);
    }
  }

  /** P40. */
  private LocalDate endOfSixInAYear(List<Visit> counted) {
    LocalDate maintained = counted.get(counted.size() - 1).date().plusMonths(3);
    for (LocalDate day = date.plusDays(1); ; day = day.plusDays(1)) {
      LocalDate tried = day;
      List<Visit> left = counted.stream().filter(v -> withinYear(v.date(), tried)).toList();
      if (left.size() < 6
          || (p31Like && left.stream().allMatch(Visit::isP31Like))
          || (p.maintenance() && !day.isBefore(maintained))) {
        return day;
      }
    }
  }

  /** The last visit before this one of which an area overlaps one of its own, or null. */
  private Visit before(Visit later) {
    Visit before = null;
    for (Visit visit : visits) {
      if (visit.date().isBefore(later.date()) && visit.overlaps(later)) {
        before = visit;
      }
    }
    return before;
  }

  /** P44 to P46. */
  private void pairs() {
    List<Visit> close = new ArrayList<>();
    List<Visit> hasty = new ArrayList<>();
    int hastyPairs = 0;
    for (Visit b : visits) {
      Visit a = before(b);
      if (a == null || !withinYear(a.date(), date) || !withinYear(b.date(), date)) {
        continue;
      }
      long gap = DAYS.between(a.date(), b.date());
      if (gap <= 7 && !(a.isP31Like() && b.isP31Like())) {
        close.add(a);
        close.add(b);
      }
      if (gap < largestMinimum(a, b)) {
        hastyPairs++;
        hasty.add(a);
        hasty.add(b);
      }
    }
    if (!close.isEmpty()) {
      add("P44", "over-treatment", "caution", named(inOrder(close)), "L061", "L116");
    }
    if (hastyPairs >= 2) {
      add("P45", "over-treatment", "caution", named(inOrder(hasty)), "L202", "L206", "L215");
    }
    Visit b = visits.get(visits.size() - 1);
    Visit a = before(b);
    if (therapeutic()
        && a != null
        && b.date().isBefore(a.date().plusMonths(3))
        && p.depth() > b.depth()) {
      long gap = DAYS.between(a.date(), b.date());
      if (DAYS.between(b.date(), date) < gap) {
        if (p.home()) {
          defer("P46", "over-treatment", b.date().plusDays(gap), named(List.of(a, b)), "L115");
        } else {
          add("P46", "over-treatment", "caution", named(List.of(a, b)), "L115");
        }
      }
    }
  }

  private static List<Visit> inOrder(List<Visit> visits) {
    return visits.stream().distinct().sorted(Comparator.comparing(Visit::date)).toList();
  }

  private static int largestMinimum(Visit a, Visit b) {
    int largest = 0;
    for (Session earlier : a.sessions()) {
      for (Session later : b.sessions()) {
        if (Words.overlap(earlier.area(), later.area())) {
          largest =
              Math.max(
                  largest, Sessions.largestMinimum(Sessions.needs(earlier.side(), later.side())));
        }
      }
    }
    return largest;
  }

  // ---------------------------------------------------------------- P50 - P5D

  private void depthAndDevice() {
    String depth = "/proposed/depthMm";
    int d = p.depth();
    boolean home = p.home();
    boolean eye = Words.PERIORBITAL.contains(area);
    if (home && d > 100) {
      add("P50", "depth", "defer", depth, "L102");
    }
    if (home && d > 50 && d <= 100) {
      add("P51", "depth", "caution", depth, "L099", "L101");
    }
    if (!home && d > 200 && d <= 250) {
      add("P52", "depth", "caution", depth, "L098");
    }
    if (!home && d > 250 && d <= 300) {
      boolean allowed = "dermatologist".equals(p.operator()) && indicated("acne-scars", "scars");
      add("P53", "depth", allowed ? "caution" : "defer", depth, "L103");
    }
    if (!home && d > 300) {
      add("P54", "depth", "defer", depth, "L098", "L100");
    }
    if (eye && d > 50) {
      add("P55", "depth", "defer", depth, "L078");
    }
    if (eye) {
      if (home) {
        add("P57", "depth", "caution", "/proposed/area", "L082");
      } else {
        add("P56", "depth", "caution", "/proposed/area", "L081");
      }
    }
    if (newToQure() && d > 50) {
      add("P58", "device", "defer", depth, "L113");
    }
    if (d < 25 || (d > 25 && d < 50) || (d > 100 && d < 150) || d > 200) {
      add("P59", "depth", "proceed", depth, "L054", "L055", "L056");
    }
    if (proposal.row() == Row.R025
        && indicated(
            "acne-scars", "scars", "wrinkles", "fine-lines", "photoaging", "texture", "striae")) {
      add("P5A", "depth", "proceed", depth, "L010", "L070");
    }
    if (p.radiofrequency()) {
      add("P5B", "device", "defer", "/proposed/modality", "E50", "L017");
    }
    if (home) {
      add("P5C", "device", "proceed", "/proposed", "L105", "L106", "L107");
    }
    if (area.equals("eyelid")) {
      add("P5D", "depth", "defer", "/proposed/area", "E32");
    }
  }

  // ---------------------------------------------------------------- P60 - P66

  private void preparation() {
    String category = "preparation";
    for (Medicine m : c.medicines()) {
      if (Words.RETINOIDS.contains(m.code())) {
        onTheSkin(m, "P60", "L047");
      }
      if (Words.EXFOLIANTS.contains(m.code())) {
        onTheSkin(m, "P61", "L048");
      }
    }
    for (Sign sign : c.skin()) {
      boolean tan = sign.code().equals("tan");
      boolean sun =
          sign.code().equals("recent-sun-exposure")
              && (sign.since() == null || sign.since().isAfter(date.minusDays(7)));
      if (here(sign.areas()) && (tan || sun)) {
        add("P63", category, "caution", sign.at(), "L046");
      }
    }
    if (p.event() != null && !p.event().isBefore(date) && p.event().isBefore(date.plusDays(14))) {
      add("P64", "timing", "caution", "/proposed/event/date", "L053", "L160");
    }
    if (c.fitzpatrick() != null && Set.of("IV", "V", "VI").contains(c.fitzpatrick())) {
      boolean likely = p.depth() > 150 || indicated("melasma", "hyperpigmentation", "age-spots");
      add(
          "P66",
          category,
          likely ? "caution" : "proceed",
          "/patient/fitzpatrick",
          "E06",
          "L178",
          "L205");
    }
  }

  /** P60 to P62. */
  private void onTheSkin(Medicine m, String row, String evidence) {
    if (inside(m) || !here(m.areas())) {
      return;
    }
    List<String> because = List.of(m.at());
    if (m.active()) {
      if (date.isBefore(asOf.plusDays(7))) {
        defer(row, "preparation", asOf.plusDays(7), because, evidence);
      } else {
        add(row, "preparation", "caution", because, evidence);
      }
    } else if (m.lastTaken() == null) {
      add("P62", "preparation", "incomplete", because, evidence);
    } else if (date.isBefore(m.lastTaken().plusDays(7))) {
      defer(row, "preparation", m.lastTaken().plusDays(7), because, evidence);
    }
  }

  // ---------------------------------------------------------------- P67 - P6D

  private void otherProcedures() {
    for (Procedure x : c.procedures()) {
      if (!here(x.areas())) {
        continue;
      }
      LocalDate on = x.date();
      if (on == null) {
        add("P6D", "timing", "incomplete", x.at(), "L033");
      } else if (!on.isAfter(date)) {
        boolean scars = indicated("scars", "acne-scars");
        switch (x.code()) {
          case "botulinum-toxin" -> waits(x, "P67", on.plusDays(7), on.plusDays(14), "E55");
          case "filler" -> waits(x, "P68", on.plusDays(14), on.plusMonths(6), "E31", "E55");
          case "light-or-laser" -> waits(x, "P69", on.plusDays(14), on.plusDays(21), "E54");
          case "ablative-laser" -> waits(x, "P6A", on.plusDays(42), on.plusDays(84), "E54");
          case "deep-peel", "dermabrasion" ->
              waits(x, "P6B", on.plusMonths(3), on.plusMonths(3), "E54");
          case "surgery" ->
              waits(
                  x,
                  "P6C",
                  on.plusDays(42),
                  scars ? on.plusDays(42) : on.plusMonths(12),
                  "E31",
                  "E57");
          default -> throw new IllegalArgumentException("procedure " + x.code());
        }
      }
    }
  }

  private void waits(
      Procedure x, String row, LocalDate minimum, LocalDate ideal, String... evidence) {
    if (date.isBefore(minimum)) {
      defer(row, "timing", minimum, List.of(x.at()), evidence);
    } else if (date.isBefore(ideal)) {
      add(row, "timing", "caution", x.at(), evidence);
    }
  }

  // ---------------------------------------------------------------- P70 - P7E

  private void indicationAndAdjuncts() {
    String at = "/proposed/indication";
    if (indicated("melasma")) {
      add("P70", "indication", "caution", at, "L005");
    }
    if (indicated("pore-size")) {
      add("P70", "indication", "caution", at, "L007");
    }
    if (indicated("hair-loss", "androgenetic-alopecia")
        && p.adjuncts().stream()
            .noneMatch(Set.of("minoxidil", "exosomes", "growth-factors")::contains)) {
      add("P71", "indication", "caution", at, "L006");
    }
    if (indicated("acne-scars")) {
      add("P72", "indication", "proceed", at, "L001");
    }
    if (indicated("photoaging", "fine-lines", "wrinkles")) {
      add("P72", "indication", "proceed", at, "L002");
    }
    if (indicated("texture")) {
      add("P72", "indication", "proceed", at, "L003");
    }
    if (indicated("striae")) {
      add("P72", "indication", "proceed", at, "L004");
    }
    if (indicated("hyperpigmentation", "age-spots")) {
      add("P73", "indication", "proceed", at, "L013", "L015");
    }
    if (indicated("skin-laxity")) {
      add("P73", "indication", "proceed", at, "L015");
    }
    for (int i = 0; i < p.adjuncts().size(); i++) {
      String adjunct = "/proposed/adjuncts/" + i;
      switch (p.adjuncts().get(i)) {
        case "exosomes" -> add("P74", "adjunct", "caution", adjunct, "E40", "L123", "L124");
        case "minoxidil" -> {
          if (!area.equals("scalp")) {
            add("P75", "adjunct", "caution", adjunct, "L127");
          }
          if (p.home()) {
            add("P76", "adjunct", "caution", adjunct, "L130");
          }
        }
        case "vitamin-c", "retinoid", "acid" ->
            add("P77", "adjunct", "caution", adjunct, "E42", "L175");
        case "numbing-cream" -> numbingCream(adjunct);
        case "prp" -> add("P7E", "adjunct", "caution", adjunct, "E44", "E66");
        default -> {
          // growth-factors and hyaluronic-acid say nothing by themselves
        }
      }
    }
  }

  /** P7B to P7D. */
  private void numbingCream(String adjunct) {
    int allergy = c.allergies().indexOf("local-anaesthetic");
    if (allergy >= 0) {
      List<String> because = List.of(adjunct, "/patient/allergies/" + allergy);
      add("P7B", "adjunct", "defer", because, "E31", "E53");
    }
    for (Condition x : c.conditions()) {
      if (Set.of("liver-disease", "methaemoglobinaemia").contains(x.code()) && !x.resolved()) {
        add("P7C", "adjunct", "caution", List.of(adjunct, x.at()), "E53");
      }
    }
    for (Medicine m : c.medicines()) {
      if (m.code().equals("antiarrhythmic") && m.active()) {
        add("P7C", "adjunct", "caution", List.of(adjunct, m.at()), "E53");
      }
    }
    if (p.home()) {
      add("P7D", "adjunct", "caution", adjunct, "E62");
    }
  }

  private void regimenAndExpectations() {
    if (p.everyDays() != null
        && p.everyDays() < Sessions.largestMinimum(Sessions.needs(proposal.imagined(), proposal))) {
      String at = "/proposed/regimen/everyDays";
      if ("device-maker".equals(p.origin())) {
        add("P78", "regimen", "caution", at, "L116", "L117", "L119", "L219");
      } else {
        add("P78", "regimen", "caution", at, "L116", "L219");
      }
    }
    if (p.sessions() != null && p.sessions() > 6 && therapeutic()) {
      add("P79", "regimen", "caution", "/proposed/regimen/sessions", "L132", "L148");
    }
    for (int i = 0; i < p.expectations().size(); i++) {
      String evidence =
          switch (p.expectations().get(i)) {
            case "instant-results" -> "L193";
            case "complete-scar-removal", "pore-erasure" -> "L194";
            case "unlimited-frequency" -> "L195";
            case "surgical-equivalent" -> "L196";
            default -> null;
          };
      if (evidence != null) {
        add("P7A", "expectation", "proceed", "/proposed/expectations/" + i, evidence);
      }
    }
  }

  // ---------------------------------------------------------------- P80 - P89

  private void dataQuality() {
    String category = "data-quality";
    for (Entry entry : c.history()) {
      if (entry.date().isAfter(asOf)) {
        add("P80", category, "incomplete", entry.at() + "/date", "L086");
      }
    }
    if (date.isBefore(asOf)) {
      add("P81", category, "incomplete", "/proposed/date", "L045");
    }
    if (birthDateIsWrong()) {
      add("P82", category, "incomplete", "/patient/birthDate", "L032");
    }
    for (Condition x : c.conditions()) {
      if (c.sex().equals("male")
          && Set.of("pregnancy", "breastfeeding").contains(x.code())
          && x.active()) {
        add("P83", category, "incomplete", x.at(), "L029");
      }
      if (x.abatement() != null) {
        if (x.onset() != null && x.abatement().isBefore(x.onset())) {
          add(
              "P84",
              category,
              "incomplete",
              List.of(x.at() + "/abatement", x.at() + "/onset"),
              "L033");
        }
        if (x.abatement().isAfter(asOf) || x.active()) {
          add("P84", category, "incomplete", x.at() + "/abatement", "L033");
        }
      }
      wrongIfLater(x.onset(), x.at() + "/onset");
      boolean anyStatus =
          Set.of("keloid", "bleeding-disorder", "rosacea", "skin-cancer").contains(x.code());
      if (x.active() || anyStatus) {
        wrongIfDenied(x.code(), x.at());
      }
    }
    for (Medicine m : c.medicines()) {
      wrongIfLater(m.lastTaken(), m.at() + "/lastTaken");
      if (m.active()) {
        wrongIfDenied(m.code(), m.at());
      }
      if (m.lastTaken() != null && m.status() == null) {
        add("P89", category, "incomplete", m.at(), "L033");
      }
    }
    for (Procedure x : c.procedures()) {
      wrongIfLater(x.date(), x.at() + "/date");
      if (x.date() == null || !x.date().isAfter(date)) {
        wrongIfDenied("procedure", x.at());
      }
    }
    for (Sign sign : c.skin()) {
      wrongIfLater(sign.since(), sign.at() + "/since");
      if (here(sign.areas())) {
        wrongIfDenied(sign.code(), sign.at());
      }
    }
    for (int i = 0; i < c.allergies().size(); i++) {
      wrongIfDenied(c.allergies().get(i), "/patient/allergies/" + i);
    }
    for (Session session : past) {
      if (session.entries().size() > 1) {
        add("P86", category, "caution", session.entries().stream().map(Entry::at).toList(), "L086");
      }
    }
    if (!questions().isEmpty()) {
      add("P87", category, "incomplete", "/patient", "L032", "L033");
    }
    if (!p.home() && "self".equals(p.operator())) {
      add("P88", category, "incomplete", "/proposed/operator", "L099");
    }
  }

  private void wrongIfLater(LocalDate when, String at) {
    if (when != null && when.isAfter(asOf)) {
      add("P84", "data-quality", "incomplete", at, "L033");
    }
  }

  private void wrongIfDenied(String code, String at) {
    if (c.negatives().contains(code) || c.negatives().contains(Words.classOf(code))) {
      add("P85", "data-quality", "incomplete", at, "L033");
    }
  }

  List<String> questions() {
    return Words.QUESTIONS.stream()
        .filter(q -> !(c.sex().equals("male") && Set.of("pregnancy", "breastfeeding").contains(q)))
        .filter(q -> !q.equals("local-anaesthetic") || p.adjuncts().contains("numbing-cream"))
        .filter(q -> !stated(q))
        .filter(q -> q.equals("birth-date") || !denied(q))
        .toList();
  }

  private boolean denied(String question) {
    return c.negatives().contains(question) || c.negatives().contains("all-screening-questions");
  }

  private boolean stated(String question) {
    return switch (question) {
      case "birth-date" -> c.birthDate() != null;
      case "pregnancy", "breastfeeding", "active-acne", "skin-infection" ->
          c.conditions().stream().anyMatch(x -> x.code().equals(question) && x.active());
      case "rosacea",
          "herpes-simplex",
          "diabetes-uncontrolled",
          "bleeding-disorder",
          "keloid",
          "skin-cancer",
          "suspicious-lesion" ->
          c.conditions().stream().anyMatch(x -> x.code().equals(question));
      case "immunosuppression" ->
          c.conditions().stream()
                  .anyMatch(
                      x -> x.code().equals(question) || (x.code().equals("hiv") && x.active()))
              || c.medicines().stream()
                  .anyMatch(m -> m.code().equals("immunosuppressant") && m.active());
      case "isotretinoin", "chemotherapy", "radiotherapy" ->
          c.medicines().stream().anyMatch(m -> m.code().equals(question));
      case "stainless-steel", "local-anaesthetic" -> c.allergies().contains(question);
      case "procedure" -> !c.procedures().isEmpty();
      case "barrier-breakdown", "erythema", "irritation" ->
          c.skin().stream().anyMatch(s -> s.code().equals(question) && here(s.areas()));
      case "inflammatory-skin-disease", "autoimmune-disease" ->
          c.conditions().stream()
              .anyMatch(
                  x ->
                      Words.classOf(x.code()).equals(question)
                          && (x.active() || x.code().equals(question)));
      case "anticoagulant" ->
          c.medicines().stream()
              .anyMatch(
                  m ->
                      Words.classOf(m.code()).equals(question)
                          && (m.active() || m.code().equals(question)));
      case "topical-retinoid", "exfoliant" ->
          c.medicines().stream()
              .filter(m -> !inside(m))
              .anyMatch(
                  m ->
                      Words.classOf(m.code()).equals(question)
                          && (m.active() || m.code().equals(question)));
      default -> throw new IllegalArgumentException("question " + question);
    };
  }
}
