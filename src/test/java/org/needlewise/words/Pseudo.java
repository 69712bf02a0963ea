package org.needlewise.words;

import com.ibm.icu.text.MessagePattern;
import com.ibm.icu.text.MessagePattern.Part;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.needlewise.casefile.Areas;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.Choices;
import org.needlewise.rulebase.check.Card;
import org.needlewise.rulebase.check.Care;
import org.needlewise.rulebase.check.EvidenceStatement;
import org.needlewise.rulebase.load.RuleBase;

/**
 * Languages that nobody speaks: the English texts with every stretch in brackets, its letters
 * accented, a third longer, {@code ⟦Ñöţ ƀéƒöŕé··⟧ 2026-12-19}. What a page shows without brackets
 * is not of the words.
 */
public final class Pseudo {
  /** Dates that ICU writes are in Greek. */
  public static final Words LEFT_TO_RIGHT = words("el");

  /** Dates that ICU writes are in Arabic. */
  public static final Words RIGHT_TO_LEFT = words("ar");

  private static final String PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final String ACCENTED = "åƀçðéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýžÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽ";

  private static final Pattern BRACKETED = Pattern.compile("⟦[^⟦⟧]*⟧");
  private static final Pattern LETTERS = Pattern.compile("[^¦]*[A-Za-z][^¦]*");

  /** What is of no language: our name, places in a case, ids of the policy and the evidence. */
  private static final Pattern NAMES =
      Pattern.compile("\\bNeedlewise\\b|(?<![\\w/])/[A-Za-z/0-9]+|\\b[A-Z][0-9][0-9A-Z]{0,2}\\b");

  /** What facts and the screening put into a card's text. */
  private static final Pattern FACTS =
      Pattern.compile(
          "Beyond the sources:|ended before it began|active, though it has ended"
              + "|(?:ended|began|last taken|first seen|took place) after the day of the facts"
              + "|\\b(?:over|from|under|up to) [0-9.]+ mm\\b"
              + "|\\b(?:condition|medication|allergy|procedure|sign):");

  /** What stands around the pieces of a card's text. */
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{[\\w.]*[}?]|[{}|]");

  private static final Pattern UNREAD =
      Pattern.compile("(?s)<(head|style|script)\\b.*?</\\1>|<!--.*?-->");

  private static final Pattern TAG = Pattern.compile("<[^>]*>");
  private static final Pattern TITLE = Pattern.compile("<title[^>]*>([^<]*)");

  private static final Pattern READ_OUT =
      Pattern.compile("\\b(?:title|aria-label|aria-description|alt|placeholder)=\"([^\"]*)\"");

  private Pseudo() {}

  private static Words words(String language) {
    return new Words(
        Locale.forLanguageTag(language),
        face -> {
          var texts = Words.texts(face, List.of(Locale.ROOT));
          texts.replaceAll((key, text) -> pseudo(text));
          return texts;
        });
  }

  /** A text of the files: its stretches between the braces. */
  static String pseudo(String text) {
    if (text.indexOf('{') < 0) {
      return stretch(text);
    }
    MessagePattern pattern = new MessagePattern(text);
    StringBuilder changed = new StringBuilder();
    int from = 0;
    boolean inMessage = false;
    for (int i = 0; i < pattern.countParts(); i++) {
      Part part = pattern.getPart(i);
      String before = text.substring(from, Math.max(from, part.getIndex()));
      changed.append(inMessage ? stretch(before).replace("'", "''") : before);
      from = Math.max(from, part.getIndex());
      switch (part.getType()) {
        case MSG_START, ARG_LIMIT -> inMessage = true;
        case MSG_LIMIT, ARG_START -> inMessage = false;
        default -> {}
      }
      if (part.getType() != Part.Type.SKIP_SYNTAX) {
        changed.append(text, from, Math.max(from, part.getLimit()));
      }
      from = Math.max(from, part.getLimit());
    }
    return changed.append(text.substring(from)).toString();
  }

  /** What stands between letters and the edges stays outside the brackets. */
  private static String stretch(String text) {
    if (text.chars().noneMatch(Character::isLetter)) {
      return text;
    }
    StringBuilder changed = new StringBuilder();
    text.strip()
        .chars()
        .map(c -> PLAIN.indexOf(c) < 0 ? c : ACCENTED.charAt(PLAIN.indexOf(c)))
        .forEach(c -> changed.append((char) c));
    String longer = "·".repeat((text.strip().length() + 2) / 3);
    int begin = text.indexOf(text.strip());
    return text.substring(0, begin)
        + '⟦'
        + changed
        + longer
        + '⟧'
        + text.substring(begin + text.strip().length());
  }

