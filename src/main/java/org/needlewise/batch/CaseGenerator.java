package org.needlewise.batch;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.CaseFile.Condition;
import org.needlewise.casefile.CaseFile.Event;
import org.needlewise.casefile.CaseFile.Medication;
import org.needlewise.casefile.CaseFile.PastSession;
import org.needlewise.casefile.CaseFile.Patient;
import org.needlewise.casefile.CaseFile.Procedure;
import org.needlewise.casefile.CaseFile.Proposed;
import org.needlewise.casefile.CaseFile.Reaction;
import org.needlewise.casefile.CaseFile.Regimen;
import org.needlewise.casefile.CaseFile.SkinSign;
import org.needlewise.casefile.Choices;

/**
 * Makes up valid cases of a mix that clinics see: most patients answered the screening questions,
 * have had a few sessions weeks apart and take nothing that matters; some do not.
 *
 * <p>A case depends on the seed and its own index alone, so any slice can be made anywhere with the
 * same bytes. Immutable; one generator serves all threads.
 */
public final class CaseGenerator {
  /** The day on which the cases are screened, unless another is asked for. */
  public static final LocalDate AS_OF = LocalDate.of(2026, 11, 20);

  private static final int DAYS_AHEAD = 29;

  /** What the screening questions ask, as an intake form denies it; birth-date cannot be denied. */
  private static final List<String> ASKED =
      List.of(
          "pregnancy",
          "breastfeeding",
          "active-acne",
          "skin-infection",
          "rosacea",
          "inflammatory-skin-disease",
          "herpes-simplex",
          "autoimmune-disease",
          "immunosuppression",
          "diabetes-uncontrolled",
          "anticoagulant",
          "bleeding-disorder",
          "keloid",
          "skin-cancer",
          "suspicious-lesion",
          "isotretinoin",
          "topical-retinoid",
          "exfoliant",
          "chemotherapy",
          "radiotherapy",
          "stainless-steel",
          "local-anaesthetic",
          "procedure",
          "barrier-breakdown",
          "erythema",
          "irritation");

  private final long seed;
  private final LocalDate asOf;

  public CaseGenerator(long seed) {
    this(seed, AS_OF);
  }

  public CaseGenerator(long seed, LocalDate asOf) {
    this.seed = seed;
    this.asOf = asOf;
  }

  /**
   * @param index from 0
   */
  public CaseFile caseAt(long index) {
    return new Making(random(seed, index), asOf).caseFile("case-%09d".formatted(index + 1));
  }

  /** An own sequence for each number; near ones are as different as far ones. */
  static SplittableRandom random(long seed, long number) {
    return new SplittableRandom(
        new SplittableRandom(seed ^ number * 0x9E3779B97F4A7C15L).nextLong());
  }

  /** Who comes. */
  private enum Patron {
    FACE,
    BODY,
    EYES,
    HOME,
    MINOXIDIL,
    OVER_TREATED
  }

  /** The making of one case. */
  private static final class Making {
    private final SplittableRandom random;
    private final LocalDate asOf;
    private final Set<String> stated = new LinkedHashSet<>();
    private Patron patron;
    private String area;
    private String sex;

    Making(SplittableRandom random, LocalDate asOf) {
      this.random = random;
      this.asOf = asOf;
    }

    CaseFile caseFile(String id) {
      patron = patron();
      area = area();
      sex = sex();
      Proposed proposed = proposed();
      List<PastSession> history = history(proposed);
      return new CaseFile(id, asOf, patient(), proposed, history);
    }

    private Patron patron() {
      int of100 = random.nextInt(100);
      if (of100 < 60) {
        return Patron.FACE;
      }
      if (of100 < 72) {
        return Patron.BODY;
      }
      if (of100 < 76) {
        return Patron.EYES;
      }
      if (of100 < 87) {
        return Patron.HOME;
      }
      return of100 < 94 ? Patron.MINOXIDIL : Patron.OVER_TREATED;
    }

    private String area() {
      return switch (patron) {
        case FACE, OVER_TREATED, HOME ->
            oneOf(
                "face", "face", "face", "face", "cheeks", "cheeks", "forehead", "perioral", "chin");
        case BODY -> oneOf("neck", "neck", "chest", "abdomen", "thighs", "hands", "back", "arms");
        case EYES -> oneOf("under-eye", "under-eye", "under-eye", "eyebrow");
        case MINOXIDIL -> "scalp";
      };
    }

