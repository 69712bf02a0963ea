package org.needlewise.rulebase;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Part of the build: checks a rules folder, compiles its rules, and writes their classes and their index below the
 * project's classes. Arguments: the rules folder, the classes' folder, and optionally the cache's folder.
 */
public final class Prebuild {
  private Prebuild() {}

  /** Exit 4 where the rules are wrong, with the problems on standard error. */
  public static void main(String[] args) throws IOException {
    try {
      run(Path.of(args[0]), Path.of(args[1]), args.length > 2 ? Path.of(args[2]) : null);
    } catch (BadRulesException e) {
      e.problems().forEach(System.err::println);
      System.exit(4);
    }
  }

  /**
   * @param cache where compiled rules are kept; null: nowhere
   * @throws BadRulesException where the rules are wrong
   */
  public static void run(Path rules, Path classes, Path cache) throws IOException {
    CheckedRules checked = CheckedRules.of(RulesFolder.read(rules)).orThrow();
    Map<String, CompiledRule> compiled =
        RuleStore.compiled(checked.active(), Map.of(), cache == null ? null : new RuleCache(cache));
    Map<String, String> models = new HashMap<>();
    for (Map.Entry<String, CompiledRule> rule : compiled.entrySet()) {
      models.put(rule.getKey(), rule.getValue().model());
      for (Map.Entry<String, byte[]> each : rule.getValue().classes().entrySet()) {
        Path file = classes.resolve(each.getKey().replace('.', '/') + ".class");
        Files.createDirectories(file.getParent());
        Files.write(file, each.getValue());
      }
    }
    Path index = classes.resolve(RuleIndex.RESOURCE);
    Files.createDirectories(index.getParent());
    try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(index)))) {
      checked.index(models).write(out);
    }
  }
}