  /** What a page in HTML tells: its title, its texts, the attributes that are read out. */
  public static String visible(String html) {
    String body = UNREAD.matcher(html).replaceAll("");
    return Stream.of(
            TITLE.matcher(html).results().map(title -> title.group(1)),
            READ_OUT.matcher(body).results().map(told -> told.group(1)),
            Stream.of(TAG.matcher(body).replaceAll("\n")))
        .flatMap(texts -> texts)
        .collect(Collectors.joining("\n"))
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&#34;", "\"")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
  }

  /**
   * What a text in one of these languages says that is neither of the words, nor of the cards, the
   * vocabulary, the evidence, the care or the case: stretches with letters; none where every word
   * has its key.
   */
  public static List<String> leftovers(String visibleText, RuleBase base, CaseFile caseFile) {
    String text = visibleText.replaceAll("\\s+", " ");
    text = BRACKETED.matcher(text).replaceAll("¦");
    text = FACTS.matcher(without(text, caseFile.id())).replaceAll("¦");
    for (String known : known(base, caseFile)) {
      text = without(text, known);
    }
    text = NAMES.matcher(text).replaceAll("¦");
    return LETTERS.matcher(text).results().map(MatchResult::group).map(String::strip).toList();
  }

  private static String without(String text, String known) {
    StringBuilder rest = new StringBuilder();
    int from = 0;
    for (int at = text.indexOf(known); at >= 0; at = text.indexOf(known, at + 1)) {
      int end = at + known.length();
      if (at >= from && !cuts(text, at) && !cuts(text, end)) {
        rest.append(text, from, at).append('¦');
        from = end;
      }
    }
    return from == 0 ? text : rest.append(text.substring(from)).toString();
  }

  /** Whether it is within a word. */
  private static boolean cuts(String text, int at) {
    return at > 0
        && at < text.length()
        && isOfWord(text.charAt(at - 1))
        && isOfWord(text.charAt(at));
  }

  private static boolean isOfWord(char c) {
    return Character.isLetterOrDigit(c) || c == '-';
  }

  /** The longest first. */
  private static List<String> known(RuleBase base, CaseFile of) {
    List<String> texts = new ArrayList<>();
    for (Card card : base.cards()) {
      texts.addAll(
          List.of(
              card.id(),
              card.title(),
              card.message(),
              card.action(),
              card.dateHolds(),
              card.instead()));
    }
    for (EvidenceStatement statement : base.evidence().values()) {
      texts.addAll(List.of(statement.says(), statement.source(), statement.section()));
    }
    for (Care.Entry entry : base.care().entries()) {
      texts.addAll(List.of(entry.code(), entry.says(), entry.patient()));
    }
    base.vocabulary().lists().values().forEach(texts::addAll);
    base.vocabulary().classOf().values().forEach(texts::add);
    base.vocabulary().also().values().forEach(texts::addAll);
    base.vocabulary()
        .questions()
        .forEach(question -> texts.addAll(List.of(question.code(), question.ask())));
    Stream.of(
            Areas.ALL,
            Choices.CONDITION_STATUS,
            Choices.MODALITY,
            Choices.SETTING,
            Choices.OPERATOR,
            Choices.SEX,
            Choices.FITZPATRICK,
            Choices.PHOTODAMAGE,
            Choices.MEDICATION_STATUS,
            Choices.ROUTE,
            Choices.PHASE,
            Choices.ORIGIN,
            Choices.AFTERCARE,
            List.of(base.digest().substring(0, 8)))
        .forEach(texts::addAll);
    if (of.proposed().device() != null) {
      texts.add(of.proposed().device());
    }
    if (of.proposed().event() != null) {
      texts.add(of.proposed().event().name());
    }
    Set<String> pieces =
        new TreeSet<>(Comparator.comparing(String::length).reversed().thenComparing(s -> s));
    for (String text : texts) {
      String line = text.replaceAll("\\s+", " ");
      pieces.add(line);
      PLACEHOLDER.splitAsStream(line).map(String::strip).forEach(pieces::add);
      if (!line.isEmpty() && !line.contains(" ")) {
        String words = line.replace('-', ' ');
        pieces.add(words);
        pieces.add(Character.toUpperCase(words.charAt(0)) + words.substring(1));
      }
    }
    pieces.removeIf(piece -> piece.chars().noneMatch(Character::isLetter));
    return List.copyOf(pieces);
  }
}