    private String sex() {
      if (chance(2)) {
        return Choices.DEFAULT_SEX;
      }
      return chance(patron == Patron.MINOXIDIL ? 75 : 22) ? "male" : "female";
    }

    // ---- the proposed session

    private Proposed proposed() {
      LocalDate date = asOf.plusDays(chance(35) ? 0 : random.nextInt(DAYS_AHEAD));
      boolean home = patron == Patron.HOME || patron == Patron.MINOXIDIL && chance(12);
      boolean maintenance = chance(8);
      Event event =
          chance(6)
              ? new Event(
                  date.plusDays(3 + random.nextInt(60)), oneOf("wedding", "holiday", "reunion"))
              : null;
      return new Proposed(
          date,
          area,
          chance(4) ? null : indication(),
          depth(home),
          home ? "home" : "professional",
          chance(home ? 80 : 45) ? device(home) : null,
          modality(home),
          adjuncts(home),
          maintenance ? "maintenance" : "initial-series",
          maintenance && chance(70) ? chance(75) : null,
          regimen(home),
          event,
          expectations(),
          home ? "self" : oneOf("dermatologist", "physician", "nurse", "aesthetician"));
    }

    private String indication() {
      return switch (patron) {
        case FACE, HOME, OVER_TREATED ->
            oneOf(
                "acne-scars",
                "acne-scars",
                "acne-scars",
                "wrinkles",
                "wrinkles",
                "fine-lines",
                "fine-lines",
                "texture",
                "photoaging",
                "pore-size",
                "melasma",
                "rejuvenation");
        case BODY -> oneOf("striae", "striae", "scars", "texture", "photoaging", "skin-laxity");
        case EYES -> oneOf("fine-lines", "fine-lines", "rejuvenation");
        case MINOXIDIL -> oneOf("androgenetic-alopecia", "androgenetic-alopecia", "hair-loss");
      };
    }

    /** Hundredths of a millimetre. */
    private int depth(boolean home) {
      if (home) {
        return oneOf(20, 25, 25, 25, 30, 50, 50, 50, 100);
      }
      return switch (patron) {
        case EYES -> oneOf(25, 25, 50, 50, 50, 75);
        case MINOXIDIL -> oneOf(50, 50, 60, 80, 100);
        case BODY -> oneOf(100, 150, 150, 200, 200, 250);
        case FACE, HOME, OVER_TREATED ->
            oneOf(25, 50, 75, 100, 100, 100, 100, 120, 150, 150, 150, 200, 200, 250);
      };
    }

    private String device(boolean home) {
      return home
          ? oneOf("Qure pen", "derma roller 540", "home stamp", "titanium roller")
          : oneOf("Dermapen 4", "SkinPen Precision", "Rejuvapen", "Exceed");
    }

    private String modality(boolean home) {
      if (chance(10)) {
        return Choices.DEFAULT_MODALITY;
      }
      if (home) {
        return oneOf("roller", "roller", "stamp", "pen");
      }
      return chance(2) ? "radiofrequency" : "pen";
    }

    private List<String> adjuncts(boolean home) {
      Set<String> adjuncts = new LinkedHashSet<>();
      if (patron == Patron.MINOXIDIL && chance(85)) {
        adjuncts.add("minoxidil");
      }
      if (!home && chance(45)) {
        adjuncts.add("numbing-cream");
      }
      if (chance(30)) {
        adjuncts.add("hyaluronic-acid");
      }
      if (chance(7)) {
        adjuncts.add(oneOf("exosomes", "growth-factors", "growth-factors", "vitamin-c"));
      }
      return List.copyOf(adjuncts);
    }

    private Regimen regimen(boolean home) {
      if (!chance(home ? 45 : 15)) {
        return null;
      }
      int everyDays = home ? oneOf(2, 3, 7, 7, 14, 28) : oneOf(28, 28, 28, 30, 42, 42, 56, 14);
      return new Regimen(
          everyDays,
          chance(60) ? Integer.valueOf(3 + random.nextInt(5)) : null,
          home ? oneOf("patient", "device-maker") : "clinician");
    }

    private List<String> expectations() {
      if (!chance(12)) {
        return List.of();
      }
      return List.of(
          oneOf(
              "gradual-improvement",
              "gradual-improvement",
              "gradual-improvement",
              "instant-results",
              "complete-scar-removal",
              "pore-erasure"));
    }

    // ---- what has been

