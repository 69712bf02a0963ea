package org.needlewise.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.needlewise.casefile.CaseSchema;
import org.needlewise.casefile.CodeFinder.Match;
import org.needlewise.casefile.StandardCodes.StandardCode;
import org.needlewise.report.TextPage;
import org.needlewise.report.TextPage.Ink;
import org.needlewise.review.book.CodeGuide;
import org.needlewise.review.book.CodeGuide.Entry;
import org.needlewise.review.book.CodeGuide.Speaking;
import org.needlewise.review.cases.NamedFiles;
import org.needlewise.rulebase.check.OpenRules;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code needlewise codes}: what a case file may say, and which code a word means. */
@Command(
    name = "codes",
    description = "Find the code for a word, or list the codes that a case file may hold.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  needlewise codes roaccutane",
      "  needlewise codes cold sores",
      "  needlewise codes --list conditions"
    })
final class CodesCommand implements Callable<Integer> {
  private static final int HANG = 12;

  @Parameters(
      arity = "0..*",
      paramLabel = "WORD",
      description = "What you would write; several words are one name.")
  private List<String> words = new ArrayList<>();

  @Option(
      names = "--list",
      paramLabel = "LIST",
      description =
          "Only this list: conditions, medications, allergies, procedures, signs, indications,"
              + " adjuncts, expectations, negatives or areas.")
  private String list;

  @Option(
      names = "--schema",
      description = "Print the JSON Schema of case files, with these codes.")
  private boolean schema;

  @Mixin private FormatOption format;

  @Mixin private RulesOption rules;

  @Mixin private ColourOption colour;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (schema && (list != null || !words.isEmpty())) {
      throw wrong("--schema has all codes in it; give it without --list or a word");
    }
    OpenRules open = NamedFiles.open(rules.files());
    if (schema) {
      Stdout.write(CaseSchema.of(open.vocabulary()));
      return ExitCode.DONE;
    }
    CodeGuide guide = new CodeGuide(open);
    List<String> lists;
    try {
      lists = guide.lists(list);
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
    if (words.isEmpty()) {
      lists(guide, lists);
    } else {
      found(guide, String.join(" ", words));
    }
    return ExitCode.DONE;
  }

  private void lists(CodeGuide guide, List<String> lists) {
    if (format.json()) {
      Stdout.write(
          CodeGuide.json(lists.stream().flatMap(each -> guide.list(each).stream()).toList()));
      return;
    }
    TextPage page = new TextPage(colour.style());
    for (String each : lists) {
      List<Entry> entries = guide.list(each);
      page.text(0, each + " (" + entries.size() + ")", Ink.BOLD);
      if (each.equals("negatives")) {
        page.text(2, "and every code of conditions, medications, signs and allergies", Ink.PLAIN);
      }
      int hang = 2 + entries.stream().mapToInt(e -> e.match().code().length()).max().orElse(0);
      for (Entry entry : entries) {
        String more = inShort(entry);
        if (more.isEmpty()) {
          page.text(2, entry.match().code(), Ink.PLAIN);
        } else {
          page.labelled(2, entry.match().code(), Ink.PLAIN, hang, more, Ink.FAINT);
        }
      }
      page.blank();
    }
    page.text(0, "More on one of them: needlewise codes CODE", Ink.FAINT);
    Stdout.page(page.toString());
  }

  private static String inShort(Entry entry) {
    List<String> parts = new ArrayList<>();
    if (!entry.also().isEmpty()) {
      parts.add("also " + String.join(", ", entry.also()));
    }
    if (entry.isClassed()) {
      parts.add("class " + entry.group());
    }
    return String.join("; ", parts);
  }

  private void found(CodeGuide guide, String text) {
    List<Match> shown = guide.found(text, list);
    if (format.json()) {
      Stdout.write(CodeGuide.json(shown.stream().map(guide::entry).toList()));
      return;
    }
    TextPage page = new TextPage(colour.style());
    List<Match> sure = shown.stream().filter(Match::isSure).toList();
    for (Match match : sure.isEmpty() ? shown : sure) {
      tell(guide.entry(match), page);
    }
    if (!sure.isEmpty() && sure.size() < shown.size()) {
      page.text(
          0, "See also: " + CodeGuide.named(shown.subList(sure.size(), shown.size())), Ink.PLAIN);
    }
    Stdout.page(page.toString());
  }

  private static void tell(Entry entry, TextPage page) {
    page.text(0, entry.match().code() + ": " + entry.match().kind(), Ink.BOLD);
    tell(page, "also", String.join(", ", entry.also()));
    tell(page, "class", entry.isClassed() ? entry.group() : "");
    tell(page, "class of", String.join(", ", entry.members()));
    entry.questions().forEach(question -> tell(page, "asked", question.ask()));
    String label = "standard";
    for (StandardCode code : entry.standardCodes()) {
      tell(page, label, standard(code));
      label = "";
    }
    label = "rules";
    for (Speaking speaking : entry.rules()) {
      tell(page, label, rule(entry, speaking));
      label = "";
    }
    if (entry.rules().isEmpty()) {
      tell(page, label, "none speaks of it");
    }
    page.blank();
  }

  private static void tell(TextPage page, String label, String text) {
    if (!text.isEmpty()) {
      page.labelled(2, label, Ink.FAINT, HANG, text, Ink.PLAIN);
    }
  }

  private static String standard(StandardCode code) {
    return code.system()
        + " "
        + code.code()
        + (code.note().isEmpty() ? "" : ", " + code.note())
        + (code.isSure() ? "" : " (not sure: " + code.sure() + ", " + code.source() + ")");
  }

  private static String rule(Entry entry, Speaking speaking) {
    String why =
        switch (speaking.reach()) {
          case CODE -> "";
          case CLASS -> " (by its class)";
          case PROTOCOL -> " (in the minoxidil protocol)";
          case ANY -> " (any " + entry.match().kind().replaceFirst("^an? ", "") + ")";
        };
    return speaking.card().policy()
        + " "
        + speaking.card().title()
        + why
        + ": "
        + speaking.card().id();
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
