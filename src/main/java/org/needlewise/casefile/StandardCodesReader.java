package org.needlewise.casefile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.needlewise.casefile.StandardCodes.StandardCode;

/**
 * Reads a file of standard codes ({@code rules-drl/standard-codes.yaml}) strictly, with all its
 * errors at once. Whether a code exists nobody can say here; whether it can exist, its form and its
 * check digit say.
 */
public final class StandardCodesReader {
  static final String HIGH = "high";

  private static final int CODE_CHARS = 18;

  /** Verhoeff's permutation of the digits. */
  private static final String TURN = "1576283094";

  private static final Fields DOCUMENT = new Fields("the standard codes", "standardCodes!");
  private static final Fields ROW =
      new Fields("a standard code", "for!", "system!", "code!", "sure!", "source!", "note");
  private static final CodeTable SYSTEM =
      CodeTable.choice(List.of("SNOMED CT", "ICD-10-CM", "RxNorm", "ATC", "LOINC"));
  private static final CodeTable SURE = CodeTable.choice(List.of(HIGH, "medium", "verify"));
  private static final CodeTable SOURCE = CodeTable.choice(List.of("seen", "memory"));

  private StandardCodesReader() {}

  /**
   * @param source the file's name for the errors
   * @param vocabulary holds the codes that may have standard ones, beside the areas
   * @throws InvalidInputException with all errors
   */
  public static StandardCodes read(byte[] yaml, String source, Vocabulary vocabulary) {
    return StrictReader.yaml(
        yaml,
        source,
        "a list of standard codes",
        in -> new Reading(in, vocabulary).standardCodes());
  }

  private static final class Reading {
    private final StrictReader in;
    private final CodeTable ours;
    private final Map<String, String> listOf = new HashMap<>();
    private final Map<String, List<StandardCode>> codes = new LinkedHashMap<>();
    private final Map<String, String> meanings = new HashMap<>();

    Reading(StrictReader in, Vocabulary vocabulary) {
      this.in = in;
      ours = CodeTable.all(vocabulary);
      vocabulary.lists().forEach((list, all) -> all.forEach(code -> listOf.put(code, list)));
    }

    StandardCodes standardCodes() {
      if (!in.enter(DOCUMENT)) {
        return null;
      }
      while (in.field() >= 0) {
        in.list("a list of standard codes", each -> row());
      }
      return new StandardCodes(codes);
    }

    private StandardCode row() {
      String meant = null;
      String system = null;
      String code = null;
      String sure = null;
      String source = null;
      String note = "";
      Place place = null;
      if (!in.enter(ROW)) {
        return null;
      }
      for (int f = in.field(); f >= 0; f = in.field()) {
        switch (f) {
          case 0 -> meant = in.code(ours);
          case 1 -> system = in.code(SYSTEM);
          case 2 -> {
            place = in.place();
            code = in.text("a code in quotes", 1, CODE_CHARS);
          }
          case 3 -> sure = in.code(SURE);
          case 4 -> source = in.code(SOURCE);
          default -> note = in.text("text", 1, Limits.TEXT_CHARS);
        }
      }
      if (meant == null || system == null || code == null || sure == null || source == null) {
        return null;
      }
      StandardCode row = new StandardCode(system, code, sure, source, note);
      check(row, meant, place);
      codes.computeIfAbsent(meant, key -> new ArrayList<>()).add(row);
      return row;
    }

    /** A code that can be used as it is must say which of ours it means. */
    private void check(StandardCode row, String meant, Place place) {
      String wrong = wrongForm(row.system(), row.code());
      if (wrong != null) {
        in.error(place, Echo.quoted(row.code()), wrong);
      }
      String named = row.system() + ' ' + row.code();
      if (meanings.put(meant + ' ' + named, meant) != null) {
        in.error(place, named + " a second time for " + meant, "each once");
      }
      String list = listOf.getOrDefault(meant, CodeFinder.AREAS);
      String other = row.isSure() ? meanings.putIfAbsent(list + '/' + named, meant) : null;
      if (other != null && !other.equals(meant)) {
        in.error(
            place,
            named + " for " + meant + " and for " + other,
            "one meaning among the " + list + " of a code that is sure");
      }
    }
  }

  /** What a code of the system looks like; null where this one does. */
  private static String wrongForm(String system, String code) {
    return switch (system) {
      case "SNOMED CT" ->
          code.matches("[1-9][0-9]{2,14}[01]0[0-9]") && isVerhoeff(code)
              ? null
              : "the id of a SNOMED CT concept, whose last digit checks the others";
      case "LOINC" ->
          code.matches("[1-9][0-9]{0,6}-[0-9]") && isMod10(code)
              ? null
              : "a LOINC code, whose last digit checks the others";
      case "ICD-10-CM" ->
          code.matches("[A-Z][0-9][0-9A-Z](\\.[0-9A-Z]{1,4})?") ? null : "as in L40 or L40.9";
      case "ATC" ->
          code.matches("[A-Z][0-9]{2}[A-Z]([A-Z]([0-9]{2})?)?") ? null : "as in B01AF or D10BA01";
      default -> code.matches("[1-9][0-9]{0,7}") ? null : "digits, as in 11289";
    };
  }

  /** Whether the last digit is that of Verhoeff's dihedral check. */
  private static boolean isVerhoeff(String digits) {
    int check = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      for (int turns = i % 8; turns > 0; turns--) {
        digit = TURN.charAt(digit) - '0';
      }
      check = product(check, digit);
    }
    return check == 0;
  }

  /** In the dihedral group of the pentagon: 0 to 4 turn it, 5 to 9 turn it over, too. */
  private static int product(int a, int b) {
    int turned = a < 5 ? (a + b) % 5 : (a - b + 10) % 5;
    return a < 5 == b < 5 ? turned : turned + 5;
  }

  /** Whether the last digit is that of Luhn's check. */
  private static boolean isMod10(String code) {
    String digits = code.replace("-", "");
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      sum += i % 2 == 0 ? digit : digit * 2 / 10 + digit * 2 % 10;
    }
    return sum % 10 == 0;
  }
}
