package org.needlewise.review.book;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.needlewise.report.Verdict;
import org.needlewise.review.Words;
import org.needlewise.review.book.RuleBook.Chapter;
import org.needlewise.review.book.RuleBook.Entry;
import org.needlewise.rulebase.check.Card;
import org.needlewise.rulebase.check.EvidenceStatement;

/** The rule book as one page that needs nothing beside itself. */
public final class RuleBookHtml {
  private static final int LEFT = 290;
  private static final int WIDTH = 860;
  private static final int RIGHT = 40;
  private static final int ROW = 26;
  private static final int TOP = 30;
  private static final int WEEK = 7;

  private final RuleBook book;
  private final StringBuilder html = new StringBuilder();

  private RuleBookHtml(RuleBook book) {
    this.book = book;
  }

  public static String of(RuleBook book) {
    return new RuleBookHtml(book).set();
  }

  private String set() {
    html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    html.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    html.append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ");
    html.append("style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n");
    html.append("<title>Rule book ").append(text(book.version())).append("</title>\n<style>\n");
    html.append(resource("book.css")).append("</style>\n</head>\n<body>\n");
    html.append("<a class=\"skip\" href=\"#rules\">To the rules</a>\n");
    contents();
    html.append("<main id=\"rules\">\n");
    overview();
    book.chapters().forEach(this::chapter);
    html.append("</main>\n<script>\n").append(resource("book.js")).append("</script>\n");
    return html.append("</body>\n</html>\n").toString();
  }

