package org.needlewise.facts;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.Vocabulary;

/** A case's facts: what the rules are given, and nothing that no rule asks for. */
public final class Facts {
  /**
   * Every type of fact that a rule may match; {@link Stated} stands for those that implement it.
   */
  public static final List<Class<? extends Fact>> TYPES =
      List.of(
          Adjunct.class,
          Allergy.class,
          Condition.class,
          Denied.class,
          Duplicate.class,
          Event.class,
          Expectation.class,
          Gap.class,
          LastSession.class,
          Medication.class,
          Misdated.class,
          Patient.class,
          Procedure.class,
          Proposal.class,
          Protocol.class,
          Reaction.class,
          Regimen.class,
          ShortPairs.class,
          Sign.class,
          Unanswered.class,
          Visits.class);

  /** Denies every question that is not stated. */
  private static final String ALL_SCREENING_QUESTIONS = "all-screening-questions";

  /** Gaps between past sessions, of which it is not worth looking which are alike. */
  private static final int FEW = 64;

  private final MeasuredCase subject;
  private final CaseFile caseFile;
  private final FactFilter filter;
  private final Consumer<Fact> sink;

  /** A bit for the hash of each code that the patient denies: most others are told by it alone. */
  private final long deniedHashes;

  /** Behind what was last found denied: most cases deny in the order in which questions stand. */
  private int nextDenied;

  private Facts(MeasuredCase subject, FactFilter filter, Consumer<Fact> sink) {
    this.subject = subject;
    this.caseFile = subject.caseFile();
    this.filter = filter;
    this.sink = sink;
    long hashes = 0;
    List<String> negatives = caseFile.patient().pertinentNegatives();
    for (int i = 0; i < negatives.size(); i++) {
      hashes |= 1L << negatives.get(i).hashCode();
    }
    this.deniedHashes = hashes;
  }

  private boolean denies(String code) {
    if ((deniedHashes & 1L << code.hashCode()) == 0) {
      return false;
    }
    List<String> negatives = caseFile.patient().pertinentNegatives();
    int count = negatives.size();
    for (int i = 0; i < count; i++) {
      int at = nextDenied + i < count ? nextDenied + i : nextDenied + i - count;
      if (negatives.get(at).equals(code)) {
        nextDenied = at + 1;
        return true;
      }
    }
    return false;
  }

  /** Hands the facts of the first pass to a sink: all but those that stand in the second. */
  public static void measure(MeasuredCase subject, FactFilter filter, Consumer<Fact> sink) {
    Facts facts = new Facts(subject, filter, sink);
    facts.patient();
    facts.proposal();
    facts.history();
    facts.gaps();
    if (filter.wants(Unanswered.class)) {
      facts.questions();
    }
    if (filter.wants(Misdated.class)) {
      facts.dates();
    }
  }

  /** The pairs of visits that a test calls too short. */
  public static ShortPairs shortPairs(MeasuredCase subject, Predicate<VisitPair> isShort) {
    return new ShortPairs(subject, subject.visits().pairs().where(isShort));
  }

  /** Whether {@link #moved} knows the type of a fact: it takes no measuring of the case anew. */
  public static boolean isMoved(Fact fact) {
    return fact instanceof Stated
        || fact instanceof Reaction
        || fact instanceof Visits
        || fact instanceof Gap gap && gap.role().equals("proposed");
  }

  /** What a fact, see {@link #isMoved}, is at a later proposed date. */
  public static Fact moved(Fact fact, MeasuredCase to) {
    if (fact instanceof Condition it) {
      return new Condition(to, it.index(), it.stated(), it.group());
    } else if (fact instanceof Medication it) {
      return new Medication(to, it.index(), it.stated(), it.group());
    } else if (fact instanceof Allergy it) {
      return new Allergy(to, it.index(), it.code());
    } else if (fact instanceof Procedure it) {
      return new Procedure(to, it.index(), it.stated(), it.group());
    } else if (fact instanceof Sign it) {
      return new Sign(to, it.index(), it.stated());
    } else if (fact instanceof Reaction it) {
      return new Reaction(to, it.session(), it.entry(), it.index(), it.stated());
    } else if (fact instanceof Gap it) {
      return new Gap(to, it.earlier(), to.proposed(), it.role());
    }
    return to.visits();
  }

