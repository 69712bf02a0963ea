package org.needlewise.review.book;

import java.util.List;
import org.needlewise.review.book.RuleBook.Chapter;
import org.needlewise.review.book.RuleBook.Entry;
import org.needlewise.rulebase.check.EvidenceStatement;

/** The rule book in Markdown. */
public final class RuleBookMarkdown {
  private final RuleBook book;
  private final StringBuilder text = new StringBuilder();

  private RuleBookMarkdown(RuleBook book) {
    this.book = book;
  }

  public static String of(RuleBook book) {
    return new RuleBookMarkdown(book).set();
  }

  private String set() {
    text.append("# Rule book\n\n");
    text.append("Rule set ")
        .append(book.version())
        .append(", ")
        .append(book.digest())
        .append(".\n");
    text.append("No clinician has reviewed these rules.\n\n## Overview\n\n");
    text.append("| row | rule | category | says | numbers |\n|---|---|---|---|---|\n");
    for (Entry entry : book.byPolicy()) {
      text.append("| ").append(entry.card().policy());
      text.append(" | [").append(plain(entry.card().title())).append("](#");
      text.append(entry.card().id()).append(") | ").append(entry.card().category());
      text.append(" | ").append(plain(RuleBookHtml.verdicts(entry)));
      text.append(" | ").append(plain(String.join(", ", entry.numbers()))).append(" |\n");
    }
    text.append("\n## Words that all rules share\n\n| word | means |\n|---|---|\n");
    book.words()
        .forEach(
            (word, means) ->
                text.append("| ")
                    .append(plain(word))
                    .append(" | ")
                    .append(plain(means))
                    .append(" |\n"));
    for (Chapter chapter : book.chapters()) {
      text.append("\n## ").append(RuleBookHtml.title(chapter.category())).append('\n');
      chapter.entries().forEach(this::entry);
    }
    return text.toString();
  }

  private void entry(Entry entry) {
    text.append("\n<a id=\"").append(entry.card().id()).append("\"></a>\n");
    text.append("### ")
        .append(entry.card().policy())
        .append(' ')
        .append(plain(entry.card().title()));
    text.append(entry.card().isActive() ? "" : " (" + entry.card().status() + ")").append("\n\n");
    entry
        .checks()
        .forEach(
            (head, words) ->
                text.append("**").append(head).append(".** ").append(plain(words)).append("  \n"));
    text.append("\nSpeaks of ").append(entry.speaksOf());
    text.append(entry.conditions().isEmpty() ? ".\n" : ", where\n\n");
    items(entry.conditions());
    text.append("\nSays\n\n");
    items(entry.says());
    text.append("\n> ").append(plain(entry.message())).append("\n\nRests on\n\n");
    entry
        .cited()
        .forEach(
            (key, ids) -> {
              for (String id : ids) {
                EvidenceStatement statement = book.statements().get(id);
                text.append("- ").append(id).append(key.isEmpty() ? "" : " (" + key + ")");
                text.append(": ").append(plain(statement.says())).append(" (");
                text.append(plain(statement.source())).append(")");
                text.append(statement.beyondTheSources() ? ", beyond the sources" : "");
                text.append('\n');
              }
            });
    if (!entry.cases().isEmpty()) {
      text.append("\n| case | expected |\n|---|---|\n");
      entry
          .cases()
          .forEach(
              proof ->
                  text.append("| ")
                      .append(plain(proof.name()))
                      .append(" | ")
                      .append(plain(proof.expected()))
                      .append(" |\n"));
    }
    text.append("\n`").append(entry.card().file()).append("`, reviewed ");
    text.append(entry.card().reviewed()).append(", to be reviewed by ");
    text.append(entry.card().reviewBy()).append(".\n");
    if (!entry.history().isEmpty()) {
      text.append('\n');
      entry
          .history()
          .forEach(
              edit ->
                  text.append("- ")
                      .append(edit.date())
                      .append(' ')
                      .append(edit.commit())
                      .append(' ')
                      .append(plain(edit.subject()))
                      .append('\n'));
    }
  }

  private void items(List<String> sentences) {
    sentences.forEach(sentence -> text.append("- ").append(plain(sentence)).append('\n'));
  }

  /** What Markdown would take as a sign of its own. */
  private static String plain(String words) {
    return words.replaceAll("([\\\\`*_\\[\\]<>#|])", "\\\\$1");
  }
}