    private List<PastSession> history(Proposed proposed) {
      int count =
          switch (patron) {
            case OVER_TREATED -> 5 + random.nextInt(4);
            case MINOXIDIL -> random.nextInt(7);
            case HOME -> random.nextInt(6);
            default -> oneOf(0, 0, 1, 1, 2, 2, 3, 3, 4, 5, 6);
          };
      List<PastSession> sessions = new ArrayList<>(count);
      LocalDate date = asOf.minusDays(firstGap());
      for (int i = 0; i < count; i++) {
        sessions.add(session(date, proposed, i));
        date = date.minusDays(gap());
      }
      Collections.reverse(sessions);
      return sessions;
    }

    /** Days from the last session to the day of the screening. */
    private int firstGap() {
      return switch (patron) {
        case OVER_TREATED -> 3 + random.nextInt(25);
        case MINOXIDIL -> 5 + random.nextInt(16);
        case HOME -> 3 + random.nextInt(40);
        default -> 14 + random.nextInt(chance(70) ? 45 : 300);
      };
    }

    /** Days from one session to the next. */
    private int gap() {
      return switch (patron) {
        case OVER_TREATED -> 10 + random.nextInt(25);
        case MINOXIDIL -> 7 + random.nextInt(14);
        case HOME -> 5 + random.nextInt(25);
        default -> 26 + random.nextInt(chance(85) ? 25 : 120);
      };
    }

    private PastSession session(LocalDate date, Proposed proposed, int back) {
      boolean same = chance(92);
      boolean home = proposed.setting().equals("home");
      return new PastSession(
          date,
          same ? area : oneOf("face", "neck", "forehead", "chest"),
          same && chance(60) ? proposed.depthHundredths() : depth(home),
          chance(70) ? proposed.indication() : null,
          proposed.setting(),
          proposed.device(),
          chance(60) ? proposed.modality() : Choices.DEFAULT_MODALITY,
          chance(40) ? proposed.adjuncts() : List.of(),
          reactions(),
          back > 2 && chance(4),
          chance(30) ? (chance(93) ? "good" : "poor") : null);
    }

    private List<Reaction> reactions() {
      if (!chance(14)) {
        return List.of();
      }
      if (chance(80)) {
        return List.of(new Reaction("erythema", 1 + random.nextInt(chance(85) ? 3 : 7), null));
      }
      return List.of(
          new Reaction(
              oneOf("irritation", "irritation", "delayed-healing", "worsening-pigmentation"),
              chance(60) ? Integer.valueOf(2 + random.nextInt(10)) : null,
              chance(90)));
    }

    // ---- the patient

    private Patient patient() {
      List<Condition> conditions = conditions();
      List<Medication> medications = medications();
      List<String> allergies = allergies();
      List<Procedure> procedures = procedures();
      List<SkinSign> skin = skin();
      return new Patient(
          chance(3) ? null : asOf.minusDays(20 * 365L + random.nextInt(45 * 365)),
          sex,
          chance(85) ? oneOf("I", "II", "II", "III", "III", "III", "IV", "IV", "V", "VI") : null,
          chance(30) ? oneOf("none", "mild", "mild", "moderate", "heavy") : null,
          conditions,
          medications,
          allergies,
          procedures,
          skin,
          negatives());
    }

    private List<Condition> conditions() {
      List<Condition> conditions = new ArrayList<>();
      if (chance(5)) {
        conditions.add(contraindication());
      }
      if (chance(16)) {
        conditions.add(history());
      }
      return List.copyOf(conditions);
    }

    /** A condition that matters while it is active. */
    private Condition contraindication() {
      String code =
          oneOf(
              "active-acne",
              "active-acne",
              "active-acne",
              "rosacea",
              "eczema",
              "psoriasis",
              "herpes-simplex",
              "keloid",
              "lupus",
              "skin-infection",
              sex.equals("male") ? "rosacea" : "pregnancy",
              sex.equals("male") ? "keloid" : "breastfeeding");
      stated.add(code);
      stated.add(classOf(code));
      boolean somewhere = Set.of("active-acne", "eczema", "psoriasis").contains(code);
      return new Condition(
          code,
          "active",
          somewhere && chance(70) ? List.of(chance(60) ? area : "back") : List.of(),
          chance(50) ? asOf.minusDays(10 + random.nextInt(200)) : null,
          null,
          code.equals("lupus") && chance(60) ? chance(50) : null);
    }

