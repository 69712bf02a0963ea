package org.needlewise.oracle;

import static java.time.temporal.ChronoUnit.DAYS;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Valid case files that no clinic would see: made to sit on the policy's edges (dates a day either
 * side of a limit, month ends, leap days, depths a step around a row's bound, entries doubled, in
 * the future, contradicting one another). One seed gives one case, always the same.
 */
public final class RandomCases {
  /** What a case is mostly about, so that each row's edge is met often. */
  enum Profile {
    MIXED,
    PAIR,
    PROTOCOL,
    SERIES,
    HOME,
    EYES,
    MEDICAL,
    SLOPPY,
    JOINED,
    LATER,
    TREATED,
    BARE
  }

  static final List<String> AREAS =
      List.of(
          "face",
          "forehead",
          "cheeks",
          "nose",
          "perioral",
          "chin",
          "under-eye",
          "eyebrow",
          "eyelid",
          "scalp",
          "neck",
          "chest",
          "back",
          "abdomen",
          "breasts",
          "buttocks",
          "hips",
          "thighs",
          "arms",
          "hands",
          "legs");
  private static final List<String> FACE =
      List.of(
          "face",
          "forehead",
          "cheeks",
          "nose",
          "perioral",
          "chin",
          "under-eye",
          "eyebrow",
          "eyelid");
  private static final List<String> EYES =
      List.of("under-eye", "eyebrow", "eyelid", "face", "cheeks");

  static final List<String> CONDITIONS =
      List.of(
          "active-acne",
          "skin-infection",
          "rosacea",
          "psoriasis",
          "eczema",
          "atopic-dermatitis",
          "contact-dermatitis",
          "lichen-planus",
          "perioral-dermatitis",
          "herpes-simplex",
          "lupus",
          "morphea",
          "scleroderma",
          "dermatomyositis",
          "autoimmune-disease",
          "keloid",
          "hypertrophic-scar",
          "skin-cancer",
          "pregnancy",
          "breastfeeding",
          "bleeding-disorder",
          "diabetes-uncontrolled",
          "immunosuppression",
          "melasma-disease",
          "vitiligo",
          "other-skin-disease",
          "suspicious-lesion",
          "actinic-keratosis",
          "wart",
          "mole",
          "tattoo",
          "hiv",
          "hepatitis",
          "liver-disease",
          "methaemoglobinaemia");

  /** Rows that look at one condition alone, and at its status and place. */
  private static final List<String> ROWS_OF_THEIR_OWN =
      List.of(
          "active-acne",
          "active-acne",
          "skin-infection",
          "skin-infection",
          "rosacea",
          "rosacea",
          "herpes-simplex",
          "skin-cancer",
          "pregnancy",
          "other-skin-disease");

  static final List<String> MEDICATIONS =
      List.of(
          "warfarin",
          "heparin",
          "enoxaparin",
          "fondaparinux",
          "apixaban",
          "rivaroxaban",
          "edoxaban",
          "dabigatran",
          "anticoagulant",
          "aspirin",
          "clopidogrel",
          "ibuprofen",
          "naproxen",
          "isotretinoin",
          "tretinoin",
          "adapalene",
          "tazarotene",
          "retinol",
          "topical-retinoid",
          "glycolic-acid",
          "salicylic-acid",
          "lactic-acid",
          "chemical-peel",
          "scrub",
          "exfoliant",
          "systemic-corticosteroid",
          "immunosuppressant",
          "antiarrhythmic",
          "chemotherapy",
          "radiotherapy",
          "other-medication");
  private static final List<String> ON_THE_SKIN = MEDICATIONS.subList(14, 25);

  /** Rows that look at one or two medicines alone, and at their last day. */
  private static final List<String> WAITS_OF_THEIR_OWN =
      List.of(
          "isotretinoin",
          "isotretinoin",
          "chemotherapy",
          "radiotherapy",
          "systemic-corticosteroid",
          "anticoagulant",
          "warfarin",
          "immunosuppressant",
          "other-medication");

