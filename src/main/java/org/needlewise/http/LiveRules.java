package org.needlewise.http;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.needlewise.casefile.Diagnostic;
import org.needlewise.casefile.InvalidInputException;
import org.needlewise.review.cases.FolderWatch;
import org.needlewise.rulebase.check.BadRulesException;
import org.needlewise.rulebase.source.RuleSource;

/**
 * The rules in use, and their reload: a set that was edited is read and compiled beside the one in
 * use and takes its place as a whole. A bad one never does.
 */
public final class LiveRules implements AutoCloseable {
  private static final long PAUSE_MILLIS = 500;

  /** An editor that saves many files is waited for until so long after the last. */
  private static final long QUIET_MILLIS = 200;

  private static final int TOLD = 20;

  private final Supplier<List<RuleSource>> sources;
  private final FolderWatch watch;
  private final Consumer<String> log;
  private final Thread watcher = new Thread(this::watch, "rules");
  private volatile State state;

  /**
   * @param refused what is wrong with the files as they are now; empty where they are in use
   */
  private record State(RulesInUse inUse, List<Diagnostic> refused) {}

  /**
   * @param sources asked anew for each reload
   * @param watched the files and folders whose change brings one about
   * @param log told, a line at a time, what becomes of a reload
   * @throws BadRulesException where the rules are wrong
   */
  public LiveRules(Supplier<List<RuleSource>> sources, List<Path> watched, Consumer<String> log) {
    this.sources = sources;
    this.watch = new FolderWatch(watched);
    this.log = log;
    this.state = new State(RulesInUse.load(sources.get()), List.of());
    watcher.setDaemon(true);
    watcher.start();
  }

  public RulesInUse now() {
    return state.inUse;
  }

  /** What is wrong with the files as they are now; empty where they are in use. */
  public List<Diagnostic> refused() {
    return state.refused;
  }

  private void watch() {
    try {
      while (true) {
        watch.await();
        do {
          Thread.sleep(QUIET_MILLIS);
        } while (!watch.changed().isEmpty());
        reload();
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      // The service ends.
    }
  }

  private void reload() {
    RulesInUse before = state.inUse;
    try {
      RulesInUse fresh = RulesInUse.load(sources.get());
      if (fresh.sets().digest().equals(before.sets().digest())) {
        fresh.retire();
        state = new State(before, List.of());
        return;
      }
      state = new State(fresh, List.of());
      before.retire();
      log.accept("rules: in use now: " + fresh.name());
    } catch (InvalidInputException e) {
      keep(before, e.problems());
    } catch (RuntimeException | Error e) {
      keep(
          before,
          List.of(
              new Diagnostic("", "an error of the program itself: " + e.getClass().getName(), "")));
    }
  }

  private void keep(RulesInUse before, List<Diagnostic> refused) {
    state = new State(before, refused);
    log.accept("rules: not taken, still in use: " + before.name());
    refused.stream().limit(TOLD).forEach(problem -> log.accept("rules: " + problem));
  }

  @Override
  public void close() {
    watcher.interrupt();
  }
}
