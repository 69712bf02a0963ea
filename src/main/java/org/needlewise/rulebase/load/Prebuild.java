package org.needlewise.rulebase.load;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.needlewise.rulebase.check.BadRulesException;
import org.needlewise.rulebase.check.CheckedRules;
import org.needlewise.rulebase.check.RulesFolder;

/**
 * Part of the build: checks a rules folder, compiles its rules, and writes their classes, their
 * index and their signatures below the project's classes.
 */
public final class Prebuild {
  private Prebuild() {}

  /**
   * Exit 4 where the rules are wrong, with the problems on standard error.
   *
   * @param args the rules folder and the classes' folder; what is compiled is kept for the next
   *     build beside the latter
   */
  public static void main(String[] args) throws IOException {
    Locale.setDefault(Locale.ROOT); // as the program does
    Path classes = Path.of(args[1]).toAbsolutePath();
    try {
      run(Path.of(args[0]), classes, classes.resolveSibling("rules-cache"));
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
        RuleStore.compiled(
            RuleCompiler.active(checked), Map.of(), cache == null ? null : new RuleCache(cache));
    Path index = classes.resolve(RuleIndex.RESOURCE);
    removeClassesOf(index, classes);
    Map<String, String> models = new HashMap<>();
    for (Map.Entry<String, CompiledRule> rule : compiled.entrySet()) {
      models.put(rule.getKey(), rule.getValue().model());
      for (Map.Entry<String, byte[]> each : rule.getValue().classes().entrySet()) {
        Path file = classes.resolve(each.getKey().replace('.', '/') + ".class");
        Files.createDirectories(file.getParent());
        Files.write(file, each.getValue());
      }
    }
    Files.createDirectories(index.getParent());
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(index)))) {
      RuleIndex.of(checked, models).write(out);
    }
    try (DataOutputStream out =
        new DataOutputStream(
            new BufferedOutputStream(
                Files.newOutputStream(classes.resolve(Signatures.RESOURCE))))) {
      Signatures.of(List.copyOf(RuleCompiler.active(checked).values()), checked.knowledge())
          .write(out);
    }
  }

  /** What an earlier build wrote, of rules that may be gone. */
  private static void removeClassesOf(Path index, Path classes) throws IOException {
    if (!Files.exists(index)) {
      return;
    }
    List<String> models;
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(index)))) {
      models = RuleIndex.read(in).models();
    } catch (IOException e) {
      return; // of another form, or cut off: overwritten
    }
    for (String model : models) {
      Path folder = classes.resolve(model.replace('.', '/')).getParent();
      if (Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.walk(folder)) {
          for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(file);
          }
        }
      }
    }
    Files.delete(index);
  }
}