    /** A condition that has been, or asks for care only. */
    private Condition history() {
      String code =
          oneOf(
              "herpes-simplex",
              "herpes-simplex",
              "eczema",
              "melasma-disease",
              "hypertrophic-scar",
              "diabetes-uncontrolled",
              "vitiligo",
              "active-acne",
              "rosacea",
              "other-skin-disease");
      boolean quiet = chance(85);
      stated.add(code);
      stated.add(classOf(code));
      LocalDate abatement = asOf.minusDays(60 + random.nextInt(1500));
      return new Condition(
          code,
          quiet ? oneOf("resolved", "resolved", "inactive", "remission") : "active",
          List.of(),
          chance(40) ? abatement.minusDays(30 + random.nextInt(900)) : null,
          quiet && chance(60) ? abatement : null,
          null);
    }

    private List<Medication> medications() {
      List<Medication> medications = new ArrayList<>();
      if (chance(14)) {
        String code =
            oneOf(
                "tretinoin", "adapalene", "retinol", "retinol", "glycolic-acid", "salicylic-acid");
        medications.add(medication(code, "topical", 50, 40));
      }
      if (chance(3)) {
        String code = oneOf("isotretinoin", "apixaban", "warfarin", "rivaroxaban");
        medications.add(medication(code, "oral", code.equals("isotretinoin") ? 20 : 70, 400));
      }
      if (chance(7)) {
        medications.add(medication(oneOf("ibuprofen", "aspirin", "naproxen"), "oral", 70, 60));
      }
      if (chance(12)) {
        medications.add(medication("other-medication", "oral", 90, 300));
      }
      return List.copyOf(medications);
    }

    private Medication medication(String code, String route, int activeOf100, int days) {
      boolean active = chance(activeOf100);
      stated.add(code);
      stated.add(classOf(code));
      return new Medication(
          code,
          active ? "active" : "stopped",
          active && chance(50) || !active && chance(5)
              ? null
              : asOf.minusDays(active ? random.nextInt(3) : random.nextInt(days)),
          chance(70) ? route : null,
          List.of());
    }

    private List<String> allergies() {
      if (!chance(7)) {
        return List.of();
      }
      String code = oneOf("nickel", "local-anaesthetic", "latex", "latex", "other-allergy");
      stated.add(code);
      return List.of(code);
    }

    private List<Procedure> procedures() {
      if (!chance(9)) {
        return List.of();
      }
      String code =
          oneOf(
              "botulinum-toxin",
              "botulinum-toxin",
              "botulinum-toxin",
              "filler",
              "filler",
              "light-or-laser",
              "light-or-laser",
              "deep-peel",
              "ablative-laser",
              "surgery");
      stated.add("procedure");
      return List.of(
          new Procedure(
              code,
              chance(95) ? asOf.minusDays(random.nextInt(300)) : null,
              chance(85) ? List.of(oneOf("face", "forehead", "cheeks", "neck")) : List.of()));
    }

    private List<SkinSign> skin() {
      if (!chance(5)) {
        return List.of();
      }
      String sign =
          oneOf("erythema", "irritation", "tan", "tan", "recent-sun-exposure", "barrier-breakdown");
      stated.add(sign);
      return List.of(
          new SkinSign(
              sign,
              chance(60) ? List.of(area) : List.of(),
              chance(50) ? asOf.minusDays(random.nextInt(12)) : null));
    }

    /** Three in four forms list each answer; a minority leaves some or all open. */
    private List<String> negatives() {
      int of100 = random.nextInt(100);
      if (of100 < 14) {
        return List.of("all-screening-questions");
      }
      if (of100 < 16) {
        return List.of();
      }
      int open = of100 < 25 ? 1 + random.nextInt(5) : 0;
      List<String> denied = new ArrayList<>(ASKED);
      denied.removeAll(stated);
      if (sex.equals("male")) {
        denied.remove("pregnancy");
        denied.remove("breastfeeding");
      }
      for (int i = 0; i < open; i++) {
        denied.remove(random.nextInt(denied.size()));
      }
      return List.copyOf(denied);
    }

    private static String classOf(String code) {
      return switch (code) {
        case "eczema", "psoriasis" -> "inflammatory-skin-disease";
        case "lupus" -> "autoimmune-disease";
        case "apixaban", "warfarin", "rivaroxaban" -> "anticoagulant";
        case "tretinoin", "adapalene", "retinol" -> "topical-retinoid";
        case "glycolic-acid", "salicylic-acid" -> "exfoliant";
        default -> code;
      };
    }

    // ---- dice

    private boolean chance(int of100) {
      return random.nextInt(100) < of100;
    }

    private String oneOf(String... choices) {
      return choices[random.nextInt(choices.length)];
    }

    private int oneOf(int... choices) {
      return choices[random.nextInt(choices.length)];
    }
  }
}