  static final List<String> ALLERGIES =
      List.of("nickel", "stainless-steel", "local-anaesthetic", "latex", "other-allergy");
  static final List<String> PROCEDURES =
      List.of(
          "botulinum-toxin",
          "filler",
          "light-or-laser",
          "ablative-laser",
          "deep-peel",
          "dermabrasion",
          "surgery");
  static final List<String> SIGNS =
      List.of(
          "erythema",
          "irritation",
          "barrier-breakdown",
          "delayed-healing",
          "worsening-texture",
          "worsening-pigmentation",
          "recurrent-infection",
          "prolonged-inflammation",
          "infection-signs",
          "open-wound",
          "sunburn",
          "recent-sun-exposure",
          "tan");
  static final List<String> INDICATIONS =
      List.of(
          "acne-scars",
          "scars",
          "wrinkles",
          "fine-lines",
          "photoaging",
          "texture",
          "striae",
          "melasma",
          "pore-size",
          "hyperpigmentation",
          "age-spots",
          "skin-laxity",
          "hair-loss",
          "androgenetic-alopecia",
          "product-absorption",
          "rejuvenation");
  static final List<String> ADJUNCTS =
      List.of(
          "exosomes",
          "minoxidil",
          "growth-factors",
          "hyaluronic-acid",
          "numbing-cream",
          "vitamin-c",
          "retinoid",
          "acid",
          "prp");
  static final List<String> EXPECTATIONS =
      List.of(
          "instant-results",
          "complete-scar-removal",
          "pore-erasure",
          "unlimited-frequency",
          "surgical-equivalent",
          "gradual-improvement");
  static final List<String> CLASS_NEGATIVES =
      List.of("inflammatory-skin-disease", "procedure", "all-screening-questions");
  static final List<String> STATUSES =
      List.of("active", "recurrence", "relapse", "inactive", "remission", "resolved");

  /** Hundredths of a millimetre. */
  private static final int[] DEPTHS = {
    1, 20, 24, 25, 26, 30, 49, 50, 50, 51, 75, 99, 100, 100, 101, 125, 149, 150, 151, 199, 200, 201,
    249, 250, 251, 299, 300, 301, 400, 1000
  };

  private static final int[] COMMON_DEPTHS = {20, 25, 26, 50, 51, 75, 99, 100, 101, 150, 200, 201};
  private static final int[] EDGE_DAYS = {
    0, 1, 2, 3, 4, 6, 7, 8, 13, 14, 15, 20, 27, 28, 29, 35, 41, 42, 43, 55, 56, 57, 59, 84
  };
  private static final int[] EDGE_MONTHS = {1, 3, 6, 12};

  /** Proposed dates around month ends and leap days. */
  private static final String[] DATES = {
    "2026-11-20", "2027-02-28", "2027-03-01", "2028-02-28", "2028-02-29", "2028-03-01",
        "2027-11-30", "2027-08-31",
    "2028-05-29", "2028-05-31", "2026-12-31", "2027-01-01", "2024-02-29", "2029-02-28",
        "2028-08-29", "2027-05-30"
  };

  private final SplittableRandom random;
  private final Profile profile;
  private LocalDate proposed;
  private LocalDate asOf;
  private String area;
  private int depth;
  private boolean numbed;

  /**
   * Keeps away from most of what defers for good, so that the search for a date has something to
   * find.
   */
  private boolean tame;

  private RandomCases(long seed) {
    random = new SplittableRandom(seed);
    profile = any(List.of(Profile.values()));
  }

  /** The case of this seed, valid by case.schema.json; its id is {@code random-SEED}. */
  public static ObjectNode of(long seed) {
    return new RandomCases(seed).make(seed);
  }

  private ObjectNode make(long seed) {
    ObjectNode json = object();
    json.put("id", "random-" + seed);
    proposed = chance(60) ? LocalDate.parse(DATES[random.nextInt(DATES.length)]) : anyDay();
    asOf = proposed;
    if (!chance(25)) {
      if (chance(profile == Profile.SLOPPY || profile == Profile.LATER ? 70 : 25)) {
        asOf = chance(60) ? earlier(proposed) : later(proposed);
        if (chance(25)) {
          asOf = proposed.minusDays(anyInt(6, 7, 8));
        }
      }
      json.put("asOf", asOf.toString());
    }
    tame = chance(50);
    area = proposedArea();
    if (tame && area.equals("eyelid")) {
      area = "under-eye";
    }
    depth = anyDepth();
    if (tame && (profile == Profile.HOME || FACE.indexOf(area) >= 6)) {
      depth = anyInt(20, 25, 26, 49, 50);
    }
    if (profile == Profile.PROTOCOL) {
      depth = anyInt(49, 50, 50, 75, 99, 100, 100, 101);
    }
    ObjectNode proposal = proposal();
    json.set("patient", patient());
    json.set("proposed", proposal);
    if (profile != Profile.BARE || chance(30)) {
      ArrayNode history = json.putArray("history");
      history(proposal).forEach(history::add);
    }
    return json;
  }

