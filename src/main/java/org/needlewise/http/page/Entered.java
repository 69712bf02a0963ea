package org.needlewise.http.page;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.needlewise.casefile.CaseFile;
import org.needlewise.casefile.CaseFileReader;
import org.needlewise.casefile.Diagnostic;
import org.needlewise.casefile.Format;
import org.needlewise.casefile.InvalidInputException;
import org.needlewise.casefile.Vocabulary;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What stands in the form, as the document of a case file. What is wrong with it the one reader of
 * case files says, of the field that it stands in.
 */
final class Entered {
  /** Before the code of a screening question. */
  static final String QUESTION = "?";

  static final String YES = "yes";
  static final String NO = "no";

  /** At the end of the name that begins an item. */
  private static final String ITEM = "/-";

  private static final String NEGATIVES = "/patient/pertinentNegatives";
  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]{0,8})(\\.[0-9]{1,9})?");
  private static final Pattern COMMA = Pattern.compile("([0-9]+),([0-9]+)");
  private static final Pattern MILLIMETRES = Pattern.compile("([0-9.,]+) ?mm");

  private final Vocabulary vocabulary;
  private final ObjectNode document = JSON.createObjectNode();

  /** By JSON Pointer: which of the entries states it, or would. */
  private final Map<String, Integer> places = new HashMap<>();

  /** By the name of its list: the item that is being stated; and its pointer. */
  private final Map<String, ObjectNode> items = new HashMap<>();

  private final Map<String, String> pointers = new HashMap<>();
  private final Map<String, String> answers = new HashMap<>();

  /** Of items that say nothing yet: where their fields stand. */
  private final IdentityHashMap<ObjectNode, Map<String, Integer>> waiting = new IdentityHashMap<>();

  /** Of the questions that are answered with yes: whether an item says to what. */
  private final Map<String, Boolean> stated = new HashMap<>();

  /** Of the same: their first items. */
  private final Map<String, Beginning> unsaid = new LinkedHashMap<>();

  /** Which question asks for an item. */
  private final IdentityHashMap<ObjectNode, String> asking = new IdentityHashMap<>();

  private record Beginning(int at, String list, ObjectNode item) {}

  /**
   * An entry of the form.
   *
   * @param name a {@link Field}'s, an item's, or a question's behind {@link #QUESTION}
   */
  record Entry(String name, String value) {}

  /**
   * A mistake.
   *
   * @param at the index of the entry that it is in; -1 where it is in none
   * @param missing whether there is only nothing yet
   */
  record Mistake(int at, boolean missing, Diagnostic what) {}

  /**
   * @param entries in the order of the form: what belongs to an item follows its beginning
   */
  Entered(List<Entry> entries, Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
    document.putObject("patient");
    document.putObject("proposed");
    for (int i = 0; i < entries.size(); i++) {
      take(i, entries.get(i));
    }
    unsaid.forEach(this::which);
  }

  /** A document that was made otherwise. */
  Entered(ObjectNode document, Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
    this.document.setAll(document);
  }

  ObjectNode document() {
    return document;
  }

  private void take(int at, Entry entry) {
    String name = entry.name();
    String value = entry.value().strip();
    if (name.startsWith(QUESTION)) {
      answer(at, name.substring(QUESTION.length()), value);
    } else if (name.endsWith(ITEM)) {
      begin(at, name.substring(0, name.length() - ITEM.length()), value);
    } else {
      state(at, name, value);
    }
  }

  private void answer(int at, String code, String value) {
    answers.put(code, value);
    if (value.equals(NO)) {
      append(at, document, NEGATIVES, code);
    } else if (value.equals(YES)) {
      vocabulary.questions().stream()
          .filter(question -> question.code().equals(code))
          .filter(question -> isAllergy(vocabulary.answering(question)))
          .forEach(
              question ->
                  append(
                      at,
                      document,
                      Field.LISTS.get("allergies"),
                      vocabulary.answering(question).get(0)));
    }
  }

  private boolean isAllergy(List<String> codes) {
    return !codes.isEmpty() && "allergies".equals(vocabulary.listOf(codes.get(0)));
  }

  /**
   * @param question the one that asks for the item; "" where none does
   */
  private void begin(int at, String list, String question) {
    ObjectNode item = JSON.createObjectNode();
    items.keySet().removeIf(name -> name.startsWith(list + ITEM));
    items.put(list, item);
    pointers.remove(list);
    if (question.isEmpty()) {
      return;
    }
    if (!YES.equals(answers.get(question))) {
      items.remove(list);
    } else if (!stated.containsKey(question)) {
      unsaid.putIfAbsent(question, new Beginning(at, list, item));
      stated.put(question, false);
    }
    asking.put(item, question);
  }

  /** A yes that does not say to what is one all the same: the reader misses its code. */
  private void which(String question, Beginning first) {
    if (!stated.get(question)) {
      items.put(first.list, first.item);
      pointers.remove(first.list);
      attach(first.at, first.list);
    }
  }

  /** Puts the item of a list into the document: what says nothing is none. */
  private ObjectNode attach(int at, String list) {
    ObjectNode item = items.get(list);
    if (item == null || pointers.containsKey(list)) {
      return item;
    }
    int within = list.lastIndexOf(ITEM + "/");
    ObjectNode owner = within < 0 ? document : attach(at, list.substring(0, within));
    if (owner == null) {
      return null;
    }
    String path = within < 0 ? list : list.substring(within + ITEM.length());
    ArrayNode array = array(owner, path);
    String base = within < 0 ? "" : pointers.get(list.substring(0, within));
    String pointer = base + path + "/" + array.size();
    array.add(item);
    stated.computeIfPresent(asking.getOrDefault(item, ""), (question, before) -> true);
    pointers.put(list, pointer);
    places.put(pointer, at);
    return item;
  }

  private void state(int at, String name, String value) {
    int within = name.lastIndexOf(ITEM + "/");
    if (within < 0) {
      places.putIfAbsent(name, at);
      put(at, document, "", name, value);
      return;
    }
    String list = name.substring(0, within);
    String path = name.substring(within + ITEM.length());
    if (!value.isEmpty()) {
      attach(at, list);
    }
    ObjectNode item = items.get(list);
    if (item == null) {
      return;
    }
    String pointer = pointers.get(list);
    if (pointer == null) {
      waiting.computeIfAbsent(item, i -> new HashMap<>()).put(path, at);
      return;
    }
    Map<String, Integer> before = waiting.remove(item);
    if (before != null) {
      before.forEach((member, place) -> places.putIfAbsent(pointer + member, place));
    }
    places.putIfAbsent(pointer + path, at);
    put(at, item, pointer, path, value);
  }

  private void put(int at, ObjectNode owner, String base, String path, String value) {
    if (value.isEmpty()) {
      return;
    }
    String member = path.substring(path.lastIndexOf('/') + 1);
    switch (member) {
      case "adjuncts", "expectations", "areas", "pertinentNegatives", "allergies" ->
          append(at, owner, path, value, base);
      case "depthMm", "everyDays", "sessions", "days" ->
          object(owner, path).set(member, number(value));
      case "improvementDocumented", "impairsHealing", "completesSeries", "resolved" ->
          object(owner, path).set(member, truth(value));
      default -> object(owner, path).put(member, value);
    }
  }

  private void append(int at, ObjectNode owner, String path, String value) {
    append(at, owner, path, value, "");
  }

  private void append(int at, ObjectNode owner, String path, String value, String base) {
    ArrayNode array = array(owner, path);
    places.put(base + path + "/" + array.size(), at);
    array.add(value);
  }

  private static ObjectNode object(ObjectNode owner, String path) {
    ObjectNode object = owner;
    String[] steps = path.split("/");
    for (int i = 1; i < steps.length - 1; i++) {
      JsonNode next = object.get(steps[i]);
      object = next instanceof ObjectNode there ? there : object.putObject(steps[i]);
    }
    return object;
  }

  private static ArrayNode array(ObjectNode owner, String path) {
    ObjectNode object = object(owner, path);
    String member = path.substring(path.lastIndexOf('/') + 1);
    return object.get(member) instanceof ArrayNode there ? there : object.putArray(member);
  }

  /** What is no number stays a text, of which the reader tells what it expected. */
  private static JsonNode number(String value) {
    String plain = MILLIMETRES.matcher(value).replaceFirst("$1");
    plain = COMMA.matcher(plain).replaceFirst("$1.$2");
    return NUMBER.matcher(plain).matches()
        ? JSON.getNodeFactory().numberNode(new BigDecimal(plain))
        : JSON.getNodeFactory().stringNode(value);
  }

  private static JsonNode truth(String value) {
    return switch (value) {
      case "true" -> JSON.getNodeFactory().booleanNode(true);
      case "false" -> JSON.getNodeFactory().booleanNode(false);
      default -> JSON.getNodeFactory().stringNode(value);
    };
  }

  /**
   * The case.
   *
   * @throws InvalidInputException where it is none
   */
  CaseFile read(CaseFileReader reader) {
    byte[] bytes = JSON.writeValueAsBytes(document);
    return reader.read(bytes, 0, bytes.length, Format.JSON, "");
  }

  /** What the reader says, of the entries that it speaks of. */
  List<Mistake> mistakes(InvalidInputException wrong) {
    return wrong.problems().stream()
        .map(error -> new Mistake(place(error.pointer()), isMissing(error), error))
        .toList();
  }

  private static boolean isMissing(Diagnostic error) {
    return error.found().equals("nothing");
  }

  /** Of the value, or of the nearest that it stands in. */
  private int place(String pointer) {
    for (String at = pointer; !at.isEmpty(); at = at.substring(0, at.lastIndexOf('/'))) {
      if (places.containsKey(at)) {
        return places.get(at);
      }
    }
    return -1;
  }
}
