package org.needlewise.rulebase.load;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.needlewise.facts.Fact;
import org.needlewise.facts.Facts;
import org.needlewise.rulebase.check.FactTypes;
import org.needlewise.rulebase.check.FactTypes.FactType;
import org.needlewise.rulebase.check.Knowledge;
import org.needlewise.rulebase.check.Restrictions;
import org.needlewise.rulebase.drl.RuleTree;

/**
 * The signatures of the facts that some rules match. What a rule that combines facts finds is no
 * function of one: facts of the codes that it asks for have none. Immutable.
 */
public final class Signatures {
  static final String RESOURCE = "META-INF/needlewise/signatures.bin";

  private final List<Written> written;
  private final boolean changeOnce;
  private final Map<Class<? extends Fact>, Asked> asked = new HashMap<>();

  /**
   * The rules of one fact that match facts of a type.
   *
   * @param words how many {@link Signature#of} has
   * @param joined the codes of facts of which a rule that combines facts may speak
   */
  public record Asked(Signature signature, int words, List<Rule> rules, Set<String> joined) {}

  /**
   * @param name behind the word {@code rule}
   * @param method of its statement: interval, add, until or question
   */
  public record Rule(String name, String method) {}

  /** A signature as its class's bytes. */
  static final class Written {
    private final Class<? extends Fact> type;
    private final int words;
    private final List<Rule> rules;
    private final Set<String> joined;
    private final byte[] bytes;

    Written(
        Class<? extends Fact> type, int words, List<Rule> rules, Set<String> joined, byte[] bytes) {
      this.type = type;
      this.words = words;
      this.rules = rules;
      this.joined = joined;
      this.bytes = bytes;
    }
  }

  private Signatures(List<Written> written, boolean changeOnce) {
    this.written = written;
    this.changeOnce = changeOnce;
    for (Written each : written) {
      asked.put(each.type, new Asked(load(each), each.words, each.rules, each.joined));
    }
  }

  /** Of checked rules. */
  static Signatures of(List<RuleTree> trees, Knowledge knowledge) {
    return new Signatures(write(trees, knowledge), Restrictions.changeOnce(trees));
  }

  private static List<Written> write(List<RuleTree> trees, Knowledge knowledge) {
    List<RuleTree> joins = new ArrayList<>();
    Map<Class<? extends Fact>, List<RuleTree>> byType = new LinkedHashMap<>();
    for (RuleTree tree : trees) {
      if (tree.combines()) {
        joins.add(tree);
        continue;
      }
      FactType asked = FactTypes.of(tree.patterns().get(0));
      for (Class<? extends Fact> type : FactTypes.concrete(asked)) {
        byType.computeIfAbsent(type, t -> new ArrayList<>()).add(tree);
      }
    }
    Map<Class<? extends Fact>, Set<String>> joined =
        Restrictions.filter(joins, List.of(), knowledge).codes();
    List<Written> written = new ArrayList<>();
    byType.forEach(
        (type, rules) -> {
          Set<String> codes = joined.containsKey(type) ? joined.get(type) : Set.of();
          if (codes != null) {
            written.add(SignatureWriter.write(type, rules, codes));
          }
        });
    return written;
  }

  /** The names of all rules that some signature speaks of: what they find is of one fact. */
  public Set<String> rules() {
    return asked.values().stream()
        .flatMap(of -> of.rules().stream())
        .map(Rule::name)
        .collect(Collectors.toSet());
  }

  /** Null where facts of a type have none. */
  public Asked of(Class<? extends Fact> type) {
    return asked.get(type);
  }

  /** See {@link Restrictions#changeOnce}. */
  public boolean changeOnce() {
    return changeOnce;
  }

  private static Signature load(Written written) {
    try {
      return (Signature)
          MethodHandles.lookup()
              .defineHiddenClass(written.bytes, true)
              .lookupClass()
              .getDeclaredConstructor()
              .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the signature of " + written.type.getSimpleName(), e);
    }
  }

  void write(DataOutput out) throws IOException {
    out.writeBoolean(changeOnce);
    out.writeInt(written.size());
    for (Written each : written) {
      out.writeUTF(each.type.getSimpleName());
      out.writeInt(each.words);
      out.writeInt(each.rules.size());
      for (Rule rule : each.rules) {
        out.writeUTF(rule.name);
        out.writeUTF(rule.method);
      }
      out.writeInt(each.joined.size());
      for (String code : each.joined) {
        out.writeUTF(code);
      }
      out.writeInt(each.bytes.length);
      out.write(each.bytes);
    }
  }

  static Signatures read(DataInput in) throws IOException {
    boolean changeOnce = in.readBoolean();
    List<Written> written = new ArrayList<>();
    for (int n = in.readInt(); n > 0; n--) {
      String name = in.readUTF();
      Class<? extends Fact> type =
          Facts.TYPES.stream()
              .filter(each -> each.getSimpleName().equals(name))
              .findFirst()
              .orElseThrow(() -> new IOException("a signature of another program's facts"));
      int words = in.readInt();
      List<Rule> rules = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        rules.add(new Rule(in.readUTF(), in.readUTF()));
      }
      Set<String> joined = new LinkedHashSet<>();
      for (int left = in.readInt(); left > 0; left--) {
        joined.add(in.readUTF());
      }
      byte[] bytes = new byte[in.readInt()];
      in.readFully(bytes);
      written.add(new Written(type, words, rules, joined, bytes));
    }
    return new Signatures(written, changeOnce);
  }
}
