package org.needlewise.review.cases;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.needlewise.casefile.CaseFile;

/**
 * A case that was added, taken away or changed.
 *
 * @param file path below the folder of the cases
 * @param what of this has become of it, in words
 * @param before what it expected; of a changed one, what it does no longer
 * @param after what it expects; of a changed one, what it did not
 */
public record CaseChange(
    String file, String name, String what, List<String> before, List<String> after) {

  /** A case or a scenario, as far as one can differ from another. */
  private record Case(CaseFile caseFile, List<String> expected) {}

  /** How two suites differ, by file, then name; the format of the files does not count. */
  public static List<CaseChange> of(CaseSuite before, CaseSuite after) {
    Map<List<String>, Case> was = cases(before);
    Map<List<String>, Case> is = cases(after);
    TreeSet<String> files = new TreeSet<>();
    List<List<String>> keys = new ArrayList<>(is.keySet());
    was.keySet().stream().filter(key -> !is.containsKey(key)).forEach(keys::add);
    keys.forEach(key -> files.add(key.get(0)));
    List<CaseChange> changes = new ArrayList<>();
    for (String file : files) {
      for (List<String> key : keys) {
        Case a = was.get(key);
        Case b = is.get(key);
        if (key.get(0).equals(file) && (a == null || !a.equals(b))) {
          changes.add(of(file, key.get(1), a, b));
        }
      }
    }
    return changes;
  }

  private static CaseChange of(String file, String name, Case was, Case is) {
    if (was == null) {
      return new CaseChange(file, name, "new", List.of(), is.expected);
    }
    if (is == null) {
      return new CaseChange(file, name, "gone", was.expected, List.of());
    }
    boolean samePatient = was.caseFile.equals(is.caseFile);
    return new CaseChange(
        file,
        name,
        samePatient
            ? "expects otherwise"
            : "another patient" + (was.expected.equals(is.expected) ? "" : ", expects otherwise"),
        less(was.expected, is.expected),
        less(is.expected, was.expected));
  }

  private static List<String> less(List<String> some, List<String> others) {
    return some.stream().filter(each -> !others.contains(each)).toList();
  }

  private static Map<List<String>, Case> cases(CaseSuite suite) {
    Map<List<String>, Case> cases = new LinkedHashMap<>();
    for (CaseSuite.RuleCases file : suite.rules()) {
      for (CaseSuite.RuleCase one : file.cases()) {
        List<String> expected = lines(one.expect());
        if (one.questions() != null) {
          expected.add("questions: " + String.join(" ", one.questions()));
        }
        if (one.earliest() != null) {
          expected.add("earliest: " + one.earliest());
        }
        cases.put(List.of(file.file(), one.name()), new Case(one.caseFile(), expected));
      }
    }
    for (CaseSuite.Scenario one : suite.scenarios()) {
      List<String> expected = new ArrayList<>();
      expected.add("verdict: " + one.verdict());
      expected.add("earliest: " + one.earliestDate());
      expected.add("questions: " + String.join(" ", one.questions()));
      expected.addAll(lines(one.findings()));
      cases.put(List.of(one.file(), one.name()), new Case(one.caseFile(), expected));
    }
    return cases;
  }

  /** A line a finding, so that what differs stays with what it is of. */
  private static List<String> lines(List<Expected> findings) {
    List<String> lines = new ArrayList<>();
    findings.forEach(finding -> lines.add(String.join("; ", finding.lines())));
    if (findings.isEmpty()) {
      lines.add("nothing");
    }
    return lines;
  }
}
