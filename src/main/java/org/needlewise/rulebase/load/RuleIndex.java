package org.needlewise.rulebase.load;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.needlewise.casefile.Vocabulary;
import org.needlewise.casefile.Vocabulary.Question;
import org.needlewise.facts.Definitions;
import org.needlewise.facts.Definitions.DepthRow;
import org.needlewise.facts.Definitions.MinoxidilProtocol;
import org.needlewise.facts.Fact;
import org.needlewise.facts.FactFilter;
import org.needlewise.facts.PairQuestions;
import org.needlewise.report.Verdict;
import org.needlewise.rulebase.check.Card;
import org.needlewise.rulebase.check.Care;
import org.needlewise.rulebase.check.CheckedRules;
import org.needlewise.rulebase.check.EvidenceStatement;
import org.needlewise.rulebase.check.Knowledge;
import org.needlewise.rulebase.check.Restrictions;
import org.needlewise.rulebase.drl.RuleTree;

/**
 * What a rule base is made of beside its classes; written when the project is built, in a form that
 * is read without a parser.
 *
 * @param cards of the rules that fire, by file
 * @param idle cards of those that do not, by file
 * @param keys of the rules that fire, in the order of their cards: see {@link RuleCompiler#key}
 * @param models names of the model classes, in the same order
 */
