package org.needlewise.rulebase;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.needlewise.facts.Fact;
import org.needlewise.facts.Facts;
import org.needlewise.rulebase.RuleTree.Pattern;

/**
 * The signatures of the facts that some rules match. A type that a rule of several facts matches
 * has none: what such a rule finds is no function of one fact. Immutable.
 */
public final class Signatures {
  static final String RESOURCE = "META-INF/needlewise/signatures.bin";

  private final List<Written> written;
  private final Map<Class<? extends Fact>, Asked> asked = new HashMap<>();

  /**
   * The rules of one type of fact.
   *
   * @param words how many {@link Signature#of} has
   */
  public record Asked(Signature signature, int words, List<Rule> rules) {}

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
    private final byte[] bytes;

    Written(Class<? extends Fact> type, int words, List<Rule> rules, byte[] bytes) {
      this.type = type;
      this.words = words;
      this.rules = rules;
      this.bytes = bytes;
    }
  }

  private Signatures(List<Written> written) {
    this.written = written;
    for (Written each : written) {
      asked.put(each.type, new Asked(load(each), each.words, each.rules));
    }
  }

  /** Of checked rules. */
  static Signatures of(List<RuleTree> trees) {
    return new Signatures(write(trees));
  }

  private static List<Written> write(List<RuleTree> trees) {
    Map<Class<? extends Fact>, List<RuleTree>> byType = new LinkedHashMap<>();
    Set<Class<? extends Fact>> joined = new HashSet<>();
    for (RuleTree tree : trees) {
      for (Pattern pattern : tree.patterns()) {
        for (Class<? extends Fact> type :
            FactTypes.concrete(FactTypes.patterns().get(pattern.type().text()))) {
          byType.computeIfAbsent(type, t -> new ArrayList<>()).add(tree);
          if (tree.patterns().size() > 1) {
            joined.add(type);
          }
        }
      }
    }
    List<Written> written = new ArrayList<>();
    byType.forEach(
        (type, rules) -> {
          if (!joined.contains(type)) {
            written.add(SignatureWriter.write(type, rules));
          }
        });
    return written;
  }

  /** Null where facts of a type have none. */
  public Asked of(Class<? extends Fact> type) {
    return asked.get(type);
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
    out.writeInt(written.size());
    for (Written each : written) {
      out.writeUTF(each.type.getSimpleName());
      out.writeInt(each.words);
      out.writeInt(each.rules.size());
      for (Rule rule : each.rules) {
        out.writeUTF(rule.name);
        out.writeUTF(rule.method);
      }
      out.writeInt(each.bytes.length);
      out.write(each.bytes);
    }
  }

  static Signatures read(DataInput in) throws IOException {
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
      byte[] bytes = new byte[in.readInt()];
      in.readFully(bytes);
      written.add(new Written(type, words, rules, bytes));
    }
    return new Signatures(written);
  }
}