  /** What stands in a case for the entries that are past on its proposed date, but not before. */
  public static List<Fact> becomePast(MeasuredCase subject, int before) {
    List<Fact> facts = new ArrayList<>();
    Facts all = new Facts(subject, FactFilter.everything(), facts::add);
    List<Session> relevant = subject.relevant();
    for (int i = relevant.size() - 1; i >= 0 && relevant.get(i).date() > before; i--) {
      facts.add(new Gap(subject, relevant.get(i), subject.proposed(), "proposed"));
    }
    List<Session> reacting = subject.reacting();
    for (int i = reacting.size() - 1; i >= 0 && reacting.get(i).date() > before; i--) {
      for (int entry : reacting.get(i).entries()) {
        all.reactions(reacting.get(i), entry);
      }
    }
    List<CaseFile.Procedure> procedures = subject.caseFile().patient().procedures();
    for (int i = 0; i < procedures.size(); i++) {
      LocalDate date = procedures.get(i).date();
      if (date != null && Calendar.day(date) > before) {
        all.procedure(i);
      }
    }
    return facts;
  }

  private void patient() {
    CaseFile.Patient patient = caseFile.patient();
    if (filter.wants(Patient.class)) {
      sink.accept(new Patient(subject));
    }
    List<CaseFile.Condition> conditions = patient.conditions();
    for (int i = 0; i < conditions.size(); i++) {
      CaseFile.Condition condition = conditions.get(i);
      stated(new Condition(subject, i, condition, subject.vocabulary().group(condition.code())));
    }
    List<CaseFile.Medication> medications = patient.medications();
    for (int i = 0; i < medications.size(); i++) {
      CaseFile.Medication medication = medications.get(i);
      stated(new Medication(subject, i, medication, subject.vocabulary().group(medication.code())));
    }
    List<String> allergies = patient.allergies();
    for (int i = 0; i < allergies.size(); i++) {
      stated(new Allergy(subject, i, allergies.get(i)));
    }
    List<CaseFile.Procedure> procedures = patient.procedures();
    for (int i = 0; i < procedures.size(); i++) {
      procedure(i);
    }
    List<CaseFile.SkinSign> skin = patient.skin();
    for (int i = 0; i < skin.size(); i++) {
      stated(new Sign(subject, i, skin.get(i)));
    }
  }

  private void procedure(int index) {
    CaseFile.Procedure procedure = caseFile.patient().procedures().get(index);
    if (procedure.date() == null || Calendar.day(procedure.date()) <= subject.proposedDate()) {
      stated(
          new Procedure(subject, index, procedure, subject.vocabulary().group(procedure.code())));
    }
  }

  private void stated(Stated stated) {
    if (filter.wants(stated.getClass(), stated.code())) {
      sink.accept(stated);
    }
    if (filter.wants(Denied.class) && (denies(stated.code()) || denies(stated.group()))) {
      sink.accept(new Denied(subject, stated));
    }
  }

  private void proposal() {
    CaseFile.Proposed proposed = caseFile.proposed();
    if (filter.wants(Proposal.class)) {
      sink.accept(new Proposal(subject));
    }
    List<String> adjuncts = proposed.adjuncts();
    for (int i = 0; i < adjuncts.size(); i++) {
      if (filter.wants(Adjunct.class, adjuncts.get(i))) {
        sink.accept(new Adjunct(subject, i, adjuncts.get(i)));
      }
    }
    List<String> expectations = proposed.expectations();
    for (int i = 0; i < expectations.size(); i++) {
      if (filter.wants(Expectation.class, expectations.get(i))) {
        sink.accept(new Expectation(subject, i, expectations.get(i)));
      }
    }
    if (proposed.event() != null && filter.wants(Event.class)) {
      sink.accept(new Event(subject));
    }
  }

