package org.needlewise.rulebase.drl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.needlewise.rulebase.drl.Lexer.Kind;
import org.needlewise.rulebase.drl.Lexer.Token;
import org.needlewise.rulebase.drl.RuleTree.Annotation;
import org.needlewise.rulebase.drl.RuleTree.Element;
import org.needlewise.rulebase.drl.RuleTree.Name;
import org.needlewise.rulebase.drl.RuleTree.Pattern;
import org.needlewise.rulebase.drl.RuleTree.Statement;

/**
 * Reads a rule file by the grammar of the positive list, and nothing else: what is compiled later
 * is printed anew from the tree, so nothing of the file's own text reaches another parser.
 */
public final class RuleParser extends FactParser {
  public static final String FACTS = "org.needlewise.facts";
  public static final String FINDINGS = "org.needlewise.screening.Findings";
  private static final Set<String> METHODS = Set.of("interval", "add", "until", "question");
  private static final List<String> HEADINGS =
      List.of("What it checks", "Why it matters", "Stays silent");

  private static final String HEADER_FORM =
      "a comment /* … */ that begins the file, with the headings " + String.join(", ", HEADINGS);
  private static final List<String> ATTRIBUTES =
      RuleTree.words(
          "salience enabled no lock auto agenda activation ruleflow date timer calendars duration"
              + " dialect extends");

  private RuleParser(Source source, Problems problems) {
    super(source, problems);
  }

  /**
   * What could be read of a file, errors or not; null, with at least one error, where too little
   * could.
   */
  public static RuleTree parse(Source source, Problems problems) {
    try {
      return new RuleParser(source, problems).file();
    } catch (Unreadable e) {
      return null; // reported
    }
  }

  private RuleTree file() {
    int from = header();
    tokens = Lexer.of(source, from, problems);
    expect("package", "", "the package, as in: package interval.face");
    Name packageName = dotted();
    if (peek().is("-")) {
      throw error(
          peek(), "a hyphen in the package", "_ in its place, as in over_treatment.annual_cap");
    }
    skip(";");
    List<Name> imports = new ArrayList<>();
    while (peek().is("import")) {
      imports.add(fact());
    }
    global();
    int rule = peek().offset();
    expect("rule", "", "an import of a fact type, or the rule");
    Token name = text("", "the name of the rule in double quotes");
    Map<String, Annotation> annotations = annotations();
    next++; // when
    List<Pattern> patterns = patterns();
    List<Element> elements = elements();
    next++; // then
    Statement then = statement();
    if (peek().is("findings")) {
      throw error(peek(), "a second statement", "end, after one statement");
    }
    expect("end", "", "end, after one statement");
    if (peek().kind() != Kind.END) {
      String what = peek().is("rule") ? "a second rule" : peek().shown();
      throw error(peek(), what, "the end of the file: one rule a file");
    }
    return new RuleTree(
        source,
        packageName,
        imports,
        new Name(name.text(), name.offset() + 1),
        rule,
        annotations,
        patterns,
        elements,
        then);
  }

  // The head of the file

  private int header() {
    String text = source.text();
    int start = 0;
    while (start < text.length() && Character.isWhitespace(text.charAt(start))) {
      start++;
    }
    if (!text.startsWith("/*", start)) {
      problems.error(source, start, "no header comment", HEADER_FORM);
      return start;
    }
    int end = text.indexOf("*/", start + 2);
    if (end < 0) {
      problems.error(source, start, "a header comment without its end", "*/ behind the header");
      throw new Unreadable();
    }
    String comment = text.substring(start, end);
    int last = -1;
    for (String heading : HEADINGS) {
      int at = comment.indexOf(heading);
      if (at < 0) {
        problems.error(source, start, "a header comment without '" + heading + "'", HEADER_FORM);
      } else if (at < last) {
        problems.error(
            source, start + at, "the heading '" + heading + "' out of order", HEADER_FORM);
      } else {
        last = at;
        said(comment, heading, start, at);
      }
    }
    for (int i = start; i < end; i++) {
      if (Character.isDigit(text.charAt(i))) {
        problems.error(
            source,
            i,
            "a number in the header comment",
            "words alone there: numbers stand once, in the rule");
        break;
      }
    }
    return end + 2;
  }

  private void said(String comment, String heading, int start, int at) {
    int end = comment.length();
    for (String other : HEADINGS) {
      int next = comment.indexOf(other, at + heading.length());
      if (next >= 0) {
        end = Math.min(end, next);
      }
    }
    if (comment.substring(at + heading.length(), end).replaceAll("[*:\\s]", "").isEmpty()) {
      problems.error(
          source,
          start + at,
          "the heading '" + heading + "' without a sentence",
          "a sentence behind it");
    }
  }