  // ---------------------------------------------------------------- the proposed session

  private String proposedArea() {
    return switch (profile) {
      case PROTOCOL -> chance(92) ? "scalp" : any(AREAS);
      case EYES -> any(EYES);
      case HOME -> any(List.of("face", "cheeks", "scalp", "under-eye", "neck", "face"));
      default -> chance(50) ? any(FACE) : any(AREAS);
    };
  }

  private ObjectNode proposal() {
    ObjectNode p = object();
    p.put("date", proposed.toString());
    p.put("area", area);
    depth(p, depth);
    if (chance(70)) {
      p.put(
          "indication",
          profile == Profile.TREATED && chance(30)
              ? any(List.of("scars", "acne-scars"))
              : any(INDICATIONS));
    }
    int home = profile == Profile.HOME ? 90 : profile == Profile.PROTOCOL ? 5 : 20;
    setting(p, home);
    device(p, profile == Profile.HOME ? 80 : 15);
    modality(p, tame ? 0 : 8);
    if (profile == Profile.PROTOCOL && chance(90)) {
      List<String> adjuncts = new ArrayList<>(List.of("minoxidil"));
      if (chance(25)) {
        adjuncts.add(random.nextInt(2), any(List.of("exosomes", "growth-factors", "acid")));
      }
      strings(p, "adjuncts", adjuncts);
    } else if (chance(35)) {
      List<String> adjuncts = some(ADJUNCTS, 3);
      strings(p, "adjuncts", adjuncts);
      numbed = adjuncts.contains("numbing-cream");
    }
    if (chance(profile == Profile.SERIES || profile == Profile.PROTOCOL ? 50 : 35)) {
      p.put("phase", chance(65) ? "maintenance" : "initial-series");
    }
    if (chance(25)) {
      p.put("improvementDocumented", chance(60));
    }
    if (chance(25)) {
      ObjectNode regimen = p.putObject("regimen");
      regimen.put(
          "everyDays", anyInt(1, 2, 3, 4, 6, 7, 8, 13, 14, 15, 27, 28, 29, 41, 42, 43, 55, 56, 90));
      if (chance(60)) {
        regimen.put("sessions", anyInt(1, 3, 5, 6, 7, 8, 12));
      }
      if (chance(60)) {
        regimen.put("origin", any(List.of("clinician", "patient", "device-maker")));
      }
    }
    if (chance(15)) {
      ObjectNode event = p.putObject("event");
      event.put(
          "date", proposed.plusDays(anyInt(-15, -1, 0, 1, 11, 12, 13, 14, 15, 60)).toString());
      if (chance(50)) {
        event.put("name", any(List.of("wedding", "Grüße, \"Tag\" <1>", "")));
      }
    }
    if (chance(15)) {
      strings(p, "expectations", some(EXPECTATIONS, 3));
    }
    if (chance(40)) {
      p.put(
          "operator",
          chance(50)
              ? "dermatologist"
              : any(List.of("dermatologist", "physician", "nurse", "aesthetician", "self")));
    }
    if (depth > 250 && depth <= 300 && chance(60)) {
      p.put("indication", any(List.of("acne-scars", "scars", "striae")));
      p.put("setting", "professional");
      if (chance(60)) {
        p.put("operator", "dermatologist");
      }
    }
    return p;
  }

  // ---------------------------------------------------------------- the patient