  private void history() {
    if (filter.wants(Duplicate.class)) {
      for (Session session : subject.past()) {
        if (session.entries().size() > 1) {
          sink.accept(new Duplicate(subject, session));
        }
      }
    }
    if (filter.wants(Reaction.class)) {
      for (Session session : subject.reacting()) {
        for (int entry : session.entries()) {
          reactions(session, entry);
        }
      }
    }
  }

  private void reactions(Session session, int entry) {
    List<CaseFile.Reaction> reactions = caseFile.history().get(entry).reactions();
    for (int i = 0; i < reactions.size(); i++) {
      if (filter.wants(Reaction.class, reactions.get(i).sign())) {
        sink.accept(new Reaction(subject, session, entry, i, reactions.get(i)));
      }
    }
  }

  private void gaps() {
    boolean wantsGaps = filter.wants(Gap.class);
    if (wantsGaps) {
      for (Session session : subject.relevant()) {
        if (subject.proposedDate() - session.date() < filter.sessionsWithinDays()) {
          sink.accept(new Gap(subject, session, subject.proposed(), "proposed"));
        }
      }
    }
    boolean wantsPairs = wantsGaps && filter.pairsWithinDays() > 0;
    if (wantsPairs || filter.wants(Visits.class)) {
      Visits visits = subject.visits();
      if (!visits.visits().isEmpty() && filter.wants(Visits.class)) {
        sink.accept(visits);
      }
      if (wantsPairs) {
        pairs(visits.allPairs());
      }
    }
    if (wantsGaps && filter.regimenGaps() && caseFile.proposed().regimen() != null) {
      sink.accept(new Gap(subject, subject.imagined(), subject.proposed(), "regimen"));
    }
  }

  private void pairs(List<VisitPair> all) {
    List<VisitPair> near = new ArrayList<>(all.size());
    long gaps = 0;
    for (VisitPair pair : all) {
      if (pair.gapDays() < filter.pairsWithinDays()) {
        near.add(pair);
        gaps += (long) pair.earlier().sessions().size() * pair.later().sessions().size();
      }
    }
    if (filter.pairs() != null && gaps > FEW) {
      new AlikeGaps(subject, filter.pairs(), sink).of(near);
      return;
    }
    for (VisitPair pair : near) {
      for (Session later : pair.later().sessions()) {
        for (Session earlier : pair.earlier().sessions()) {
          if (subject.definitions().overlap(earlier.area(), later.area())) {
            sink.accept(new Gap(subject, earlier, later, "pair"));
          }
        }
      }
    }
  }

  private void questions() {
    CaseFile.Patient patient = caseFile.patient();
    boolean allDenied = denies(ALL_SCREENING_QUESTIONS);
    if (allDenied && patient.birthDate() != null) {
      return;
    }
    for (Vocabulary.Question question : subject.vocabulary().questions()) {
      String code = question.code();
      boolean denied = !question.stated().equals("birth-date") && (allDenied || denies(code));
      if (!denied
          && applies(question)
          && !isStated(question, patient)
          && filter.wants(Unanswered.class, code)) {
        sink.accept(new Unanswered(subject, code));
      }
    }
  }

  private boolean applies(Vocabulary.Question question) {
    return !question.notWhereSex().equals(caseFile.patient().sex())
        && (question.onlyWithAdjunct().isEmpty()
            || caseFile.proposed().adjuncts().contains(question.onlyWithAdjunct()));
  }

  private boolean isStated(Vocabulary.Question question, CaseFile.Patient patient) {
    String code = question.code();
    for (String other : question.alsoStatedBy()) {
      if (hasCondition(patient, other, true) || hasMedication(patient, other, true)) {
        return true;
      }
    }
    return switch (question.stated()) {
      case "present" ->
          hasCondition(patient, code, false)
              || hasMedication(patient, code, false)
              || patient.allergies().contains(code);
      case "active" -> hasCondition(patient, code, true);
      case "class" -> hasClassMember(patient, code, false);
      case "topical" -> hasClassMember(patient, code, true);
      case "overlapping" ->
          patient.skin().stream()
              .anyMatch(s -> s.sign().equals(code) && subject.overlapsProposed(s.areas()));
      default -> patient.birthDate() != null;
    };
  }