  private static String resource(String name) {
    try (InputStream in = RuleBookHtml.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void contents() {
    html.append("<header>\n<h1>Rule book</h1>\n<p class=\"about\">Rule set ");
    html.append(text(book.version())).append(" · <span class=\"digest\">");
    html.append(book.digest(), 0, 12).append("</span></p>\n");
    html.append("<p class=\"warning\">No clinician has reviewed these rules.</p>\n");
    html.append(
        "<div class=\"search\" role=\"search\"><label for=\"search\">Search the rules</label>");
    html.append("<input id=\"search\" type=\"search\" autocomplete=\"off\" ");
    html.append(
        "placeholder=\"a word, a row, L073 …\"><p id=\"count\" role=\"status\"></p></div>\n");
    html.append("<nav aria-label=\"Contents\">\n<ol>\n");
    html.append("<li><a href=\"#overview\">All rules by policy row</a></li>\n");
    html.append("<li><a href=\"#intervals\">Intervals in days</a></li>\n");
    html.append("<li><a href=\"#words\">Words that all rules share</a></li>\n");
    for (Chapter chapter : book.chapters()) {
      html.append("<li><a href=\"#").append(chapter.category()).append("\">");
      html.append(title(chapter.category())).append("</a> <span class=\"many\">");
      html.append(chapter.entries().size()).append("</span>\n<ol>\n");
      for (Entry entry : chapter.entries()) {
        html.append("<li data-rule=\"").append(entry.card().id()).append("\"><a href=\"#");
        html.append(entry.card().id()).append("\"><b>").append(text(entry.card().policy()));
        html.append("</b> ").append(text(entry.card().title())).append("</a></li>\n");
      }
      html.append("</ol></li>\n");
    }
    html.append("</ol>\n</nav>\n</header>\n");
  }

  private void overview() {
    html.append(
        "<section id=\"overview\">\n<h2>All rules by policy row</h2>\n<div class=\"wide\"><table>\n");
    html.append("<thead><tr><th scope=\"col\">Row</th><th scope=\"col\">Rule</th>");
    html.append("<th scope=\"col\">Says</th><th scope=\"col\">Numbers</th>");
    html.append("<th scope=\"col\">Cases</th></tr></thead>\n<tbody>\n");
    for (Entry entry : book.byPolicy()) {
      html.append("<tr data-rule=\"").append(entry.card().id()).append("\"><th scope=\"row\">");
      html.append(text(entry.card().policy())).append("</th><td><a href=\"#");
      html.append(entry.card().id()).append("\">").append(text(entry.card().title()));
      html.append("</a></td><td>");
      marks(entry);
      html.append("</td><td>").append(text(String.join(", ", entry.numbers())));
      html.append("</td><td>").append(entry.cases().size()).append("</td></tr>\n");
    }
    html.append("</tbody>\n</table></div>\n</section>\n");
    chart();
    words();
  }

  private void marks(Entry entry) {
    for (Verdict verdict : all(entry.card())) {
      html.append("<span class=\"v ").append(verdict.code()).append("\">");
      html.append(verdict.code()).append("</span> ");
    }
  }

  /** Every verdict that the rule can give, the gravest first. */
  private static Set<Verdict> all(Card card) {
    List<Verdict> verdicts = new ArrayList<>();
    if (card.isInterval()) {
      verdicts.add(Verdict.DEFER);
      if (card.minimumDays() < card.idealDays()) {
        verdicts.add(card.between());
      }
    }
    verdicts.add(card.verdict());
    verdicts.addAll(card.verdictOf().values());
    verdicts.add(card.after());
    verdicts.add(card.protocolVerdict());
    verdicts.removeIf(verdict -> verdict == null);
    verdicts.sort(java.util.Comparator.reverseOrder());
    return new LinkedHashSet<>(verdicts);
  }

  static String verdicts(Entry entry) {
    return String.join(", ", all(entry.card()).stream().map(Verdict::code).toList());
  }

  private void words() {
    html.append(
        "<section id=\"words\">\n<h2>Words that all rules share</h2>\n<div class=\"wide\"><table>\n");
    html.append(
        "<thead><tr><th scope=\"col\">Word</th><th scope=\"col\">Means</th></tr></thead>\n<tbody>\n");
    book.words()
        .forEach(
            (word, means) ->
                html.append("<tr><th scope=\"row\">")
                    .append(text(word))
                    .append("</th><td>")
                    .append(text(means))
                    .append("</td></tr>\n"));
    html.append("</tbody>\n</table></div>\n</section>\n");
  }

  // The chart

  private void chart() {
    List<Entry> rows = book.byPolicy().stream().filter(entry -> entry.card().isInterval()).toList();
    if (rows.isEmpty()) {
      return;
    }
    int most = rows.stream().mapToInt(entry -> entry.card().idealDays()).max().orElse(1);
    int weeks = most / WEEK + 1;
    double day = (WIDTH - LEFT - RIGHT) / (double) (weeks * WEEK);
    int height = TOP + rows.size() * ROW + 10;
    html.append("<section id=\"intervals\">\n<h2>Intervals in days</h2>\n");
    html.append("<p>From a past session to the next. <span class=\"key minimum\"></span> ");
    html.append("too soon: deferred. <span class=\"key between\"></span> possible, not ideal yet.");
    html.append("</p>\n<div class=\"wide\"><svg viewBox=\"0 0 ").append(WIDTH).append(' ');
    html.append(height).append("\" role=\"img\" aria-labelledby=\"chart-title chart-says\">\n");
    html.append("<title id=\"chart-title\">Minimum and ideal of each interval row</title>\n");
    html.append("<desc id=\"chart-says\">");
    for (Entry row : rows) {
      html.append(text(row.card().policy())).append(' ').append(text(row.card().title()));
      html.append(": ").append(row.card().minimumDays()).append(" days at least, ");
      html.append(row.card().idealDays()).append(" ideally. ");
    }
    html.append("</desc>\n");
    for (int week = 0; week <= weeks; week++) {
      String x = number(LEFT + week * WEEK * day);
      html.append("<line class=\"grid\" x1=\"").append(x).append("\" x2=\"").append(x);
      html.append("\" y1=\"").append(TOP - 6).append("\" y2=\"").append(height - 8).append("\"/>");
      html.append("<text class=\"axis\" x=\"").append(x).append("\" y=\"").append(TOP - 12);
      html.append("\">").append(week * WEEK).append("</text>\n");
    }
    for (int i = 0; i < rows.size(); i++) {
      bar(rows.get(i).card(), TOP + i * ROW, day);
    }
    html.append("</svg></div>\n</section>\n");
  }

  private void bar(Card card, int top, double day) {
    double minimum = card.minimumDays() * day;
    double ideal = card.idealDays() * day;
    html.append("<a href=\"#").append(card.id()).append("\"><text class=\"row\" x=\"");
    html.append(LEFT - 10).append("\" y=\"").append(top + 14).append("\">");
    html.append(text(card.policy() + " " + shortened(card.title()))).append("</text></a>");
    html.append("<rect class=\"minimum\" x=\"").append(LEFT).append("\" y=\"").append(top + 2);
    html.append("\" width=\"").append(number(minimum)).append("\" height=\"16\"/>");
    if (ideal > minimum) {
      html.append("<rect class=\"between\" x=\"").append(number(LEFT + minimum)).append("\" y=\"");
      html.append(top + 2).append("\" width=\"").append(number(ideal - minimum));
      html.append("\" height=\"16\"/>");
    }
    html.append("<text class=\"end\" x=\"").append(number(LEFT + ideal + 5)).append("\" y=\"");
    html.append(top + 14).append("\">").append(card.minimumDays());
    html.append(ideal > minimum ? " / " + card.idealDays() : "").append("</text>\n");
  }

  private static String shortened(String title) {
    String words = title.replaceFirst("^Interval (on|of|for|at|with|in|after) (the )?", "");
    String name = words.length() > 36 ? words.substring(0, 35).strip() + "…" : words;
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  private static String number(double value) {
    return String.format(java.util.Locale.ROOT, "%.1f", value);
  }

  // The rules

  private void chapter(Chapter chapter) {
    html.append("<section class=\"chapter\" id=\"").append(chapter.category()).append("\">\n<h2>");
    html.append(title(chapter.category())).append("</h2>\n");
    chapter.entries().forEach(this::entry);
    html.append("</section>\n");
  }

  private void entry(Entry entry) {
    Card card = entry.card();
    html.append("<article id=\"").append(card.id()).append("\" aria-labelledby=\"t-");
    html.append(card.id())
        .append("\">\n<h3 id=\"t-")
        .append(card.id())
        .append("\"><span class=\"row\">");
    html.append(text(card.policy())).append("</span> ").append(text(card.title()));
    if (!card.isActive()) {
      html.append(" <span class=\"status\">").append(text(card.status())).append("</span>");
    }
    html.append("</h3>\n<p class=\"marks\">");
    marks(entry);
    html.append("</p>\n<dl class=\"header\">\n");
    entry
        .checks()
        .forEach(
            (head, words) ->
                html.append("<dt>")
                    .append(text(head))
                    .append("</dt><dd>")
                    .append(text(words))
                    .append("</dd>\n"));
    html.append("</dl>\n<h4>When</h4>\n<p>It speaks of ").append(text(entry.speaksOf()));
    html.append(entry.conditions().isEmpty() ? ".</p>\n" : ", where</p>\n");
    items(entry.conditions());
    html.append("<h4>Then</h4>\n");
    items(entry.says());
    html.append("<blockquote>").append(text(entry.message())).append("</blockquote>\n");
    evidence(entry);
    cases(entry);
    html.append("<p class=\"file\"><code>").append(text(card.file())).append("</code> · ");
    html.append(text(card.id())).append(" · reviewed ").append(card.reviewed());
    html.append(", to be reviewed by ").append(card.reviewBy()).append("</p>\n");
    history(entry);
    html.append("</article>\n");
  }

  private void items(List<String> sentences) {
    if (!sentences.isEmpty()) {
      html.append("<ul>\n");
      sentences.forEach(one -> html.append("<li>").append(text(one)).append("</li>\n"));
      html.append("</ul>\n");
    }
  }

  private void evidence(Entry entry) {
    html.append("<h4>Rests on</h4>\n<ul class=\"evidence\">\n");
    entry
        .cited()
        .forEach(
            (key, ids) -> {
              for (String id : ids) {
                EvidenceStatement statement = book.statements().get(id);
                html.append("<li><b>").append(text(id)).append("</b> ");
                html.append(key.isEmpty() ? "" : "<i>for " + text(key) + ":</i> ");
                html.append("<q>").append(text(statement.says())).append("</q> <cite>");
                html.append(text(statement.source()));
                html.append(statement.section().isEmpty() ? "" : ", " + text(statement.section()));
                html.append("</cite>");
                html.append(
                    statement.beyondTheSources()
                        ? " <span class=\"beyond\">beyond the sources</span>"
                        : "");
                html.append("</li>\n");
              }
            });
    html.append("</ul>\n");
  }

  private void cases(Entry entry) {
    if (entry.cases().isEmpty()) {
      return;
    }
    html.append("<details><summary>").append(Words.count(entry.cases().size(), "case"));
    html.append("</summary>\n<table><thead><tr><th scope=\"col\">Case</th>");
    html.append("<th scope=\"col\">Expected</th></tr></thead>\n<tbody>\n");
    entry
        .cases()
        .forEach(
            proof ->
                html.append("<tr><td>")
                    .append(text(proof.name()))
                    .append("</td><td>")
                    .append(text(proof.expected()))
                    .append("</td></tr>\n"));
    html.append("</tbody></table></details>\n");
  }

  private void history(Entry entry) {
    if (entry.history().isEmpty()) {
      return;
    }
    html.append("<details><summary>History</summary>\n<ul>\n");
    entry
        .history()
        .forEach(
            edit ->
                html.append("<li>")
                    .append(text(edit.date()))
                    .append(" <code>")
                    .append(text(edit.commit()))
                    .append("</code> ")
                    .append(text(edit.subject()))
                    .append("</li>\n"));
    html.append("</ul></details>\n");
  }

  static String title(String category) {
    String words = category.replace('-', ' ');
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  private static String text(String words) {
    StringBuilder safe = new StringBuilder(words.length() + 16);
    for (int i = 0; i < words.length(); i++) {
      char c = words.charAt(i);
      switch (c) {
        case '&' -> safe.append("&amp;");
        case '<' -> safe.append("&lt;");
        case '>' -> safe.append("&gt;");
        case '"' -> safe.append("&quot;");
        default -> safe.append(c);
      }
    }
    return safe.toString();
  }
}