  private ObjectNode patient() {
    ObjectNode patient = object();
    if (chance(85)) {
      patient.put("birthDate", birthDate().toString());
    }
    if (chance(75)) {
      patient.put("sex", any(List.of("female", "female", "male", "male", "other", "unknown")));
    }
    if (chance(50)) {
      patient.put("fitzpatrick", any(List.of("I", "II", "III", "IV", "V", "VI")));
    }
    if (chance(30)) {
      patient.put("photodamage", any(List.of("none", "mild", "moderate", "heavy")));
    }
    boolean medical = profile == Profile.MEDICAL;
    boolean sloppy = profile == Profile.SLOPPY;
    boolean treated = profile == Profile.TREATED;
    if (chance(medical || sloppy ? 90 : treated || numbed ? 35 : 12)) {
      ArrayNode conditions = patient.putArray("conditions");
      for (int i = random.nextInt(medical ? 6 : 3); i >= 0; i--) {
        conditions.add(condition());
      }
    }
    if (chance(medical || sloppy || treated ? 80 : 25)) {
      ArrayNode medications = patient.putArray("medications");
      for (int i = random.nextInt(medical ? 5 : treated ? 3 : 2); i >= 0; i--) {
        medications.add(medication(medical || sloppy || treated ? MEDICATIONS : ON_THE_SKIN));
      }
    }
    if (chance(medical ? 40 : numbed ? 35 : 8)) {
      strings(patient, "allergies", some(ALLERGIES, 3));
    }
    if (chance(treated ? 90 : medical || sloppy || profile == Profile.LATER ? 40 : 10)) {
      ArrayNode procedures = patient.putArray("procedures");
      for (int i = random.nextInt(treated ? 4 : 2); i >= 0; i--) {
        procedures.add(procedure());
      }
    }
    if (chance(medical || sloppy ? 45 : tame ? 4 : 20)) {
      ArrayNode skin = patient.putArray("skin");
      for (int i = random.nextInt(3); i > 0; i--) {
        skin.add(sign());
      }
    }
    negatives(patient);
    return patient;
  }

  private LocalDate birthDate() {
    int kind = random.nextInt(10);
    if (kind < 2) {
      return proposed.minusYears(22).plusDays(anyInt(-1, 0, 1, 2));
    }
    if (kind == 2) {
      LocalDate first = proposed.isAfter(asOf) ? proposed : asOf;
      return chance(80)
          ? proposed.minusYears(18).plusDays(anyInt(-1, 0, 1, 2))
          : first.minusYears(13).plusDays(anyInt(-1, 0, 1));
    }
    if (kind == 3) {
      return LocalDate.parse(
          any(List.of("2004-02-29", "2008-02-29", "2000-02-29", "2006-02-28", "2006-03-01")));
    }
    if (kind == 4 && (profile == Profile.SLOPPY || chance(20))) {
      return chance(50)
          ? asOf.minusYears(120).plusDays(anyInt(-1, 0, 1))
          : asOf.plusDays(anyInt(-1, 0, 1, 400));
    }
    return LocalDate.of(1950 + random.nextInt(52), 1 + random.nextInt(12), 1 + random.nextInt(28));
  }

  private ObjectNode condition() {
    ObjectNode condition = object();
    String code = any(CONDITIONS);
    if (chance(35)) {
      code = any(ROWS_OF_THEIR_OWN);
    }
    if (numbed && chance(30)) {
      code = any(List.of("liver-disease", "methaemoglobinaemia"));
    }
    condition.put("code", code);
    if (chance(75)) {
      condition.put("status", any(STATUSES));
    }
    areas(condition);
    if (chance(30)) {
      condition.put("onset", near(asOf).toString());
    }
    if (chance(25)) {
      condition.put("abatement", near(asOf).toString());
    }
    if (chance(35)) {
      condition.put("impairsHealing", chance(50));
    }
    return condition;
  }

  private ObjectNode medication(List<String> codes) {
    ObjectNode medication = object();
    String code = any(codes);
    if (codes.contains("isotretinoin") && chance(35)) {
      code = any(WAITS_OF_THEIR_OWN);
    }
    if (numbed && chance(25)) {
      code = "antiarrhythmic";
    }
    medication.put("code", code);
    if (chance(75)) {
      boolean active = chance(tame && profile == Profile.TREATED ? 5 : 33);
      medication.put("status", active ? "active" : "stopped");
    }
    if (chance(60)) {
      LocalDate day = chance(50) ? earlier(proposed) : near(asOf);
      medication.put("lastTaken", (chance(50) ? washedOut(code) : day).toString());
    }
    if (chance(45)) {
      medication.put("route", any(List.of("oral", "topical", "injected", "other")));
    }
    areas(medication);
    return medication;
  }

