package org.needlewise.rulebase.load;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.needlewise.rulebase.check.Care;
import org.needlewise.rulebase.check.Care.Entry;
import org.needlewise.rulebase.check.Care.Section;
import org.needlewise.rulebase.check.Care.Terms;

/** How a {@link RuleIndex} holds the care. */
final class CareForm {
  private CareForm() {}

  static void write(DataOutput out, Care care) throws IOException {
    out.writeInt(care.entries().size());
    for (Entry entry : care.entries()) {
      out.writeUTF(entry.section().name());
      out.writeUTF(entry.code());
      out.writeInt(entry.when().size());
      for (Terms terms : entry.when()) {
        out.writeInt(terms.codes().size());
        for (Map.Entry<String, List<String>> field : terms.codes().entrySet()) {
          out.writeUTF(field.getKey());
          RuleIndex.texts(out, field.getValue());
        }
        number(out, terms.ageFromYears());
        number(out, terms.depthFrom());
        number(out, terms.depthTo());
      }
      number(out, entry.from());
      number(out, entry.to());
      out.writeUTF(entry.says());
      out.writeUTF(entry.patient());
      RuleIndex.texts(out, entry.rules());
      RuleIndex.texts(out, entry.evidence());
    }
  }

  static Care read(DataInput in) throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (int n = in.readInt(); n > 0; n--) {
      Section section = Section.valueOf(in.readUTF());
      String code = in.readUTF();
      List<Terms> when = new ArrayList<>();
      for (int t = in.readInt(); t > 0; t--) {
        Map<String, List<String>> codes = new TreeMap<>();
        for (int f = in.readInt(); f > 0; f--) {
          codes.put(in.readUTF(), RuleIndex.texts(in));
        }
        when.add(new Terms(codes, number(in), number(in), number(in)));
      }
      entries.add(
          new Entry(
              section,
              code,
              List.copyOf(when),
              number(in),
              number(in),
              in.readUTF(),
              in.readUTF(),
              RuleIndex.texts(in),
              RuleIndex.texts(in)));
    }
    return new Care(entries);
  }

  private static void number(DataOutput out, Integer number) throws IOException {
    out.writeBoolean(number != null);
    if (number != null) {
      out.writeInt(number);
    }
  }

  private static Integer number(DataInput in) throws IOException {
    return in.readBoolean() ? in.readInt() : null;
  }
}
