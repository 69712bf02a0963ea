package org.needlewise.rulebase.load;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.needlewise.facts.Fact;
import org.needlewise.rulebase.check.RuleMatcher.Scope;
import org.needlewise.rulebase.drl.RulePrinter;
import org.needlewise.rulebase.drl.RuleTree;
import org.needlewise.rulebase.drl.RuleTree.All;
import org.needlewise.rulebase.drl.RuleTree.Any;
import org.needlewise.rulebase.drl.RuleTree.Comparison;
import org.needlewise.rulebase.drl.RuleTree.Condition;
import org.needlewise.rulebase.drl.RuleTree.Constraint;
import org.needlewise.rulebase.drl.RuleTree.Containment;
import org.needlewise.rulebase.drl.RuleTree.Literal;
import org.needlewise.rulebase.drl.RuleTree.LiteralKind;
import org.needlewise.rulebase.drl.RuleTree.Membership;
import org.needlewise.rulebase.drl.RuleTree.Name;
import org.needlewise.rulebase.drl.RuleTree.Not;
import org.needlewise.rulebase.drl.RuleTree.Operand;
import org.needlewise.rulebase.drl.RuleTree.Path;
import org.needlewise.rulebase.drl.RuleTree.Pattern;
import org.needlewise.rulebase.drl.RuleTree.Step;
import org.needlewise.rulebase.drl.RuleTree.Truth;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Writes the class of a {@link Signature}. What rules compare is taken apart into atoms: a text
 * that is compared with literals is which of them it is, or none; every other comparison, and
 * whatever is true or false by itself, is one bit. An atom that takes some reckoning is asked only
 * where the plain ones of some rule leave it open; else its bit says nothing, and no rule needs it.
 */
final class SignatureWriter {
  private static final String OBJECT = Type.getInternalName(Object.class);
  private static final int FACT = 1;
  private static final int NUMBER = 2;
  private static final int WORD = 64;

  private final Class<? extends Fact> type;
  private final Map<String, Atom> atoms = new LinkedHashMap<>();
  private final List<Asking> askings = new ArrayList<>();

  /** Free local variables of the method that is written. */
  private int locals;

  private MethodVisitor code;

  /** A question to the fact; its answer stands in a local variable as a whole number. */
  private static final class Atom {
    /** Null where it asks which text. */
    final Condition condition;

    final Operand text;
    final boolean plain;

    /** The texts that rules name, for which the answer is their place, from 1; 0 for another. */
    final Set<String> texts = new LinkedHashSet<>();

    int local;

    Atom(Condition condition, Operand text, boolean plain) {
      this.condition = condition;
      this.text = text;
      this.plain = plain;
    }

    int bits() {
      return condition == null ? WORD - Long.numberOfLeadingZeros(texts.size()) : 1;
    }

    int place(String literal) {
      return 1 + new ArrayList<>(texts).indexOf(literal);
    }
  }

  /** A rule's conditions, with what its variables stand for in their place. */
  private record Asking(RuleTree tree, List<Condition> conditions, Map<String, Path> variables) {}

  private SignatureWriter(Class<? extends Fact> type) {
    this.type = type;
  }

  /**
   * @param trees the rules, of one pattern each, that may match facts of a type
   * @param joined see {@link Signatures.Asked}
   */
  static Signatures.Written write(
      Class<? extends Fact> type, List<RuleTree> trees, Set<String> joined) {
    SignatureWriter writer = new SignatureWriter(type);
    trees.forEach(writer::add);
    List<Signatures.Rule> rules = new ArrayList<>();
    for (RuleTree tree : trees) {
      rules.add(new Signatures.Rule(tree.name().text(), tree.then().method().text()));
    }
    return new Signatures.Written(type, writer.words(), rules, joined, writer.bytes());
  }

  // ---- what is asked

  private void add(RuleTree tree) {
    Pattern pattern = tree.patterns().get(0);
    Map<String, Path> variables = new HashMap<>();
    if (pattern.variable() != null) {
      variables.put(pattern.variable().text(), new Path(null, List.of(), 0));
    }
    List<Condition> conditions = new ArrayList<>();
    for (Constraint constraint : pattern.constraints()) {
      if (constraint.variable() != null) {
        variables.put(constraint.variable().text(), (Path) resolved(constraint.bound(), variables));
      } else {
        conditions.add(resolved(constraint.condition(), variables));
      }
    }
    conditions.forEach(this::collect);
    askings.add(new Asking(tree, conditions, variables));
  }

