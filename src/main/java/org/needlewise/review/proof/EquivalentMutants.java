package org.needlewise.review.proof;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.needlewise.casefile.Fields;
import org.needlewise.casefile.Limits;
import org.needlewise.casefile.Place;
import org.needlewise.casefile.StrictReader;
import org.needlewise.review.cases.CaseReader;
import org.needlewise.rulebase.check.PlainFiles;

/**
 * Which changes to the rules no case can notice, and why: {@code mutants.yaml} in the folder of the
 * cases.
 *
 * <pre>
 * - file: over-treatment/depth-and-frequency.drl
 *   change: without hasLastPair
 *   why: where there is no pair, the last one is the last visit twice, which is never too soon
 * </pre>
 */
final class EquivalentMutants {
  /** The name of the file. */
  public static final String FILE = CaseReader.EQUIVALENT_MUTANTS;

  private static final String EXPECTED = "a list of changes, each with file, change and why";
  private static final Fields ENTRY = new Fields("an entry", "file!", "change!", "why!");

  private final Map<String, String> why;

  private EquivalentMutants(Map<String, String> why) {
    this.why = why;
  }

  /**
   * @param cases the folder of the cases; where the file is not in it, nothing is explained
   * @throws org.needlewise.casefile.InvalidInputException with what is wrong in the file
   */
  static EquivalentMutants read(Path cases) {
    byte[] yaml = PlainFiles.file(cases, FILE);
    if (yaml == null) {
      return new EquivalentMutants(Map.of());
    }
    return StrictReader.yaml(
        yaml,
        PlainFiles.path(cases, FILE),
        EXPECTED,
        in -> {
          Map<String, String> why = new LinkedHashMap<>();
          in.list(EXPECTED, each -> entry(each, why));
          return new EquivalentMutants(why);
        });
  }

  private static String entry(StrictReader in, Map<String, String> why) {
    String file = "";
    String change = "";
    String reason = "";
    Place place = in.place();
    if (!in.enter(ENTRY)) {
      return null;
    }
    for (int f = in.field(); f >= 0; f = in.field()) {
      switch (f) {
        case 0 -> file = in.line("text: a rule file");
        case 1 -> change = in.line("text: a change, as rules mutate prints it");
        default -> reason = in.text("text: why no case can notice it", 1, Limits.TEXT_CHARS);
      }
    }
    String key = key(file, change);
    if (why.putIfAbsent(key, String.valueOf(reason).strip()) != null) {
      in.error(place, key + " a second time", "each change once");
    }
    return key;
  }

  private static String key(String file, String change) {
    return file + ": " + change;
  }

  /** Null where it is not explained. */
  String of(Mutant mutant) {
    return of(mutant.file(), mutant.change());
  }

  String of(String file, String change) {
    return why.get(key(file, change));
  }

  /** EquivalentMutants of changes that the cases do notice, or that are none. */
  List<String> stale(List<Mutation.Result> results) {
    List<String> stale = new ArrayList<>(why.keySet());
    Set<String> files = new java.util.HashSet<>();
    for (Mutation.Result result : results) {
      files.add(result.mutant().file());
      if (result.fate() == Mutation.Fate.EXPLAINED) {
        stale.remove(key(result.mutant().file(), result.mutant().change()));
      }
    }
    stale.removeIf(key -> !files.contains(key.substring(0, key.indexOf(": "))));
    return stale;
  }
}
