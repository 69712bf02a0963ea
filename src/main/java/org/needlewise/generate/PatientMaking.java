package org.needlewise.generate;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.needlewise.casefile.CaseFile.Condition;
import org.needlewise.casefile.CaseFile.Medication;
import org.needlewise.casefile.CaseFile.Patient;
import org.needlewise.casefile.CaseFile.Procedure;
import org.needlewise.casefile.CaseFile.SkinSign;

/** The making of one case's patient: what they have, take and deny. */
final class PatientMaking extends Dice {
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

  private final LocalDate asOf;
  private final String area;
  private final String sex;
  private final Set<String> stated = new LinkedHashSet<>();

  /**
   * @param area that is to be treated
   */
  PatientMaking(SplittableRandom random, LocalDate asOf, String area, String sex) {
    super(random);
    this.asOf = asOf;
    this.area = area;
    this.sex = sex;
  }

  Patient patient() {
    List<Condition> conditions = conditions();
    List<Medication> medications = medications();
    List<String> allergies = allergies();
    List<Procedure> procedures = procedures();
    List<SkinSign> skin = skin();
    int youngest = chance(2) ? 15 : 20;
    return new Patient(
        chance(3) ? null : asOf.minusDays(youngest * 365L + random.nextInt(45 * 365)),
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
    if (chance(4)) {
      conditions.add(lesion());
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
            "other-skin-disease",
            "hepatitis",
            "liver-disease");
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

  /** Something on the skin that needling leaves out, or that a doctor should see first. */
  private Condition lesion() {
    String code =
        oneOf(
            "mole",
            "mole",
            "mole",
            "tattoo",
            "tattoo",
            "wart",
            "actinic-keratosis",
            "suspicious-lesion");
    stated.add(code);
    return new Condition(
        code,
        "active",
        chance(80) ? List.of(chance(50) ? area : "back") : List.of(),
        null,
        null,
        null);
  }

  private List<Medication> medications() {
    List<Medication> medications = new ArrayList<>();
    if (chance(14)) {
      String code =
          oneOf("tretinoin", "adapalene", "retinol", "retinol", "glycolic-acid", "salicylic-acid");
      medications.add(medication(code, "topical", 50, 40));
    }
    if (chance(3)) {
      String code = oneOf("isotretinoin", "apixaban", "warfarin", "rivaroxaban");
      medications.add(medication(code, "oral", code.equals("isotretinoin") ? 20 : 70, 400));
    }
    if (chance(7)) {
      medications.add(medication(oneOf("ibuprofen", "aspirin", "naproxen"), "oral", 70, 60));
    }
    if (chance(3)) {
      String code = oneOf("antiarrhythmic", "systemic-corticosteroid", "immunosuppressant");
      medications.add(medication(code, "oral", 75, 60));
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
        active ? (chance(8) ? null : "active") : "stopped",
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
    String code =
        oneOf(
            "nickel",
            "nickel",
            "local-anaesthetic",
            "local-anaesthetic",
            "latex",
            "latex",
            "latex",
            "other-allergy",
            "stainless-steel");
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
            "dermabrasion",
            "ablative-laser",
            "surgery");
    stated.add("procedure");
    return List.of(
        new Procedure(
            code,
            chance(94) ? asOf.minusDays(random.nextInt(chance(60) ? 60 : 400)) : null,
            chance(80) ? List.of(chance(70) ? area : oneOf("face", "neck")) : List.of()));
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
      case "immunosuppressant" -> "immunosuppression";
      case "tretinoin", "adapalene", "retinol" -> "topical-retinoid";
      case "glycolic-acid", "salicylic-acid" -> "exfoliant";
      default -> code;
    };
  }
}
