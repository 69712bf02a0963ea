package org.needlewise.http;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.needlewise.casefile.CaseFileReader;
import org.needlewise.rulebase.check.BadRulesException;
import org.needlewise.rulebase.check.Card;
import org.needlewise.rulebase.check.OpenRules;
import org.needlewise.rulebase.check.RulesFolder;
import org.needlewise.rulebase.load.RuleBase;
import org.needlewise.rulebase.load.RuleSets;
import org.needlewise.rulebase.source.RuleSource;
import org.needlewise.screening.Screener;

/**
 * The rules as they were read at one moment, and what screens with them. A reload makes another
 * one; calls that began with this one end with it.
 */
public final class RulesInUse {
  private static final int DIGEST_BEGIN = 8;

  private final RuleSource source;
  private final RulesFolder folder;
  private final RuleSets sets;
  private final CaseFileReader reader;
  private final Deque<Desk> free = new ArrayDeque<>();
  private boolean retired;
  private OpenRules open;

  private RulesInUse(RuleSource source, RulesFolder folder, RuleSets sets) {
    this.source = source;
    this.folder = folder;
    this.sets = sets;
    this.reader = sets.reader();
  }

  /**
   * Reads and compiles.
   *
   * @param sources by their day of effect; at least one
   * @throws BadRulesException where they are wrong
   */
  static RulesInUse load(List<RuleSource> sources) {
    List<RulesFolder> folders = sources.stream().map(RuleSource::read).toList();
    RuleBase[] bases = new RuleBase[folders.size()];
    for (int i = 0; i < bases.length; i++) {
      try {
        bases[i] = RuleBase.load(folders.get(i));
      } catch (BadRulesException e) {
        throw sources.get(i).named(e);
      }
    }
    int last = bases.length - 1;
    return new RulesInUse(sources.get(last), folders.get(last), new RuleSets(List.of(bases)));
  }

  /** Of which each case has those in effect on its day. */
  public RuleSets sets() {
    return sets;
  }

  /** The newest set's version and the beginning of its digest, as reports end with them. */
  String name() {
    RuleBase base = sets.latest();
    return base.definitions().version() + " " + base.digest().substring(0, DIGEST_BEGIN);
  }

  /** Reads cases with the words of their set. */
  public CaseFileReader reader() {
    return reader;
  }

  /** Where the newest set is from. */
  public RuleSource source() {
    return source;
  }

  /** The files of the newest set, as they are in use. */
  public RulesFolder folder() {
    return folder;
  }

  /** The newest set as its files state it. */
  public synchronized OpenRules open() {
    if (open == null) {
      open = OpenRules.of(folder, Card::isActive);
    }
    return open;
  }

  /** Lends what screens; one that is free, or another. */
  Desk desk() {
    synchronized (free) {
      if (!free.isEmpty()) {
        return free.pop();
      }
    }
    return new Desk();
  }

  void giveBack(Desk desk) {
    synchronized (free) {
      if (!retired) {
        free.push(desk);
        return;
      }
    }
    desk.close();
  }

  /** Others are in use from now on: what calls still hold is closed as they end. */
  void retire() {
    Deque<Desk> idle;
    synchronized (free) {
      retired = true;
      idle = new ArrayDeque<>(free);
      free.clear();
    }
    idle.forEach(Desk::close);
  }

  /** A screener for each set, made when it is first asked for. Belongs to one call at a time. */
  static final class Desk {
    private final Map<RuleBase, Screener> screeners = new HashMap<>();

    Screener screener(RuleBase base) {
      return screeners.computeIfAbsent(base, Screener::new);
    }

    void close() {
      screeners.values().forEach(Screener::close);
    }
  }
}