  /** A day on which the wait after the last dose ends on the proposed date, or beside that. */
  private LocalDate washedOut(String code) {
    if (List.of("chemotherapy", "radiotherapy", "systemic-corticosteroid").contains(code)) {
      return proposed.minusDays(anyInt(27, 28, 29));
    }
    if (code.equals("isotretinoin")) {
      return month(proposed, 6, -1);
    }
    if (chance(50)) {
      return proposed.minusDays(anyInt(6, 7, 8));
    }
    return month(proposed, Words.ANTICOAGULANTS.contains(code) ? 3 : 1, -1);
  }

  private ObjectNode procedure() {
    ObjectNode procedure = object();
    String code = any(PROCEDURES);
    procedure.put("code", code);
    if (chance(88)) {
      procedure.put("date", procedureDay(code).toString());
    }
    areas(procedure);
    return procedure;
  }

  private LocalDate procedureDay(String code) {
    int kind = random.nextInt(100);
    if (kind < (profile == Profile.LATER ? 40 : 12)) {
      return proposed.plusDays(anyInt(1, 1, 2, 7, 30));
    }
    if (kind < 60 && !asOf.equals(proposed)) {
      LocalDate first = asOf.isBefore(proposed) ? asOf : proposed;
      int days = (int) Math.abs(DAYS.between(asOf, proposed));
      return first.plusDays(random.nextInt(days + 1));
    }
    boolean ideal = chance(50);
    return switch (code) {
      case "botulinum-toxin" -> proposed.minusDays(anyInt(6, 7, 8, 13, 14, 15));
      case "light-or-laser" -> proposed.minusDays(anyInt(13, 14, 15, 20, 21, 22));
      case "ablative-laser" -> proposed.minusDays(anyInt(41, 42, 43, 83, 84, 85));
      case "filler" -> ideal ? month(proposed, 6, -1) : proposed.minusDays(anyInt(13, 14, 15));
      case "surgery" -> ideal ? month(proposed, 12, -1) : proposed.minusDays(anyInt(41, 42, 43));
      default -> month(proposed, 3, -1);
    };
  }

  private ObjectNode sign() {
    ObjectNode sign = object();
    boolean mild = profile != Profile.MEDICAL && chance(50);
    sign.put("sign", mild ? any(List.of("tan", "recent-sun-exposure")) : any(SIGNS));
    areas(sign);
    if (chance(50)) {
      LocalDate day = chance(70) ? proposed.minusDays(anyInt(0, 5, 6, 7, 8)) : near(asOf);
      sign.put("since", day.toString());
    }
    return sign;
  }

  private void negatives(ObjectNode patient) {
    List<String> denied = new ArrayList<>();
    int kind = random.nextInt(100);
    if (kind < 12) {
      return;
    }
    if (kind < 60) {
      denied.add("all-screening-questions");
    } else if (kind < 75) {
      denied.addAll(Words.QUESTIONS);
      denied.remove("birth-date");
      for (int i = random.nextInt(3); i > 0; i--) {
        denied.remove(random.nextInt(denied.size()));
      }
    }
    if (kind >= 50) {
      List<String> all = new ArrayList<>();
      all.addAll(CONDITIONS);
      all.addAll(MEDICATIONS);
      all.addAll(ALLERGIES);
      all.addAll(SIGNS);
      all.add("inflammatory-skin-disease");
      all.add("procedure");
      List<String> codes = some(all, 8);
      for (JsonNode list : patient) {
        for (JsonNode stated : list) {
          JsonNode code = stated.has("sign") ? stated.path("sign") : stated.path("code");
          if (all.contains(code.asString("")) && chance(15)) {
            codes.add(code.asString());
          }
        }
      }
      for (String code : codes) {
        if (!denied.contains(code)) {
          denied.add(random.nextInt(denied.size() + 1), code);
        }
      }
    }
    strings(patient, "pertinentNegatives", denied);
  }

  // ---------------------------------------------------------------- the history

