package org.needlewise.http;

import java.io.InputStream;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.Format;
import org.needlewise.casefile.InvalidInputException;
import org.needlewise.planning.Advisor.Advised;
import org.needlewise.planning.Advisor.Topic;
import org.needlewise.planning.Advisors;
import org.needlewise.rulebase.load.RuleBase;
import org.needlewise.screening.Screener;
import org.needlewise.words.Words;

/**
 * A request that was let in, as its handler sees it: read, and bound to the rules that were in use
 * when it began. Belongs to the thread that works on it.
 */
public final class Call {
  private final String type;
  private final Map<String, String> parts;
  private final Map<String, String> query;
  private final byte[] body;
  private final InputStream input;
  private final RulesInUse rules;
  private final LocalDate today;
  private RulesInUse.Desk desk;

  Call(
      String type,
      Map<String, String> parts,
      Map<String, String> query,
      byte[] body,
      InputStream input,
      RulesInUse rules,
      LocalDate today) {
    this.type = type;
    this.parts = parts;
    this.query = query;
    this.body = body;
    this.input = input;
    this.rules = rules;
    this.today = today;
  }

  /** Which of the route's answers is wanted. */
  public String type() {
    return type;
  }

  /** What stands in the path where the route says {@code {name}}. */
  public String part(String name) {
    return parts.get(name);
  }

  /** A value of the query, decoded; null where it has none of the name. */
  public String query(String name) {
    return query.get(name);
  }

  /** The whole body; empty in {@link Lane#STREAM}. */
  public byte[] body() {
    return body;
  }

  /** The body as it comes, in {@link Lane#STREAM}; else null. */
  public InputStream input() {
    return input;
  }

  /** The day, in the time zone of the service. */
  public LocalDate today() {
    return today;
  }

  /** In which it is answered; the command line's, so that the bytes are the same. */
  public Words words() {
    return Words.ENGLISH;
  }

  /** The rules that this call began with. */
  public RulesInUse rules() {
    return rules;
  }

  /**
   * The body as one case, in JSON.
   *
   * @throws InvalidInputException with all that is wrong with it
   */
  public CaseFile readCase() {
    return rules.reader().read(body, 0, body.length, Format.JSON, "");
  }

  /**
   * The reports of some cases and what is told beside them, in their order.
   *
   * @param must as an {@link org.needlewise.planning.Advisor}'s
   */
  @SuppressWarnings("resource") // what it screens with is the desk's
  public List<Advised> screen(List<CaseFile> cases, Set<Topic> topics, boolean must) {
    return new Advisors(rules.sets(), this::screener, topics, must).screen(cases);
  }

  /** What screens with one of the sets of these rules, until the call is answered. */
  public Screener screener(RuleBase base) {
    if (desk == null) {
      desk = rules.desk();
    }
    return desk.screener(base);
  }

  /** Hands back what the call was lent. */
  void end() {
    if (desk != null) {
      rules.giveBack(desk);
      desk = null;
    }
  }
}
