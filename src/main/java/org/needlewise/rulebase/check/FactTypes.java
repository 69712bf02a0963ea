package org.needlewise.rulebase.check;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.needlewise.facts.Codes;
import org.needlewise.facts.Day;
import org.needlewise.facts.Definitions;
import org.needlewise.facts.Fact;
import org.needlewise.facts.Facts;
import org.needlewise.facts.MeasuredCase;
import org.needlewise.facts.Session;
import org.needlewise.facts.Span;
import org.needlewise.facts.Stated;
import org.needlewise.facts.Unstated;
import org.needlewise.rulebase.drl.RuleTree;

/**
 * What a rule may match and ask: the fact types, their fields and measures, read from the classes.
 */
public final class FactTypes {
  /** What a value is, as far as a rule can compare it. */
  public enum Kind {
    TEXT("a text"),
    TEXTS("several texts"),
    WHOLE("a whole number"),
    DECIMAL("a number"),
    DATE("a date"),
    TRUTH("true or false"),
    MEASURE("a measure"),
    FACT("a whole fact");

    final String words;

    Kind(String words) {
      this.words = words;
    }

    public boolean isNumber() {
      return this == WHOLE || this == DECIMAL;
    }

    /** Whether a field of it may stand behind a point. */
    boolean hasFields() {
      return this == MEASURE || this == FACT;
    }
  }

  /**
   * @param codes see {@link Codes#value}; null where any text does
   * @param unstated see {@link FactTypes#unstated}
   */
  public record Value(Kind kind, Class<?> type, List<String> codes, String unstated) {
    Value(Kind kind, Class<?> type, List<String> codes) {
      this(kind, type, codes, null);
    }
  }

  /**
   * @param parameters none for a field
   */
  public record Member(String name, Value value, List<Value> parameters, boolean variadic) {
    public boolean isField() {
      return parameters.isEmpty();
    }
  }

  /**
   * @param members by name
   */
  public record FactType(String name, Class<?> type, SortedMap<String, Member> members) {
    List<String> fields() {
      return members.values().stream().filter(Member::isField).map(Member::name).toList();
    }
  }

  /** Not for rules: how a finding is made of a fact, and what Java itself adds. */
  private static final Set<String> HIDDEN =
      Set.of(
          "subject",
          "pointers",
          "stated",
          "areas",
          "index",
          "entry",
          "hashCode",
          "toString",
          "getClass",
          "notify",
          "notifyAll",
          "wait",
          "equals",
          "protocol",
          "session");

  private static final Pattern UNIT =
      Pattern.compile("(^d|D)ays|(^m|M)onths|(^y|Y)ears|(^c|C)ount|Mm$|(^d|D)ates|(^s|S)essions");
  private static final SortedMap<String, FactType> PATTERNS = new TreeMap<>();
  private static final Map<Class<?>, FactType> TYPES = new HashMap<>();
  private static final Map<String, Class<?>> KNOWN = new HashMap<>();

  static {
    for (Class<? extends Fact> type : Facts.TYPES) {
      PATTERNS.put(type.getSimpleName(), of(type));
    }
    PATTERNS.put(Stated.class.getSimpleName(), of(Stated.class));
  }

  private FactTypes() {}

  /** The types that a pattern may name, by simple name. */
  public static SortedMap<String, FactType> patterns() {
    return PATTERNS;
  }

  /** The type of a pattern's fact; null where it is none. */
  public static FactType of(RuleTree.Pattern pattern) {
    return PATTERNS.get(pattern.type().text());
  }

  /** The members that steps name, from one to the next, as far as they lead. */
  static List<Member> along(FactType from, List<RuleTree.Step> steps) {
    List<Member> members = new ArrayList<>();
    FactType owner = from;
    for (RuleTree.Step step : steps) {
      Member member = owner == null ? null : owner.members().get(step.name().text());
      if (member == null) {
        break;
      }
      members.add(member);
      owner = member.value().kind().hasFields() ? of(member.value().type()) : null;
    }
    return members;
  }

  /** The concrete fact types that a pattern's type stands for. */
  public static List<Class<? extends Fact>> concrete(FactType type) {
    return Facts.TYPES.stream().filter(t -> type.type.isAssignableFrom(t)).toList();
  }

  /** A fact's or a measure's type. */
  public static synchronized FactType of(Class<?> type) {
    FactType known = TYPES.get(type);
    if (known == null) {
      known = new FactType(type.getSimpleName(), type, members(type));
      TYPES.put(type, known);
    }
    return known;
  }