  private List<ObjectNode> history(ObjectNode proposal) {
    List<ObjectNode> entries = new ArrayList<>();
    int size =
        switch (profile) {
          case PAIR -> 1 + random.nextInt(2);
          case SERIES -> 4 + random.nextInt(11);
          case PROTOCOL -> random.nextInt(14);
          case BARE -> random.nextInt(2);
          case MEDICAL, SLOPPY -> random.nextInt(4);
          default -> random.nextInt(9);
        };
    boolean regular = profile == Profile.SERIES || (profile == Profile.PROTOCOL && chance(70));
    boolean uniform = regular && chance(profile == Profile.PROTOCOL ? 85 : 60);
    int gap = anyInt(5, 7, 8, 14, 27, 28, 29, 30, 42, 45, 58, 61, 70);
    LocalDate day = chance(15) ? proposed : earlier(proposed);
    if (profile == Profile.SERIES
        && "maintenance".equals(proposal.path("phase").asString())
        && chance(60)) {
      day = month(proposed, 3, -1);
    }
    for (int i = 0; i < size; i++) {
      if (regular) {
        if (i > 0) {
          day = chance(82) ? day.minusDays(gap) : chance(60) ? month(day, 3, -1) : earlier(day);
        }
      } else {
        day = anyHistoryDay(day);
      }
      entries.add(entry(day, uniform ? proposal : null));
    }
    int doubled = profile == Profile.JOINED ? 60 : 12;
    for (int i = entries.size(); i > 0; i--) {
      if (chance(doubled / 2)) {
        ObjectNode twin = any(entries);
        ObjectNode entry = entry(LocalDate.parse(twin.path("date").stringValue()), null);
        int what = random.nextInt(4);
        if (what != 1) {
          entry.set("area", twin.path("area"));
        }
        if (what != 2) {
          depth(entry, hundredths(twin));
        }
        entries.add(random.nextInt(entries.size() + 1), entry);
      }
    }
    for (int i = entries.size() - 1; i > 0 && !chance(1); i--) {
      entries.add(random.nextInt(i + 1), entries.remove(i));
    }
    return entries.size() > 14 ? entries.subList(0, 14) : entries;
  }

  private LocalDate anyHistoryDay(LocalDate previous) {
    int kind = random.nextInt(100);
    int later = profile == Profile.LATER ? 35 : profile == Profile.HOME ? 20 : 6;
    if (kind < later) {
      if (chance(40)) {
        return proposed.plusDays(1);
      }
      return chance(70) ? later(proposed) : later(asOf);
    }
    if (kind < 50) {
      return earlier(proposed);
    }
    if (kind < 75) {
      return earlier(previous);
    }
    if (kind < 85) {
      return chance(30) ? month(asOf, 12, -1) : near(asOf);
    }
    return kind < 92 ? previous : proposed.minusDays(random.nextInt(500));
  }

  /**
   * @param like null, or the proposal, which the entry then mostly repeats
   */
  private ObjectNode entry(LocalDate day, ObjectNode like) {
    ObjectNode entry = object();
    entry.put("date", day.toString());
    boolean protocol = profile == Profile.PROTOCOL;
    boolean same = like != null && chance(protocol ? 98 : 90);
    entry.put("area", same || chance(60) ? area : chance(60) ? relatedArea() : any(AREAS));
    if (same) {
      // a series counts where it is therapeutic: the proposal then is one step from that
      depth(entry, depth == 25 ? 26 : depth);
    } else if (protocol) {
      depth(entry, anyInt(25, 49, 50, 50, 75, 100, 100, 101));
    } else if (depth <= 25 && profile != Profile.SERIES && chance(40)) {
      depth(entry, anyInt(1, 20, 25));
    } else {
      depth(entry, anyDepth());
    }
    if (chance(30)) {
      entry.put("indication", any(INDICATIONS));
    }
    int home = profile == Profile.HOME ? 75 : protocol ? 2 : 18;
    setting(entry, home);
    device(entry, profile == Profile.HOME ? 60 : 10);
    modality(entry, protocol ? 1 : 6);
    if (protocol && chance(97)) {
      strings(
          entry, "adjuncts", chance(90) ? List.of("minoxidil") : List.of("exosomes", "minoxidil"));
    } else if (chance(20)) {
      strings(entry, "adjuncts", some(ADJUNCTS, 3));
    }
    if (chance(protocol || profile == Profile.SERIES ? 6 : 22)) {
      ArrayNode reactions = entry.putArray("reactions");
      for (int i = random.nextInt(3); i > 0; i--) {
        reactions.add(reaction());
      }
    }
    if (chance(12)) {
      entry.put("completesSeries", chance(40));
    }
    if (chance(20)) {
      entry.put("aftercare", chance(60) ? "poor" : "good");
    }
    return entry;
  }