  private Name fact() {
    Token start = tokens.get(next++);
    if (Stream.of("static", "function", "accumulate", "acc").anyMatch(peek()::is)) {
      throw error(
          start,
          "import " + peek().text(),
          "imports of fact types alone, as in: import " + FACTS + ".Gap");
    }
    Name name = dotted();
    if (peek().is(".") || peek().is("*")) {
      throw error(start, "an import of everything in a package", "one import a fact type");
    }
    skip(";");
    int dot = name.text().lastIndexOf('.');
    if (dot < 0 || !name.text().substring(0, dot).equals(FACTS)) {
      problems.error(
          source,
          name.offset(),
          "an import of " + Lexer.shortened(name.text()),
          "a fact type of " + FACTS);
    }
    return new Name(name.text().substring(dot + 1), name.offset() + dot + 1);
  }

  private void global() {
    String form = "global " + FINDINGS + " findings";
    expect("global", "", form);
    Token start = peek();
    String type = dotted().text();
    Token name = peek();
    if (!type.equals(FINDINGS) || !name.is("findings")) {
      throw error(start, "the global " + Lexer.shortened(type + " " + name.text()), form);
    }
    next++;
    skip(";");
  }

  private Map<String, Annotation> annotations() {
    Map<String, Annotation> annotations = new LinkedHashMap<>();
    while (!peek().is("when")) {
      try {
        annotation(annotations);
      } catch (Unreadable e) {
        while (!peek().is("@") && !peek().is("when")) {
          if (peek().kind() == Kind.END) {
            throw e;
          }
          next++;
        }
      }
    }
    return annotations;
  }

  private void annotation(Map<String, Annotation> annotations) {
    Token at = peek();
    if (ATTRIBUTES.contains(at.text())) {
      throw error(at, "the attribute " + at.shown(), "no attributes, entries of the card alone");
    }
    if (at.is("@")) {
      next++;
    } else if (RuleTree.CARD_ENTRIES.contains(at.text()) && at(1).is("(")) {
      problems.error(source, at.offset(), at.shown() + " without its sign", "@" + at.text());
    } else {
      throw unexpected("", "an entry of the card, as in @policy(\"P25\"), or when");
    }
    String name = name("the name of an entry of the card").text();
    String shown = "@" + Lexer.shortened(name);
    Annotation unreadable = new Annotation(name, null, at.offset(), at.offset());
    boolean second = annotations.putIfAbsent(name, unreadable) != null;
    expect("(", "", "( behind " + shown);
    Token value = text(" in " + shown, "one text in double quotes");
    if (peek().kind() == Kind.NAME && peek().offset() == value.end()) {
      throw error(
          tokens.get(next - 1),
          "a double quote within the text of " + shown + ", before " + peek().shown(),
          "single quotes (') within a text");
    }
    expect(")", " behind the text of " + shown, ")");
    if (second) {
      problems.error(source, at.offset(), "a second " + shown, "each entry once");
    } else {
      annotations.put(name, new Annotation(name, value.text(), at.offset(), value.offset() + 1));
    }
  }

  /** Names joined by points. */
  private Name dotted() {
    Name first = name("a name");
    StringBuilder text = new StringBuilder(first.text());
    while (peek().is(".") && !at(1).is("*")) {
      next++;
      text.append('.').append(name("a name").text());
    }
    return new Name(text.toString(), first.offset());
  }

  // The then part

  private Statement statement() {
    String form = "one statement, as in: findings.add( kcontext, $fact );";
    Token findings = peek();
    Token dot = at(1);
    Token method = at(2);
    if (!findings.is("findings") || !dot.is(".") || !METHODS.contains(method.text())) {
      String shown =
          findings.is("findings") && dot.is(".") ? "findings." + method.text() : findings.shown();
      throw error(
          findings, shown, "findings.interval, findings.add, findings.until or findings.question");
    }
    next += 3;
    expect("(", "", form);
    String as = "kcontext first, as in: findings." + method.text() + "( kcontext, $fact );";
    expect("kcontext", "", as);
    List<Name> arguments = new ArrayList<>();
    while (skip(",")) {
      if (peek().kind() != Kind.NAME || !peek().text().startsWith("$")) {
        throw unexpected(" handed on", "a variable of the conditions, as in $fact");
      }
      arguments.add(name(form));
    }
    expect(")", " in the statement", "a comma and a variable, or )");
    if (!skip(";")) {
      throw error(tokens.get(next - 1), "a statement without its semicolon", "; behind )");
    }
    if (arguments.isEmpty()) {
      throw error(method, "findings." + method.text() + " without a fact", form);
    }
    return new Statement(new Name(method.text(), method.offset()), arguments);
  }
}