  private static Condition resolved(Condition condition, Map<String, Path> variables) {
    int at = condition.offset();
    if (condition instanceof Any any) {
      return new Any(any.parts().stream().map(part -> resolved(part, variables)).toList(), at);
    }
    if (condition instanceof All all) {
      return new All(all.parts().stream().map(part -> resolved(part, variables)).toList(), at);
    }
    if (condition instanceof Not not) {
      return new Not(resolved(not.part(), variables), at);
    }
    if (condition instanceof Comparison c) {
      return new Comparison(
          resolved(c.left(), variables),
          c.operator(),
          resolved(c.right(), variables),
          at,
          c.operatorOffset());
    }
    if (condition instanceof Membership m) {
      return new Membership((Path) resolved(m.path(), variables), m.negated(), m.values(), at);
    }
    if (condition instanceof Containment c) {
      return new Containment(
          (Path) resolved(c.path(), variables), c.negated(), resolved(c.value(), variables), at);
    }
    if (condition instanceof Truth truth) {
      return new Truth((Path) resolved(truth.path(), variables));
    }
    throw unknown(condition);
  }

  private static Operand resolved(Operand operand, Map<String, Path> variables) {
    if (!(operand instanceof Path path)) {
      return operand;
    }
    List<Step> steps = new ArrayList<>();
    if (path.variable() != null) {
      steps.addAll(variables.get(path.variable().text()).steps());
    }
    for (Step step : path.steps()) {
      steps.add(
          step.arguments() == null
              ? step
              : new Step(
                  step.name(),
                  step.arguments().stream().map(each -> resolved(each, variables)).toList()));
    }
    return new Path(null, steps, path.offset());
  }

  /** Such a kind of condition must be known here before a rule can have it. */
  private static IllegalStateException unknown(Condition condition) {
    return new IllegalStateException("no signature for " + condition.getClass().getSimpleName());
  }

  private void collect(Condition condition) {
    if (condition instanceof Any any) {
      any.parts().forEach(this::collect);
    } else if (condition instanceof All all) {
      all.parts().forEach(this::collect);
    } else if (condition instanceof Not not) {
      collect(not.part());
    } else if (condition instanceof Membership membership) {
      membership.values().forEach(value -> text(membership.path()).texts.add(value.text()));
    } else if (condition instanceof Comparison comparison && namesText(comparison)) {
      text(comparison.left()).texts.add(((Literal) comparison.right()).text());
    } else {
      atoms.computeIfAbsent(key(condition), key -> new Atom(condition, null, isPlain(condition)));
    }
  }

  private Atom text(Operand path) {
    return atoms.computeIfAbsent(
        RulePrinter.operand(path), key -> new Atom(null, path, isPlain(path)));
  }

  private static String key(Condition condition) {
    return "? " + RulePrinter.condition(condition);
  }

  private static boolean namesText(Comparison comparison) {
    return comparison.left() instanceof Path
        && comparison.right() instanceof Literal literal
        && literal.kind() == LiteralKind.TEXT;
  }

  private static boolean isPlain(Condition condition) {
    if (condition instanceof Comparison comparison) {
      return isPlain(comparison.left()) && isPlain(comparison.right());
    }
    return condition instanceof Containment containment
        ? isPlain(containment.path()) && isPlain(containment.value())
        : condition instanceof Truth truth && isPlain(truth.path());
  }

  private static boolean isPlain(Operand operand) {
    return operand instanceof Literal
        || operand instanceof Path path
            && path.steps().size() < 2
            && path.steps().stream().allMatch(step -> step.arguments() == null);
  }

  private List<Atom> atoms(Condition condition) {
    if (condition instanceof Any any) {
      return any.parts().stream().flatMap(part -> atoms(part).stream()).toList();
    }
    if (condition instanceof All all) {
      return all.parts().stream().flatMap(part -> atoms(part).stream()).toList();
    }
    return condition instanceof Not not ? atoms(not.part()) : List.of(atom(condition));
  }

  private Atom atom(Condition condition) {
    if (condition instanceof Membership membership) {
      return atoms.get(RulePrinter.operand(membership.path()));
    }
    return condition instanceof Comparison comparison && namesText(comparison)
        ? atoms.get(RulePrinter.operand(comparison.left()))
        : atoms.get(key(condition));
  }

  private int words() {
    int words = 1;
    int used = 0;
    for (Atom atom : atoms.values()) {
      if (used + atom.bits() > WORD) {
        words++;
        used = 0;
      }
      used += atom.bits();
    }
    return words;
  }

  // ---- the class