  private ObjectNode reaction() {
    ObjectNode reaction = object();
    reaction.put("sign", chance(50) ? "erythema" : any(SIGNS));
    if (chance(75)) {
      reaction.put("days", anyInt(0, 1, 3, 4, 4, 5, 5, 6, 7, 30));
    }
    if (chance(45)) {
      reaction.put("resolved", tame || chance(60));
    } else if (tame && !reaction.has("days")) {
      reaction.put("resolved", true);
    }
    return reaction;
  }

  private String relatedArea() {
    if (area.equals("face")) {
      return any(FACE);
    }
    return FACE.contains(area) ? "face" : area;
  }

  // ---------------------------------------------------------------- shared fields

  private void setting(ObjectNode session, int home) {
    if (chance(home)) {
      session.put("setting", "home");
    } else if (chance(40)) {
      session.put("setting", "professional");
    }
  }

  private void device(ObjectNode session, int qure) {
    if (chance(qure)) {
      session.put("device", any(List.of("Qure pen", "QURE", "my qUrE roller", "qure")));
    } else if (chance(25)) {
      session.put("device", any(List.of("Dermapen 4", "qu re", "Qüre", "")));
    }
  }

  private void modality(ObjectNode session, int radiofrequency) {
    if (chance(radiofrequency)) {
      session.put("modality", "radiofrequency");
    } else if (chance(40)) {
      session.put("modality", any(List.of("pen", "roller", "stamp", "unknown")));
    }
  }

  private void areas(ObjectNode fact) {
    if (chance(45)) {
      List<String> areas = new ArrayList<>(some(AREAS, 2));
      if (areas.isEmpty() || (chance(40) && !areas.contains(area))) {
        areas.add(area);
      }
      strings(fact, "areas", areas);
    }
  }

  /** A decimal of at most two digits; 1, 1.0 and 1.00 are the same depth. */
  private void depth(ObjectNode session, int hundredths) {
    BigDecimal depth = BigDecimal.valueOf(hundredths, 2);
    if (hundredths % 100 == 0) {
      depth = depth.setScale(random.nextInt(3));
    } else if (hundredths % 10 == 0) {
      depth = depth.setScale(1 + random.nextInt(2));
    }
    session.put("depthMm", depth);
  }

  private static int hundredths(JsonNode session) {
    return session.path("depthMm").decimalValue().movePointRight(2).intValueExact();
  }

  private int anyDepth() {
    return profile != Profile.MIXED && chance(tame ? 95 : 50)
        ? anyInt(COMMON_DEPTHS)
        : anyInt(DEPTHS);
  }

  // ---------------------------------------------------------------- days

  private LocalDate anyDay() {
    return LocalDate.of(2026, 1, 1).plusDays(random.nextInt(1460));
  }

  /** A limit's days or months from a day, or a day beside that. */
  private LocalDate earlier(LocalDate day) {
    if (chance(60)) {
      return day.minusDays(anyInt(EDGE_DAYS));
    }
    return month(day, anyInt(EDGE_MONTHS), -1);
  }

  private LocalDate later(LocalDate day) {
    return chance(60) ? day.plusDays(anyInt(EDGE_DAYS)) : month(day, anyInt(EDGE_MONTHS), 1);
  }

  private LocalDate near(LocalDate day) {
    return chance(75) ? earlier(day) : later(day);
  }

  private LocalDate month(LocalDate day, int months, int sign) {
    return day.plusMonths((long) months * sign).plusDays(anyInt(-2, -1, 0, 0, 1, 2));
  }

  // ---------------------------------------------------------------- draws

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private <T> T any(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private int anyInt(int... values) {
    return values[random.nextInt(values.length)];
  }

  /** None to so many different ones, in any order. */
  private List<String> some(List<String> values, int most) {
    List<String> left = new ArrayList<>(values);
    List<String> some = new ArrayList<>();
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      some.add(left.remove(random.nextInt(left.size())));
    }
    return some;
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static void strings(ObjectNode parent, String field, List<String> values) {
    ArrayNode array = parent.putArray(field);
    values.forEach(array::add);
  }
}
