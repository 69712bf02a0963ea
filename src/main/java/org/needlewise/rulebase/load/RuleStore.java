package org.needlewise.rulebase.load;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.drools.model.Model;
import org.needlewise.rulebase.check.BadRulesException;
import org.needlewise.rulebase.check.CheckedRules;
import org.needlewise.rulebase.check.Provenance;
import org.needlewise.rulebase.drl.Problems;
import org.needlewise.rulebase.drl.RuleTree;

/** Where the classes of checked rules come from: the program itself, the cache, or the compiler. */
public final class RuleStore {
  private static RuleIndex prebuilt;
  private static boolean prebuiltRead;

  private RuleStore() {}

  /** The index of the rules that the project was built with; null where it was built without. */
  static synchronized RuleIndex prebuilt() {
    if (!prebuiltRead) {
      prebuilt = readPrebuilt();
      prebuiltRead = true;
    }
    return prebuilt;
  }

  private static RuleIndex readPrebuilt() {
    try (InputStream in =
        RuleStore.class.getClassLoader().getResourceAsStream(RuleIndex.RESOURCE)) {
      return in == null
          ? null
          : RuleIndex.read(new DataInputStream(new BufferedInputStream(in, 1 << 16)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Signatures prebuiltSignatures() {
    try (InputStream in =
        RuleStore.class.getClassLoader().getResourceAsStream(Signatures.RESOURCE)) {
      return Signatures.read(new DataInputStream(new BufferedInputStream(in, 1 << 16)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The rules that the project was built with. */
  public static RuleBase base(RuleIndex prebuilt, Provenance provenance) {
    ClassLoader loader = RuleStore.class.getClassLoader();
    List<String> names = prebuilt.models();
    // A start waits for hundreds of classes: two threads load them in half the time.
    int half = names.size() / 2;
    List<Model> second = new ArrayList<>(names.size() - half);
    Thread helper =
        new Thread(
            () ->
                names.subList(half, names.size()).forEach(name -> second.add(model(loader, name))));
    helper.start();
    List<Model> models = new ArrayList<>(names.size());
    names.subList(0, half).forEach(name -> models.add(model(loader, name)));
    try {
      helper.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the rules were loaded", e);
    }
    if (second.size() < names.size() - half) {
      throw new IllegalStateException("the rules built into the program cannot be loaded");
    }
    models.addAll(second);
    return new RuleBase(prebuilt, models, provenance, RuleStore::prebuiltSignatures);
  }

  /**
   * Compiles what has not been compiled before, and loads all.
   *
   * @throws BadRulesException where a rule does not compile, or its classes do more than a rule may
   */
  public static RuleBase base(CheckedRules rules, Provenance provenance, RuleCache cache) {
    Map<String, RuleTree> active = RuleCompiler.active(rules);
    Map<String, String> names = shipped();
    Map<String, CompiledRule> compiled = compiled(active, names, cache);
    compiled.forEach((key, rule) -> names.put(key, rule.model()));
    RuleIndex index = RuleIndex.of(rules, names);
    RuleClasses own = new RuleClasses(compiled.values());
    List<Model> models = new ArrayList<>(active.size());
    for (String key : index.keys()) {
      models.add(model(own, names.get(key)));
    }
    return new RuleBase(
        index,
        models,
        provenance,
        () -> Signatures.of(List.copyOf(active.values()), rules.knowledge()));
  }

  /** Model names by key, of the rules that the project was built with. */
  static Map<String, String> shipped() {
    Map<String, String> names = new HashMap<>();
    RuleIndex index = prebuilt();
    if (index != null) {
      for (int i = 0; i < index.keys().size(); i++) {
        names.put(index.keys().get(i), index.models().get(i));
      }
    }
    return names;
  }

  /** The classes of all rules but those that the program brings, each through the gate. */
  static Map<String, CompiledRule> compiled(
      Map<String, RuleTree> active, Map<String, String> shipped, RuleCache cache) {
    Map<String, CompiledRule> compiled = new LinkedHashMap<>();
    Map<String, RuleTree> changed = new LinkedHashMap<>();
    active.forEach(
        (key, tree) -> {
          CompiledRule known = shipped.containsKey(key) || cache == null ? null : cache.get(key);
          if (known != null && BytecodeGate.refuses(known, tree) == null) {
            compiled.put(key, known);
          } else if (!shipped.containsKey(key)) {
            changed.put(key, tree);
          }
        });
    RuleCompiler.compile(changed)
        .forEach(
            (key, rule) -> {
              String refusal = BytecodeGate.refuses(rule, changed.get(key));
              if (refusal != null) {
                Problems problems = new Problems();
                RuleTree tree = changed.get(key);
                problems.error(
                    tree.source(),
                    tree.ruleOffset(),
                    "a rule whose classes do more than a rule may",
                    refusal);
                throw new BadRulesException(problems.sorted());
              }
              compiled.put(key, rule);
              if (cache != null) {
                cache.put(key, rule);
              }
            });
    if (cache != null && !changed.isEmpty()) {
      cache.trim();
    }
    return compiled;
  }

  private static Model model(ClassLoader loader, String name) {
    try {
      return Class.forName(name, true, loader)
          .asSubclass(Model.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the compiled rule " + name + " cannot be loaded", e);
    }
  }
}
