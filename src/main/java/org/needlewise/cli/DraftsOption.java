package org.needlewise.cli;

import java.util.function.Predicate;
import org.needlewise.rulebase.check.Card;
import picocli.CommandLine.Option;

/** Which rules fire: the mixin of the commands that try some. */
final class DraftsOption {
  @Option(names = "--drafts", description = "Try drafts as if they were active.")
  private boolean drafts;

  Predicate<Card> fires() {
    return drafts ? Card::isActiveOrDraft : Card::isActive;
  }
}
