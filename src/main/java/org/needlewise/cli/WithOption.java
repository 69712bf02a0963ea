package org.needlewise.cli;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.needlewise.planning.Advisor.Topic;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What to tell beside a report: the mixin of every command that writes some. */
final class WithOption {
  @Option(
      names = "--with",
      paramLabel = "T,...",
      split = ",",
      description = {
        "Tell besides, of: remedies (what would make it acceptable), questions (what answers to",
        "open ones may do), holds (until when the verdict holds), recovery (what holds from which",
        "day after the session); or all. A text report tells of remedies anyway."
      })
  private List<String> words = List.of();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  /**
   * @param anyway told even where nobody asks for it
   */
  Set<Topic> topics(EnumSet<Topic> anyway) {
    EnumSet<Topic> topics = EnumSet.copyOf(anyway);
    try {
      topics.addAll(Topic.of(words));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--with: " + e.getMessage());
    }
    return topics;
  }

  Set<Topic> topics() {
    return topics(EnumSet.noneOf(Topic.class));
  }
}