record RuleIndex(
    String digest,
    String fingerprint,
    Knowledge knowledge,
    List<Card> cards,
    List<Card> idle,
    List<String> keys,
    List<String> models,
    FactFilter mentioned,
    FactFilter mentionedDeferring) {

  /** What fires, with the filters that its patterns ask for. */
  static RuleIndex of(CheckedRules checked, Map<String, String> models) {
    List<RuleTree> activeTrees = new ArrayList<>();
    List<Card> activeCards = new ArrayList<>();
    List<Card> idle = new ArrayList<>();
    List<RuleTree> deferringTrees = new ArrayList<>();
    List<Card> deferringCards = new ArrayList<>();
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < checked.trees().size(); i++) {
      Card card = checked.cards().get(i);
      if (!checked.fires().test(card)) {
        idle.add(card);
        continue;
      }
      activeTrees.add(checked.trees().get(i));
      activeCards.add(card);
      keys.add(RuleCompiler.key(checked.trees().get(i)));
      if (card.bearsOnDeferral()) {
        deferringTrees.add(checked.trees().get(i));
        deferringCards.add(card);
      }
    }
    return new RuleIndex(
        checked.digest(),
        checked.fingerprint(),
        checked.knowledge(),
        activeCards,
        idle,
        keys,
        keys.stream().map(models::get).toList(),
        Restrictions.filter(activeTrees, activeCards, checked.knowledge()),
        Restrictions.filter(deferringTrees, deferringCards, checked.knowledge()));
  }

  static final String RESOURCE = "META-INF/needlewise/rules.bin";
  private static final int FORM = 0x4e575209;

  void write(DataOutput out) throws IOException {
    out.writeInt(FORM);
    out.writeUTF(digest);
    out.writeUTF(fingerprint);
    vocabulary(out, knowledge.vocabulary());
    definitions(out, knowledge.definitions());
    out.writeInt(knowledge.evidence().size());
    for (EvidenceStatement statement : knowledge.evidence().values()) {
      out.writeUTF(statement.id());
      out.writeUTF(statement.source());
      out.writeUTF(statement.section());
      out.writeUTF(statement.use());
      out.writeUTF(statement.says());
      out.writeUTF(statement.parameters());
    }
    CareForm.write(out, knowledge.care());
    out.writeInt(cards.size());
    for (int i = 0; i < cards.size(); i++) {
      card(out, cards.get(i));
      out.writeUTF(keys.get(i));
      out.writeUTF(models.get(i));
    }
    out.writeInt(idle.size());
    for (Card card : idle) {
      card(out, card);
    }
    filter(out, mentioned);
    filter(out, mentionedDeferring);
  }

  static RuleIndex read(DataInput in) throws IOException {
    if (in.readInt() != FORM) {
      throw new IOException("the rules built into the program are of another form");
    }
    String digest = in.readUTF();
    String fingerprint = in.readUTF();
    Vocabulary vocabulary = vocabulary(in);
    Definitions definitions = definitions(in);
    Map<String, EvidenceStatement> evidence = new TreeMap<>();
    for (int n = in.readInt(); n > 0; n--) {
      String id = in.readUTF();
      evidence.put(
          id,
          new EvidenceStatement(
              id, in.readUTF(), in.readUTF(), in.readUTF(), in.readUTF(), in.readUTF()));
    }
    Care care = CareForm.read(in);
    int count = in.readInt();
    List<Card> cards = new ArrayList<>(count);
    List<String> keys = new ArrayList<>(count);
    List<String> models = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      cards.add(card(in));
      keys.add(in.readUTF());
      models.add(in.readUTF());
    }
    List<Card> idle = new ArrayList<>();
    for (int n = in.readInt(); n > 0; n--) {
      idle.add(card(in));
    }
    return new RuleIndex(
        digest,
        fingerprint,
        new Knowledge(vocabulary, definitions, evidence, care),
        cards,
        idle,
        keys,
        models,
        filter(in),
        filter(in));
  }

  private static void vocabulary(DataOutput out, Vocabulary vocabulary) throws IOException {
    out.writeInt(vocabulary.lists().size());
    for (var list : vocabulary.lists().entrySet()) {
      out.writeUTF(list.getKey());
      texts(out, list.getValue());
    }
    out.writeInt(vocabulary.classOf().size());
    for (var each : vocabulary.classOf().entrySet()) {
      out.writeUTF(each.getKey());
      out.writeUTF(each.getValue());
    }
    out.writeInt(vocabulary.also().size());
    for (var each : vocabulary.also().entrySet()) {
      out.writeUTF(each.getKey());
      texts(out, each.getValue());
    }
    out.writeInt(vocabulary.questions().size());
    for (Question question : vocabulary.questions()) {
      out.writeUTF(question.code());
      out.writeUTF(question.ask());
      out.writeUTF(question.stated());
      texts(out, question.alsoStatedBy());
      out.writeUTF(question.notWhereSex());
      out.writeUTF(question.onlyWithAdjunct());
    }
  }

  private static Vocabulary vocabulary(DataInput in) throws IOException {
    Map<String, List<String>> lists = new LinkedHashMap<>();
    for (int n = in.readInt(); n > 0; n--) {
      lists.put(in.readUTF(), texts(in));
    }
    Map<String, String> classOf = new LinkedHashMap<>();
    for (int n = in.readInt(); n > 0; n--) {
      classOf.put(in.readUTF(), in.readUTF());
    }
    Map<String, List<String>> also = new LinkedHashMap<>();
    for (int n = in.readInt(); n > 0; n--) {
      also.put(in.readUTF(), texts(in));
    }
    List<Question> questions = new ArrayList<>();
    for (int n = in.readInt(); n > 0; n--) {
      questions.add(
          new Question(
              in.readUTF(), in.readUTF(), in.readUTF(), texts(in), in.readUTF(), in.readUTF()));
    }
    return new Vocabulary(lists, classOf, also, questions);
  }

  private static void definitions(DataOutput out, Definitions definitions) throws IOException {
    out.writeUTF(definitions.version());
    out.writeInt(definitions.depthRows().size());
    for (DepthRow row : definitions.depthRows()) {
      out.writeUTF(row.row());
      out.writeInt(row.bound());
      out.writeBoolean(row.inclusive());
    }
    out.writeUTF(definitions.radiofrequencyRow());
    out.writeUTF(definitions.superficialRow());
    MinoxidilProtocol protocol = definitions.minoxidilProtocol();
    out.writeUTF(protocol.area());
    out.writeUTF(protocol.adjunct());
    out.writeUTF(protocol.setting());
    out.writeUTF(protocol.exceptModality());
    out.writeInt(protocol.fromHundredths());
    out.writeInt(protocol.toHundredths());
    out.writeInt(definitions.areaClasses().size());
    for (var each : definitions.areaClasses().entrySet()) {
      out.writeUTF(each.getKey());
      out.writeUTF(each.getValue());
    }
    out.writeUTF(definitions.otherAreasAre());
    out.writeInt(definitions.overlaps().size());
    for (var each : definitions.overlaps().entrySet()) {
      out.writeUTF(each.getKey());
      texts(out, each.getValue());
    }
    out.writeInt(definitions.earliestDateWithinYears());
  }

  private static Definitions definitions(DataInput in) throws IOException {
    String version = in.readUTF();
    List<DepthRow> rows = new ArrayList<>();
    for (int n = in.readInt(); n > 0; n--) {
      rows.add(new DepthRow(in.readUTF(), in.readInt(), in.readBoolean()));
    }
    String radiofrequency = in.readUTF();
    String superficial = in.readUTF();
    MinoxidilProtocol protocol =
        new MinoxidilProtocol(
            in.readUTF(), in.readUTF(), in.readUTF(), in.readUTF(), in.readInt(), in.readInt());
    Map<String, String> classes = new LinkedHashMap<>();
    for (int n = in.readInt(); n > 0; n--) {
      classes.put(in.readUTF(), in.readUTF());
    }
    String others = in.readUTF();
    Map<String, Set<String>> overlaps = new LinkedHashMap<>();
    for (int n = in.readInt(); n > 0; n--) {
      overlaps.put(in.readUTF(), new LinkedHashSet<>(texts(in)));
    }
    return new Definitions(
        version,
        List.copyOf(rows),
        radiofrequency,
        superficial,
        protocol,
        classes,
        others,
        overlaps,
        in.readInt());
  }

  private static void card(DataOutput out, Card card) throws IOException {
    out.writeUTF(card.file());
    out.writeUTF(card.packageName());
    out.writeUTF(card.ruleName());
    out.writeUTF(card.id());
    texts(out, card.formerly());
    out.writeUTF(card.policy());
    out.writeUTF(card.category());
    out.writeUTF(card.title());
    verdict(out, card.verdict());
    out.writeInt(card.verdictOf().size());
    for (var each : card.verdictOf().entrySet()) {
      out.writeUTF(each.getKey());
      verdict(out, each.getValue());
    }
    verdict(out, card.after());
    verdict(out, card.between());
    verdict(out, card.protocolVerdict());
    texts(out, card.evidence());
    out.writeInt(card.evidenceOf().size());
    for (var each : card.evidenceOf().entrySet()) {
      out.writeUTF(each.getKey());
      texts(out, each.getValue());
    }
    out.writeInt(card.minimumDays());
    out.writeInt(card.idealDays());
    texts(out, card.setsAside());
    texts(out, card.silences());
    out.writeBoolean(card.lengthens());
    out.writeUTF(card.because() == null ? "" : card.because());
    out.writeUTF(card.message());
    out.writeUTF(card.action());
    out.writeUTF(card.dateHolds());
    out.writeUTF(card.instead());
    texts(out, card.arguments());
    texts(out, card.dates());
    out.writeLong(card.reviewed().toEpochDay());
    out.writeLong(card.reviewBy().toEpochDay());
    out.writeUTF(card.status());
    out.writeInt(card.line());
  }

  private static Card card(DataInput in) throws IOException {
    String file = in.readUTF();
    String packageName = in.readUTF();
    String ruleName = in.readUTF();
    String id = in.readUTF();
    Set<String> formerly = new LinkedHashSet<>(texts(in));
    String policy = in.readUTF();
    String category = in.readUTF();
    String title = in.readUTF();
    Verdict verdict = verdict(in);
    Map<String, Verdict> verdictOf = new LinkedHashMap<>();
    for (int n = in.readInt(); n > 0; n--) {
      verdictOf.put(in.readUTF(), verdict(in));
    }
    Verdict after = verdict(in);
    Verdict between = verdict(in);
    Verdict protocol = verdict(in);
    List<String> evidence = texts(in);
    Map<String, List<String>> evidenceOf = new LinkedHashMap<>();
    for (int n = in.readInt(); n > 0; n--) {
      evidenceOf.put(in.readUTF(), texts(in));
    }
    int minimum = in.readInt();
    int ideal = in.readInt();
    Set<String> setsAside = new LinkedHashSet<>(texts(in));
    Set<String> silences = new LinkedHashSet<>(texts(in));
    boolean lengthens = in.readBoolean();
    String because = in.readUTF();
    return new Card(
        file,
        packageName,
        ruleName,
        id,
        formerly,
        policy,
        category,
        title,
        verdict,
        verdictOf,
        after,
        between,
        protocol,
        evidence,
        evidenceOf,
        minimum,
        ideal,
        setsAside,
        silences,
        lengthens,
        because.isEmpty() ? null : because,
        in.readUTF(),
        in.readUTF(),
        in.readUTF(),
        in.readUTF(),
        texts(in),
        new LinkedHashSet<>(texts(in)),
        LocalDate.ofEpochDay(in.readLong()),
        LocalDate.ofEpochDay(in.readLong()),
        in.readUTF(),
        in.readInt());
  }

  private static void verdict(DataOutput out, Verdict verdict) throws IOException {
    out.writeUTF(verdict == null ? "" : verdict.code());
  }

  private static Verdict verdict(DataInput in) throws IOException {
    return Verdict.ofCode(in.readUTF());
  }

  private static void filter(DataOutput out, FactFilter filter) throws IOException {
    Map<String, Set<String>> codes = new TreeMap<>();
    filter.codes().forEach((type, wanted) -> codes.put(type.getName(), wanted));
    out.writeInt(codes.size());
    for (var each : codes.entrySet()) {
      out.writeUTF(each.getKey());
      out.writeBoolean(each.getValue() != null);
      if (each.getValue() != null) {
        texts(out, each.getValue());
      }
    }
    out.writeInt(filter.pairsWithinDays());
    out.writeInt(filter.sessionsWithinDays());
    out.writeBoolean(filter.regimenGaps());
    PairQuestions pairs = filter.pairs();
    out.writeBoolean(pairs != null);
    if (pairs != null) {
      texts(out, pairs.fields());
      texts(out, pairs.depths().stream().map(String::valueOf).toList());
      out.writeInt(pairs.texts().size());
      for (List<String> each : pairs.texts()) {
        texts(out, each);
      }
    }
  }

  private static FactFilter filter(DataInput in) throws IOException {
    Map<Class<? extends Fact>, Set<String>> codes = new HashMap<>();
    for (int n = in.readInt(); n > 0; n--) {
      String name = in.readUTF();
      try {
        codes.put(
            Class.forName(name).asSubclass(Fact.class),
            in.readBoolean() ? Set.copyOf(texts(in)) : null);
      } catch (ClassNotFoundException e) {
        throw new IOException(
            "the rules built into the program ask for another program's facts", e);
      }
    }
    int pairs = in.readInt();
    int sessions = in.readInt();
    boolean regimenGaps = in.readBoolean();
    return new FactFilter(codes, pairs, sessions, regimenGaps, in.readBoolean() ? pairs(in) : null);
  }

  private static PairQuestions pairs(DataInput in) throws IOException {
    Set<String> fields = new LinkedHashSet<>(texts(in));
    Set<Integer> depths = new LinkedHashSet<>();
    for (String depth : texts(in)) {
      depths.add(Integer.valueOf(depth));
    }
    Set<List<String>> texts = new LinkedHashSet<>();
    for (int n = in.readInt(); n > 0; n--) {
      texts.add(texts(in));
    }
    return new PairQuestions(fields, depths, texts);
  }

  static void texts(DataOutput out, java.util.Collection<String> texts) throws IOException {
    out.writeInt(texts.size());
    for (String text : texts) {
      out.writeUTF(text);
    }
  }

  static List<String> texts(DataInput in) throws IOException {
    int count = in.readInt();
    String[] texts = new String[count];
    for (int i = 0; i < count; i++) {
      texts[i] = in.readUTF();
    }
    return List.of(texts);
  }
}