  private byte[] bytes() {
    ClassWriter writer =
        new ClassWriter(ClassWriter.COMPUTE_MAXS | ClassWriter.COMPUTE_FRAMES) {
          @Override
          protected String getCommonSuperClass(String one, String other) {
            return OBJECT;
          }
        };
    String name = Type.getInternalName(Signature.class) + "Of" + type.getSimpleName();
    writer.visit(
        Opcodes.V17,
        Opcodes.ACC_FINAL | Opcodes.ACC_SUPER,
        name,
        null,
        OBJECT,
        new String[] {Type.getInternalName(Signature.class)});
    code = writer.visitMethod(0, "<init>", "()V", null, null);
    code.visitCode();
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, OBJECT, "<init>", "()V", false);
    end(Opcodes.RETURN);
    for (Method method : Signature.class.getMethods()) {
      code =
          writer.visitMethod(
              Opcodes.ACC_PUBLIC, method.getName(), Type.getMethodDescriptor(method), null, null);
      code.visitCode();
      if (method.getReturnType() == long.class) {
        signature();
      } else {
        arguments();
      }
    }
    writer.visitEnd();
    return writer.toByteArray();
  }

  private void end(int opcode) {
    code.visitInsn(opcode);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  private void signature() {
    locals = NUMBER + 1;
    for (Atom atom : atoms.values()) {
      atom.local = locals++;
      number(0);
      code.visitVarInsn(Opcodes.ISTORE, atom.local);
    }
    List<Atom> reckoned = new ArrayList<>();
    for (Atom atom : atoms.values()) {
      if (atom.plain) {
        ask(atom);
      } else {
        reckoned.add(atom);
      }
    }
    for (Atom atom : reckoned) {
      Label ask = new Label();
      Label done = new Label();
      for (Asking asking : askings) {
        guard(asking, atom, ask);
      }
      code.visitJumpInsn(Opcodes.GOTO, done);
      code.visitLabel(ask);
      ask(atom);
      code.visitLabel(done);
    }
    pack();
  }

  /** Jumps where the plain conditions of a rule that asks for an atom all hold. */
  private void guard(Asking asking, Atom atom, Label ask) {
    if (asking.conditions.stream().noneMatch(each -> atoms(each).contains(atom))) {
      return;
    }
    Label next = new Label();
    for (Condition condition : asking.conditions) {
      if (atoms(condition).stream().allMatch(each -> each.plain)) {
        jumpUnless(condition, next);
      }
    }
    code.visitJumpInsn(Opcodes.GOTO, ask);
    code.visitLabel(next);
  }

  /** Jumps where a condition does not hold, as the atoms' answers say. */
  private void jumpUnless(Condition condition, Label otherwise) {
    if (condition instanceof All all) {
      all.parts().forEach(part -> jumpUnless(part, otherwise));
    } else if (condition instanceof Any any) {
      Label holds = new Label();
      for (Condition part : any.parts()) {
        Label next = new Label();
        jumpUnless(part, next);
        code.visitJumpInsn(Opcodes.GOTO, holds);
        code.visitLabel(next);
      }
      code.visitJumpInsn(Opcodes.GOTO, otherwise);
      code.visitLabel(holds);
    } else if (condition instanceof Not not) {
      Label fails = new Label();
      jumpUnless(not.part(), fails);
      code.visitJumpInsn(Opcodes.GOTO, otherwise);
      code.visitLabel(fails);
    } else {
      Atom atom = atom(condition);
      if (condition instanceof Membership membership) {
        Label in = new Label();
        for (Literal value : membership.values()) {
          code.visitVarInsn(Opcodes.ILOAD, atom.local);
          number(atom.place(value.text()));
          code.visitJumpInsn(Opcodes.IF_ICMPEQ, membership.negated() ? otherwise : in);
        }
        if (!membership.negated()) {
          code.visitJumpInsn(Opcodes.GOTO, otherwise);
        }
        code.visitLabel(in);
      } else if (condition instanceof Comparison comparison && namesText(comparison)) {
        code.visitVarInsn(Opcodes.ILOAD, atom.local);
        number(atom.place(((Literal) comparison.right()).text()));
        boolean equal = comparison.operator().equals("==");
        code.visitJumpInsn(equal ? Opcodes.IF_ICMPNE : Opcodes.IF_ICMPEQ, otherwise);
      } else {
        code.visitVarInsn(Opcodes.ILOAD, atom.local);
        code.visitJumpInsn(Opcodes.IFEQ, otherwise);
      }
    }
  }

  /** Puts the answers' bits of the word that is asked for together. */
  private void pack() {
    List<List<Atom>> words = new ArrayList<>(List.of(new ArrayList<>()));
    int used = 0;
    for (Atom atom : atoms.values()) {
      if (used + atom.bits() > WORD) {
        words.add(new ArrayList<>());
        used = 0;
      }
      used += atom.bits();
      words.get(words.size() - 1).add(atom);
    }
    for (int word = 0; word < words.size(); word++) {
      Label next = new Label();
      code.visitVarInsn(Opcodes.ILOAD, NUMBER);
      number(word);
      code.visitJumpInsn(Opcodes.IF_ICMPNE, next);
      code.visitInsn(Opcodes.LCONST_0);
      for (Atom atom : words.get(word)) {
        number(atom.bits());
        code.visitInsn(Opcodes.LSHL);
        code.visitVarInsn(Opcodes.ILOAD, atom.local);
        code.visitInsn(Opcodes.I2L);
        code.visitInsn(Opcodes.LOR);
      }
      code.visitInsn(Opcodes.LRETURN);
      code.visitLabel(next);
    }
    code.visitInsn(Opcodes.LCONST_0);
    end(Opcodes.LRETURN);
  }

  /** Asks the fact, and keeps the answer. */
  private void ask(Atom atom) {
    if (atom.condition == null) {
      which(atom);
    } else {
      Label no = new Label();
      jumpUnlessTrue(atom.condition, no);
      number(1);
      code.visitVarInsn(Opcodes.ISTORE, atom.local);
      code.visitLabel(no);
    }
  }

  private void which(Atom atom) {
    SortedMap<Integer, List<String>> byHash = new TreeMap<>();
    for (String text : atom.texts) {
      byHash.computeIfAbsent(text.hashCode(), hash -> new ArrayList<>()).add(text);
    }
    Label done = new Label();
    Label[] labels = new Label[byHash.size()];
    Arrays.setAll(labels, i -> new Label());
    int text = locals++;
    value(atom.text);
    code.visitInsn(Opcodes.DUP);
    code.visitVarInsn(Opcodes.ASTORE, text);
    call(Object.class, "hashCode");
    code.visitLookupSwitchInsn(
        done, byHash.keySet().stream().mapToInt(Integer::intValue).toArray(), labels);
    int at = 0;
    for (List<String> texts : byHash.values()) {
      code.visitLabel(labels[at++]);
      for (String each : texts) {
        Label next = new Label();
        code.visitLdcInsn(each);
        code.visitVarInsn(Opcodes.ALOAD, text);
        call(Object.class, "equals");
        code.visitJumpInsn(Opcodes.IFEQ, next);
        number(atom.place(each));
        code.visitVarInsn(Opcodes.ISTORE, atom.local);
        code.visitJumpInsn(Opcodes.GOTO, done);
        code.visitLabel(next);
      }
      code.visitJumpInsn(Opcodes.GOTO, done);
    }
    code.visitLabel(done);
  }

  private void jumpUnlessTrue(Condition condition, Label otherwise) {
    if (condition instanceof Comparison comparison) {
      compare(comparison, otherwise);
    } else if (condition instanceof Containment containment) {
      value(containment.path());
      box(value(containment.value()));
      call(List.class, "contains");
      code.visitJumpInsn(containment.negated() ? Opcodes.IFNE : Opcodes.IFEQ, otherwise);
    } else if (condition instanceof Truth truth) {
      value(truth.path());
      code.visitJumpInsn(Opcodes.IFEQ, otherwise);
    } else {
      throw unknown(condition);
    }
  }

  private void compare(Comparison comparison, Label otherwise) {
    Class<?> left = kind(comparison.left());
    Class<?> right = kind(comparison.right());
    if (!left.isPrimitive()) {
      value(comparison.left());
      box(value(comparison.right()));
      call(Object.class, "equals");
      code.visitJumpInsn(
          comparison.operator().equals("==") ? Opcodes.IFEQ : Opcodes.IFNE, otherwise);
      return;
    }
    if (left == double.class || right == double.class) {
      widen(value(comparison.left()));
      widen(value(comparison.right()));
      code.visitInsn(Opcodes.DCMPL);
    } else {
      // Booleans are whole numbers here.
      value(comparison.left());
      value(comparison.right());
      code.visitMethodInsn(
          Opcodes.INVOKESTATIC, Type.getInternalName(Integer.class), "compare", "(II)I", false);
    }
    code.visitJumpInsn(
        switch (comparison.operator()) {
          case "==" -> Opcodes.IFNE;
          case "!=" -> Opcodes.IFEQ;
          case "<" -> Opcodes.IFGE;
          case "<=" -> Opcodes.IFGT;
          case ">" -> Opcodes.IFLE;
          default -> Opcodes.IFLT;
        },
        otherwise);
  }

  private void widen(Class<?> from) {
    if (from == int.class) {
      code.visitInsn(Opcodes.I2D);
    }
  }

  // ---- what a rule hands on

  private void arguments() {
    Label none = new Label();
    Label[] labels = new Label[askings.size()];
    Arrays.setAll(labels, i -> new Label());
    code.visitVarInsn(Opcodes.ILOAD, NUMBER);
    code.visitTableSwitchInsn(0, labels.length - 1, none, labels);
    for (int i = 0; i < labels.length; i++) {
      code.visitLabel(labels[i]);
      Asking asking = askings.get(i);
      List<Name> names = asking.tree.then().arguments();
      number(names.size() - 1);
      code.visitTypeInsn(Opcodes.ANEWARRAY, OBJECT);
      for (int n = 1; n < names.size(); n++) {
        code.visitInsn(Opcodes.DUP);
        number(n - 1);
        box(value(asking.variables.get(names.get(n).text())));
        code.visitInsn(Opcodes.AASTORE);
      }
      code.visitInsn(Opcodes.ARETURN);
    }
    code.visitLabel(none);
    code.visitInsn(Opcodes.ACONST_NULL);
    end(Opcodes.ARETURN);
  }

  // ---- values

  /** Puts a literal, field or measure on the stack. */
  private Class<?> value(Operand operand) {
    if (operand instanceof Literal literal) {
      Class<?> kind = kind(literal);
      if (kind == String.class) {
        code.visitLdcInsn(literal.text());
      } else if (kind == double.class) {
        code.visitLdcInsn(Double.valueOf(literal.text()));
      } else {
        number(
            kind == int.class
                ? Integer.parseInt(literal.text())
                : Boolean.parseBoolean(literal.text()) ? 1 : 0);
      }
      return kind;
    }
    code.visitVarInsn(Opcodes.ALOAD, FACT);
    code.visitTypeInsn(Opcodes.CHECKCAST, Type.getInternalName(type));
    Class<?> owner = type;
    for (Step step : ((Path) operand).steps()) {
      Method method = Scope.method(owner, step.name().text());
      parameters(method, step.arguments() == null ? List.of() : step.arguments());
      call(owner, method);
      owner = method.getReturnType();
    }
    return owner;
  }

  private void parameters(Method method, List<Operand> operands) {
    Class<?>[] types = method.getParameterTypes();
    int single = method.isVarArgs() ? types.length - 1 : types.length;
    for (int i = 0; i < single; i++) {
      if (types[i] == double.class) {
        widen(value(operands.get(i)));
      } else {
        value(operands.get(i));
      }
    }
    if (method.isVarArgs()) {
      number(operands.size() - single);
      code.visitTypeInsn(Opcodes.ANEWARRAY, Type.getInternalName(types[single].componentType()));
      for (int i = single; i < operands.size(); i++) {
        code.visitInsn(Opcodes.DUP);
        number(i - single);
        value(operands.get(i));
        code.visitInsn(Opcodes.AASTORE);
      }
    }
  }

  /** What {@link #value} puts on the stack. */
  private Class<?> kind(Operand operand) {
    if (operand instanceof Literal literal) {
      return switch (literal.kind()) {
        case TEXT -> String.class;
        case BOOLEAN -> boolean.class;
        case NUMBER -> literal.text().indexOf('.') < 0 ? int.class : double.class;
      };
    }
    Class<?> owner = type;
    for (Step step : ((Path) operand).steps()) {
      owner = Scope.method(owner, step.name().text()).getReturnType();
    }
    return owner;
  }

  private void box(Class<?> kind) {
    if (kind.isPrimitive()) {
      Class<?> boxed =
          kind == int.class ? Integer.class : kind == double.class ? Double.class : Boolean.class;
      code.visitMethodInsn(
          Opcodes.INVOKESTATIC,
          Type.getInternalName(boxed),
          "valueOf",
          Type.getMethodDescriptor(Type.getType(boxed), Type.getType(kind)),
          false);
    }
  }

  private void call(Class<?> owner, String method) {
    call(owner, Scope.method(owner, method));
  }

  private void call(Class<?> owner, Method method) {
    code.visitMethodInsn(
        owner.isInterface() ? Opcodes.INVOKEINTERFACE : Opcodes.INVOKEVIRTUAL,
        Type.getInternalName(owner),
        method.getName(),
        Type.getMethodDescriptor(method),
        owner.isInterface());
  }

  private void number(int value) {
    code.visitLdcInsn(value);
  }
}
