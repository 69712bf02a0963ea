package org.needlewise.http.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.needlewise.casefile.Vocabulary;
import org.needlewise.casefile.Vocabulary.Question;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The form, filled in from a document. Made from the vocabulary and from what the rules read, so
 * that a new question, code or list shows by itself.
 *
 * @param allDenied whether what no question answers is denied
 * @param denials what is denied beside the questions
 */
record Form(
    List<Input> session,
    List<Input> moreOfTheSession,
    List<Input> patient,
    List<Asked> questions,
    List<Facts> facts,
    Input allergies,
    boolean allDenied,
    Input denials,
    List<Row> history,
    Row nextPast,
    Row nextReaction,
    Input id,
    Input asOf) {

  private static final String HISTORY = "/history";
  private static final String REACTIONS = "reactions";
  static final String ALL = "all-screening-questions";

  /**
   * A field with what stands in it.
   *
   * @param values more than one in a list alone; empty for nothing
   */
  record Input(Field field, List<String> values) {
    String value() {
      return values.isEmpty() ? "" : values.get(0);
    }

    boolean has(String code) {
      return values.contains(code);
    }
  }

  /**
   * An item of a list.
   *
   * @param name that begins it
   * @param question the one that asks for it; "" where none does
   * @param fixed whether there is but one code that it may have
   */
  record Row(String name, String question, boolean fixed, List<Input> inputs, List<Row> reactions) {
    Input first() {
      return inputs.get(0);
    }

    List<Input> others() {
      return inputs.subList(1, inputs.size());
    }
  }

  /**
   * A screening question that is answered with yes or no.
   *
   * @param notWhereSex the sex of whom it is not asked; "" where it is asked of all
   * @param onlyWithAdjunct the adjunct without which it is not asked; "" where it is asked anyway
   * @param answer yes, no, or "" where it was not asked
   * @param rows what a yes says; at least one, if an empty one; none for an allergy
   */
  record Asked(
      String code,
      String ask,
      String notWhereSex,
      String onlyWithAdjunct,
      String answer,
      List<Row> rows) {
    boolean isYes() {
      return answer.equals(Entered.YES);
    }

    /** Whether more is asked of a yes. */
    boolean hasMore() {
      return rows.stream().anyMatch(row -> !row.fixed() || !row.others().isEmpty());
    }

    /** Whether it may be true of several. */
    boolean takesMore() {
      return !rows.isEmpty() && !rows.get(0).fixed();
    }
  }

  /**
   * The facts of a list for which no question asks.
   *
   * @param next an empty one
   */
  record Facts(String list, List<Row> rows, Row next) {}

  /**
   * @param read by code, the fields of a fact that rules read
   */
  static Form of(ObjectNode document, Vocabulary vocabulary, Map<String, Set<String>> read) {
    return new Making(document, vocabulary, read).form();
  }

  /** Which question asks for each code; the first, where several do. */
  private static Map<String, String> askedBy(Vocabulary vocabulary) {
    Map<String, String> by = new LinkedHashMap<>();
    for (Question question : vocabulary.questions()) {
      vocabulary.answering(question).forEach(code -> by.putIfAbsent(code, question.code()));
    }
    return by;
  }

  private static final class Making {
    private final ObjectNode document;
    private final Vocabulary vocabulary;
    private final Map<String, Set<String>> read;
    private final Map<String, String> askedBy;

    /** What is denied and shown with no question. */
    private final Set<String> denied;

    private final Set<String> allergic;

    Making(ObjectNode document, Vocabulary vocabulary, Map<String, Set<String>> read) {
      this.document = document;
      this.vocabulary = vocabulary;
      this.read = read;
      this.askedBy = askedBy(vocabulary);
      this.denied = new LinkedHashSet<>(texts("/patient/pertinentNegatives"));
      this.allergic = new LinkedHashSet<>(texts("/patient/allergies"));
    }

    Form form() {
      List<Asked> questions = new ArrayList<>();
      for (Question question : vocabulary.questions()) {
        List<String> codes = vocabulary.answering(question);
        if (!codes.isEmpty()) {
          questions.add(asked(question, codes));
        }
      }
      List<Facts> facts = new ArrayList<>();
      for (String list : List.of("conditions", "medications", "procedures", "signs")) {
        List<String> codes =
            vocabulary.lists().getOrDefault(list, List.of()).stream()
                .filter(code -> !askedBy.containsKey(code))
                .toList();
        if (!codes.isEmpty()) {
          facts.add(new Facts(list, rows(list, "", false, codes), empty(list, "", false, codes)));
        }
      }
      List<Row> history = new ArrayList<>();
      document.path("history").forEach(session -> history.add(past(session)));
      return new Form(
          inputs(Field.session(vocabulary)),
          inputs(Field.moreOfTheSession(vocabulary)),
          inputs(Field.PATIENT),
          questions,
          facts,
          new Input(
              new Field(
                  "/patient/allergies",
                  Field.Kind.FLAGS,
                  vocabulary.lists().getOrDefault("allergies", List.of()).stream()
                      .filter(code -> !askedBy.containsKey(code))
                      .toList()),
              List.copyOf(allergic)),
          denied.remove(ALL),
          denials(),
          history,
          past(document.objectNode()),
          reaction(document.objectNode()),
          input(new Field("/id", Field.Kind.TEXT, List.of())),
          input(new Field("/asOf", Field.Kind.DATE, List.of())));
    }

    private Input denials() {
      List<String> codes = new ArrayList<>();
      for (String list : Vocabulary.DENIABLE) {
        vocabulary.lists().getOrDefault(list, List.of()).stream()
            .filter(code -> !code.equals(ALL) && !codes.contains(code))
            .filter(code -> vocabulary.questions().stream().noneMatch(q -> q.code().equals(code)))
            .forEach(codes::add);
      }
      // A no to what is stated all the same contradicts it, and has to stay to be seen.
      denied.stream().filter(code -> !codes.contains(code)).forEach(codes::add);
      return new Input(
          new Field("/patient/pertinentNegatives", Field.Kind.FLAGS, codes), List.copyOf(denied));
    }

    private Asked asked(Question question, List<String> codes) {
      String list = vocabulary.listOf(codes.get(0));
      if (list.equals("allergies")) {
        boolean yes = allergic.remove(codes.get(0));
        return asked(question, yes, List.of());
      }
      List<Row> rows = new ArrayList<>();
      Map<String, List<String>> byList = new LinkedHashMap<>();
      codes.stream()
          .filter(code -> question.code().equals(askedBy.get(code)))
          .forEach(
              code ->
                  byList
                      .computeIfAbsent(vocabulary.listOf(code), l -> new ArrayList<>())
                      .add(code));
      byList.forEach((of, some) -> rows.addAll(rows(of, question.code(), codes.size() == 1, some)));
      boolean yes = !rows.isEmpty();
      if (rows.isEmpty()) {
        byList.forEach((of, some) -> rows.add(empty(of, question.code(), codes.size() == 1, some)));
      }
      return asked(question, yes, rows);
    }

    private Asked asked(Question question, boolean yes, List<Row> rows) {
      return new Asked(
          question.code(),
          question.ask(),
          question.notWhereSex(),
          question.onlyWithAdjunct(),
          answer(question, yes),
          rows);
    }

    private String answer(Question question, boolean yes) {
      return yes ? Entered.YES : denied.remove(question.code()) ? Entered.NO : "";
    }

    /** The facts of a list that have one of the codes. */
    private List<Row> rows(String list, String question, boolean fixed, List<String> codes) {
      String pointer = Field.LISTS.get(list);
      List<Row> rows = new ArrayList<>();
      for (JsonNode item : document.at(pointer)) {
        String code = item.path(list.equals("signs") ? "sign" : "code").asString("");
        if (codes.contains(code)) {
          rows.add(row(pointer, question, fixed, item, fields(list, codes, item)));
        }
      }
      return rows;
    }

    /** Those that rules read; all of them where it says more than they do. */
    private List<Field> fields(String list, List<String> codes, JsonNode item) {
      List<Field> some = Field.fact(list, codes, read);
      Set<String> members = new LinkedHashSet<>(item.propertyNames());
      some.forEach(field -> members.remove(field.member()));
      return members.isEmpty() ? some : Field.everyOf(list, codes);
    }

    private Row empty(String list, String question, boolean fixed, List<String> codes) {
      JsonNode nothing = document.objectNode();
      return row(Field.LISTS.get(list), question, fixed, nothing, Field.fact(list, codes, read));
    }

    private static Row row(
        String pointer, String question, boolean fixed, JsonNode item, List<Field> fields) {
      List<Input> inputs = new ArrayList<>();
      for (Field field : fields) {
        boolean code = inputs.isEmpty() && fixed;
        inputs.add(new Input(field, code ? field.codes() : values(item.path(field.member()))));
      }
      return new Row(pointer + "/-", question, fixed, inputs, List.of());
    }

    private Row past(JsonNode session) {
      List<Row> reactions = new ArrayList<>();
      session.path(REACTIONS).forEach(each -> reactions.add(reaction(each)));
      Row row = row(HISTORY, "", false, session, Field.past(vocabulary));
      return new Row(row.name(), "", false, row.inputs(), reactions);
    }

    private Row reaction(JsonNode item) {
      return row(HISTORY + "/-/" + REACTIONS, "", false, item, Field.reaction(vocabulary));
    }

    private List<Input> inputs(List<Field> fields) {
      return fields.stream().map(this::input).toList();
    }

    private Input input(Field field) {
      return new Input(field, values(document.at(field.name())));
    }

    private List<String> texts(String pointer) {
      return values(document.at(pointer));
    }

    private static List<String> values(JsonNode value) {
      if (value.isMissingNode() || value.isNull()) {
        return List.of();
      }
      List<String> values = new ArrayList<>();
      if (value.isArray()) {
        value.forEach(each -> values.add(each.asString()));
      } else {
        values.add(value.asString());
      }
      return values;
    }
  }
}
