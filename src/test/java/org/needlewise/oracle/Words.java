package org.needlewise.oracle;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The policy's words that need no case: areas, depth rows, lists of codes. Numbers stand as the
 * policy states them.
 */
final class Words {
  private Words() {}

  enum Row {
    R025,
    R05,
    R10,
    R20
  }

  /**
   * @param depth hundredths of a millimetre
   */
  static Row row(int depth) {
    if (depth <= 25) {
      return Row.R025;
    }
    if (depth < 100) {
      return Row.R05;
    }
    return depth <= 200 ? Row.R10 : Row.R20;
  }

  static final Set<String> PERIORBITAL = Set.of("under-eye", "eyebrow", "eyelid");
  static final Set<String> FACE_CLASS =
      Set.of("face", "forehead", "cheeks", "nose", "perioral", "chin");
  private static final Set<String> IN_FACE =
      Set.of("forehead", "cheeks", "nose", "perioral", "chin", "under-eye", "eyebrow", "eyelid");

  static boolean bodyClass(String area) {
    return !PERIORBITAL.contains(area) && !FACE_CLASS.contains(area) && !area.equals("scalp");
  }

  static boolean overlap(String a, String b) {
    return a.equals(b)
        || (a.equals("face") && IN_FACE.contains(b))
        || (b.equals("face") && IN_FACE.contains(a));
  }

  /**
   * @param areas null: anywhere
   */
  static boolean overlap(Set<String> areas, String area) {
    return areas == null || areas.stream().anyMatch(a -> overlap(a, area));
  }

  static final Set<String> INFLAMMATORY =
      Set.of(
          "psoriasis",
          "eczema",
          "atopic-dermatitis",
          "contact-dermatitis",
          "lichen-planus",
          "perioral-dermatitis");
  static final Set<String> AUTOIMMUNE =
      Set.of("lupus", "morphea", "scleroderma", "dermatomyositis", "autoimmune-disease");
  static final Set<String> ANTICOAGULANTS =
      Set.of(
          "warfarin",
          "heparin",
          "enoxaparin",
          "fondaparinux",
          "apixaban",
          "rivaroxaban",
          "edoxaban",
          "dabigatran",
          "anticoagulant");
  static final Set<String> RETINOIDS =
      Set.of("tretinoin", "adapalene", "tazarotene", "retinol", "topical-retinoid");
  static final Set<String> EXFOLIANTS =
      Set.of(
          "glycolic-acid", "salicylic-acid", "lactic-acid", "chemical-peel", "scrub", "exfoliant");

  /** The class of a code, or the code itself. */
  static String classOf(String code) {
    if (INFLAMMATORY.contains(code)) {
      return "inflammatory-skin-disease";
    }
    if (AUTOIMMUNE.contains(code)) {
      return "autoimmune-disease";
    }
    if (ANTICOAGULANTS.contains(code)) {
      return "anticoagulant";
    }
    if (RETINOIDS.contains(code)) {
      return "topical-retinoid";
    }
    return EXFOLIANTS.contains(code) ? "exfoliant" : code;
  }

  /** Warning signs of P35 to P37 and their evidence, in ascending order. */
  static final Map<String, List<String>> WARNING_SIGNS =
      Map.of(
          "erythema", List.of("L034", "L041", "L045"),
          "delayed-healing", List.of("L035", "L041", "L045"),
          "barrier-breakdown", List.of("L036", "L041", "L045"),
          "worsening-texture", List.of("L037", "L041", "L045"),
          "worsening-pigmentation", List.of("L038", "L041", "L045"),
          "recurrent-infection", List.of("L039", "L041", "L045"),
          "prolonged-inflammation", List.of("L040", "L041", "L045"),
          "irritation", List.of("L041", "L042", "L045", "L058"),
          "infection-signs", List.of("L041", "L043", "L045"),
          "open-wound", List.of("L045"));

  static final List<String> QUESTIONS =
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
          "irritation",
          "birth-date");
}