  private static boolean hasCondition(CaseFile.Patient patient, String code, boolean active) {
    for (CaseFile.Condition condition : patient.conditions()) {
      if (condition.code().equals(code) && (!active || Condition.isActive(condition))) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasMedication(CaseFile.Patient patient, String code, boolean active) {
    for (CaseFile.Medication medication : patient.medications()) {
      if (medication.code().equals(code) && (!active || medication.active())) {
        return true;
      }
    }
    return false;
  }

  /** An active member of the class, or its own code in any status. */
  private boolean hasClassMember(CaseFile.Patient patient, String code, boolean topical) {
    Vocabulary vocabulary = subject.vocabulary();
    for (CaseFile.Condition condition : patient.conditions()) {
      if (condition.code().equals(code)
          || (Condition.isActive(condition) && vocabulary.group(condition.code()).equals(code))) {
        return true;
      }
    }
    for (CaseFile.Medication medication : patient.medications()) {
      if (medication.code().equals(code)
          || (medication.active() && vocabulary.group(medication.code()).equals(code))) {
        boolean internal =
            "oral".equals(medication.route()) || "injected".equals(medication.route());
        if (!topical || !internal) {
          return true;
        }
      }
    }
    for (CaseFile.Procedure procedure : patient.procedures()) {
      if (vocabulary.group(procedure.code()).equals(code)) {
        return true;
      }
    }
    return false;
  }

  private void dates() {
    CaseFile.Patient patient = caseFile.patient();
    List<CaseFile.Condition> conditions = patient.conditions();
    for (int i = 0; i < conditions.size(); i++) {
      condition(conditions.get(i), "/patient/conditions/" + i);
    }
    List<CaseFile.Medication> medications = patient.medications();
    for (int i = 0; i < medications.size(); i++) {
      afterAsOf(
          "lastTaken-after-asOf",
          medications.get(i).lastTaken(),
          "/patient/medications/",
          i,
          "/lastTaken");
    }
    List<CaseFile.Procedure> procedures = patient.procedures();
    for (int i = 0; i < procedures.size(); i++) {
      afterAsOf(
          "procedure-after-asOf", procedures.get(i).date(), "/patient/procedures/", i, "/date");
    }
    List<CaseFile.SkinSign> skin = patient.skin();
    for (int i = 0; i < skin.size(); i++) {
      afterAsOf("since-after-asOf", skin.get(i).since(), "/patient/skin/", i, "/since");
    }
    List<CaseFile.PastSession> history = caseFile.history();
    for (int i = 0; i < history.size(); i++) {
      afterAsOf("history-after-asOf", history.get(i).date(), "/history/", i, "/date");
    }
  }

  private void condition(CaseFile.Condition condition, String pointer) {
    LocalDate onset = condition.onset();
    LocalDate abatement = condition.abatement();
    if (onset != null && Calendar.day(onset) > subject.asOf()) {
      misdated("onset-after-asOf", onset, List.of(pointer + "/onset"));
    }
    if (abatement != null) {
      if (onset != null && abatement.isBefore(onset)) {
        misdated(
            "abatement-before-onset",
            abatement,
            List.of(pointer + "/abatement", pointer + "/onset"));
      }
      if (Calendar.day(abatement) > subject.asOf()) {
        misdated("abatement-after-asOf", abatement, List.of(pointer + "/abatement"));
      } else if (Condition.isActive(condition)) {
        misdated("active-with-abatement", abatement, List.of(pointer + "/abatement"));
      }
    }
  }

  private void afterAsOf(String kind, LocalDate date, String list, int index, String field) {
    if (date != null && Calendar.day(date) > subject.asOf()) {
      misdated(kind, date, List.of(list + index + field));
    }
  }

  private void misdated(String kind, LocalDate date, List<String> pointers) {
    if (filter.wants(Misdated.class, kind)) {
      sink.accept(new Misdated(subject, kind, Calendar.day(date), pointers));
    }
  }
}