  /**
   * All that a compiled rule relies on, so that a rule compiled against other classes is compiled
   * anew.
   */
  public static String signature() {
    StringBuilder signature = new StringBuilder();
    List<Class<?>> types = reachable();
    types.sort(Comparator.comparing(Class::getName));
    for (Class<?> type : types) {
      signature.append(type.toGenericString()).append('\n');
      Arrays.stream(type.getMethods())
          .map(Method::toGenericString)
          .sorted()
          .forEach(m -> signature.append(m).append('\n'));
    }
    return signature.toString();
  }

  /** Whether a class is a fact's or a measure's that a rule can come by. */
  public static boolean isKnown(String className) {
    return known().containsKey(className);
  }

  /** Whether a compiled rule may call a method of such a class. */
  public static boolean mayCall(String className, String method) {
    Class<?> type = known().get(className);
    return type != null
        && (of(type).members.containsKey(method)
            || method.equals("subject") && Fact.class.isAssignableFrom(type));
  }

  private static synchronized Map<String, Class<?>> known() {
    if (KNOWN.isEmpty()) {
      reachable().forEach(type -> KNOWN.put(type.getName(), type));
      KNOWN.put(
          MeasuredCase.class.getName(),
          MeasuredCase.class); // compared, so that two facts are of one case
    }
    return KNOWN;
  }

  private static List<Class<?>> reachable() {
    List<Class<?>> types = new ArrayList<>(List.of(Fact.class, Span.class, Stated.class));
    types.addAll(Facts.TYPES);
    for (int i = 0; i < types.size(); i++) {
      of(types.get(i)).members.values().stream()
          .filter(m -> m.value.kind == Kind.MEASURE && !types.contains(m.value.type))
          .forEach(m -> types.add(m.value.type));
    }
    return types;
  }

  /**
   * What is plausible of a unit: the depth of a case file, and lengths of time longer than any that
   * bears on a session.
   */
  static final Map<String, Integer> MOST =
      Map.of("millimetres", 10, "days", 3_660, "months", 120, "years", 120, "a count", 366);

  /** The unit of a field or measure that is a number, by its name. */
  static String unit(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return name.contains("Mm")
        ? "millimetres"
        : Stream.of("days", "months", "years")
            .filter(lower::contains)
            .findFirst()
            .orElse("a count");
  }

  /** Whether a field's name says what its number counts. */
  public static boolean hasUnit(String name) {
    return UNIT.matcher(name).find();
  }

  private static SortedMap<String, Member> members(Class<?> type) {
    SortedMap<String, Member> members = new TreeMap<>();
    for (Method method : type.getMethods()) {
      if (HIDDEN.contains(method.getName())
          || Modifier.isStatic(method.getModifiers())
          || method.isBridge()) {
        continue;
      }
      Value value = value(method.getReturnType(), method.getGenericReturnType(), method);
      List<Value> parameters = new ArrayList<>();
      for (Parameter parameter : method.getParameters()) {
        Class<?> each =
            parameter.isVarArgs() ? parameter.getType().componentType() : parameter.getType();
        parameters.add(value(each, each, parameter));
      }
      if (value != null && !parameters.contains(null)) {
        members.put(
            method.getName(), new Member(method.getName(), value, parameters, method.isVarArgs()));
      }
    }
    return members;
  }

  /** A record of the facts that is no fact: visits counted, a date and what is to be said of it. */
  private static boolean isMeasure(Class<?> type) {
    return type.isRecord()
        && type.getPackage() == Fact.class.getPackage()
        && !Fact.class.isAssignableFrom(type)
        && type != Session.class
        && type != Definitions.class;
  }

  /** What a text is where the case does not state it, "" or "unknown"; null: it always does. */
  public static String unstated(AnnotatedElement field) {
    Codes codes = field.getAnnotation(Codes.class);
    return field.isAnnotationPresent(Unstated.class)
        ? ""
        : codes != null && List.of(codes.value()).contains("'unknown'") ? "unknown" : null;
  }

  private static Value value(
      Class<?> type, java.lang.reflect.Type generic, AnnotatedElement element) {
    Codes codes = element.getAnnotation(Codes.class);
    List<String> from = codes == null ? null : List.of(codes.value());
    if (type == String.class) {
      return new Value(Kind.TEXT, type, from, unstated(element));
    }
    if (type == int.class) {
      return new Value(element.isAnnotationPresent(Day.class) ? Kind.DATE : Kind.WHOLE, type, null);
    }
    if (type == double.class) {
      return new Value(Kind.DECIMAL, type, null);
    }
    if (type == boolean.class) {
      return new Value(Kind.TRUTH, type, null);
    }
    if (isMeasure(type)) {
      return new Value(Kind.MEASURE, type, null);
    }
    if (type == List.class
        && generic instanceof ParameterizedType list
        && list.getActualTypeArguments()[0] == String.class) {
      return new Value(Kind.TEXTS, type, from);
    }
    return null;
  }
}
