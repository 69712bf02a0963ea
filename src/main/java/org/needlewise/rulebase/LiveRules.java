package org.needlewise.rulebase;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * The rules of a process that runs on while they are edited. A reload checks and compiles the new
 * ones beside the old, tries them, and only then puts them in their place, in one step; where
 * anything is wrong, nothing changes. Who began with a rule base keeps it: it is immutable, and
 * gone when the last one lets go of it.
 *
 * <p>May be used by many threads; reloads wait for each other, readers for none.
 */
public final class LiveRules {
  private final Path folder;
  private final Path cache;
  private final Function<RuleBase, List<String>> trial;
  private final AtomicReference<RuleBase> current;

  /**
   * What became of a reload.
   *
   * @param digest of the rules that now hold
   * @param changed whether these are others than before
   * @param refused why the files of the folder were not taken, a line each; empty where they were
   */
  public record Reload(String digest, boolean changed, List<String> refused) {}

  /**
   * Loads the rules for the first time; they are not tried.
   *
   * @param trial what speaks against rules that load, a line each, such as the cases that fail with
   *     them; empty where nothing does
   * @throws BadRulesException where they do not load
   */
  public LiveRules(Path folder, Function<RuleBase, List<String>> trial) {
    this(folder, RuleCache.usual(), trial);
  }

  /**
   * @param cache where compiled rules are kept; null: nowhere
   */
  public LiveRules(Path folder, Path cache, Function<RuleBase, List<String>> trial) {
    this.folder = folder;
    this.cache = cache;
    this.trial = trial;
    this.current = new AtomicReference<>(RuleBase.load(folder, cache));
  }

  /** The rules that hold now: to be asked for once at the beginning of a piece of work. */
  public RuleBase current() {
    return current.get();
  }

  /** Takes the files of the folder as they are now, or tells why not. */
  public synchronized Reload reload() {
    RuleBase before = current.get();
    RuleBase loaded;
    try {
      loaded = RuleBase.load(folder, cache);
    } catch (BadRulesException e) {
      return refused(before, e.problems().stream().map(RuleProblem::toString).toList());
    }
    if (loaded.digest().equals(before.digest())) {
      return new Reload(before.digest(), false, List.of());
    }
    List<String> against = trial.apply(loaded);
    if (!against.isEmpty()) {
      return refused(before, against);
    }
    current.set(loaded);
    return new Reload(loaded.digest(), true, List.of());
  }

  private static Reload refused(RuleBase before, List<String> why) {
    return new Reload(before.digest(), false, why);
  }
}
