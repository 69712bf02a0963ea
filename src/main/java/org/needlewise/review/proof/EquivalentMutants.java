package org.needlewise.review.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.needlewise.casefile.Diagnostic;
import org.needlewise.casefile.InvalidInputException;
import org.needlewise.review.cases.CaseReader;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

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
public final class EquivalentMutants {
  /** The name of the file. */
  public static final String FILE = CaseReader.EQUIVALENT_MUTANTS;

  private static final Set<String> FIELDS = Set.of("file", "change", "why");
  private static final ObjectMapper YAML = new YAMLMapper();

  private final Map<String, String> why;

  private EquivalentMutants(Map<String, String> why) {
    this.why = why;
  }

  /**
   * @param cases the folder of the cases; where the file is not in it, nothing is explained
   * @throws InvalidInputException with what is wrong in the file
   * @throws IOException where it cannot be read
   */
  public static EquivalentMutants read(Path cases) throws IOException {
    Path file = cases.resolve(FILE);
    if (!Files.exists(file)) {
      return new EquivalentMutants(Map.of());
    }
    List<Diagnostic> problems = new ArrayList<>();
    Map<String, String> why = new LinkedHashMap<>();
    try {
      JsonNode root = YAML.readTree(Files.readAllBytes(file));
      if (!root.isArray()) {
        problems.add(
            new Diagnostic(FILE, "no list", "a list, each entry with file, change and why"));
      }
      for (JsonNode each : root) {
        String at = FILE + ": entry " + (why.size() + problems.size() + 1);
        if (!Set.copyOf(each.propertyNames()).equals(FIELDS)
            || each.values().stream().anyMatch(value -> !value.isString())) {
          problems.add(new Diagnostic(at, each.toString(), "texts as file, change and why"));
        } else if (why.put(key(each), each.path("why").stringValue().strip()) != null) {
          problems.add(new Diagnostic(at, key(each) + " again", "it once"));
        }
      }
    } catch (JacksonException e) {
      problems.add(new Diagnostic(FILE, "no YAML (" + e.getOriginalMessage() + ")", "a list"));
    }
    if (!problems.isEmpty()) {
      throw new InvalidInputException(problems);
    }
    return new EquivalentMutants(why);
  }

  private static String key(JsonNode entry) {
    return key(entry.path("file").stringValue(), entry.path("change").stringValue());
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
  public List<String> stale(List<Mutation.Result> results) {
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
