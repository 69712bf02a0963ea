package org.needlewise.rulebase.load;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.needlewise.facts.Fact;
import org.needlewise.rulebase.check.RuleMatcher.Scope;
import org.needlewise.rulebase.drl.RuleTree;
import org.needlewise.rulebase.drl.RuleTree.Atom;
import org.needlewise.rulebase.drl.RuleTree.Comparison;
import org.needlewise.rulebase.drl.RuleTree.Condition;
import org.needlewise.rulebase.drl.RuleTree.Literal;
import org.needlewise.rulebase.drl.RuleTree.Name;
import org.needlewise.rulebase.drl.RuleTree.Operand;
import org.needlewise.rulebase.drl.RuleTree.Path;
import org.needlewise.rulebase.drl.RuleTree.Step;
import org.needlewise.rulebase.load.Questions.Asking;
import org.needlewise.rulebase.load.Questions.Question;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Writes the class of a {@link Signature}, which answers {@link Questions}. One that takes some
 * reckoning is asked only where the plain ones of some rule leave it open; else its bit says
 * nothing, and no rule needs it.
 */
final class SignatureWriter {
  private static final String OBJECT = Type.getInternalName(Object.class);
  private static final int FACT = 1;
  private static final int NUMBER = 2;

  private final Class<? extends Fact> type;
  private final Questions questions;

  /** Free local variables of the method that is written. */
  private int locals;

  private MethodVisitor code;

  private SignatureWriter(Class<? extends Fact> type, Questions questions) {
    this.type = type;
    this.questions = questions;
  }

  /**
   * @param trees the rules, of one pattern each, that may match facts of a type
   * @param joined see {@link Signatures.Asked}
   */
  static Signatures.Written write(
      Class<? extends Fact> type, List<RuleTree> trees, Set<String> joined) {
    Questions questions = new Questions(trees);
    List<Signatures.Rule> rules = new ArrayList<>();
    for (RuleTree tree : trees) {
      rules.add(new Signatures.Rule(tree.name().text(), tree.then().method().text()));
    }
    return new Signatures.Written(
        type,
        questions.words().size(),
        rules,
        joined,
        new SignatureWriter(type, questions).bytes());
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
    for (Question question : questions.all()) {
      question.local = locals++;
      number(0);
      code.visitVarInsn(Opcodes.ISTORE, question.local);
    }
    questions.all().stream().filter(question -> question.plain).forEach(this::ask);
    for (Question question : questions.all()) {
      if (!question.plain) {
        Label ask = new Label();
        Label done = new Label();
        questions.askings().forEach(asking -> guard(asking, question, ask));
        code.visitJumpInsn(Opcodes.GOTO, done);
        code.visitLabel(ask);
        ask(question);
        code.visitLabel(done);
      }
    }
    pack();
  }

  /** Jumps where the plain conditions of a rule with a question all hold. */
  private void guard(Asking asking, Question question, Label ask) {
    List<Condition> conditions = asking.conditions();
    if (conditions.stream().noneMatch(each -> questions.of(each).contains(question))) {
      return;
    }
    Label next = new Label();
    for (Condition condition : conditions) {
      if (questions.of(condition).stream().allMatch(each -> each.plain)) {
        jumpUnless(condition, next);
      }
    }
    code.visitJumpInsn(Opcodes.GOTO, ask);
    code.visitLabel(next);
  }

  /** Jumps where a condition does not hold, as the answers say. */
  private void jumpUnless(Condition condition, Label otherwise) {
    condition.on(
        junction -> {
          if (junction.all()) {
            junction.parts().forEach(part -> jumpUnless(part, otherwise));
          } else {
            jumpUnlessAny(junction.parts(), otherwise);
          }
        },
        not -> {
          Label fails = new Label();
          jumpUnless(not.part(), fails);
          code.visitJumpInsn(Opcodes.GOTO, otherwise);
          code.visitLabel(fails);
        },
        atom -> jumpUnlessAnswered(atom, otherwise));
  }

  private void jumpUnlessAny(List<Condition> parts, Label otherwise) {
    Label holds = new Label();
    for (Condition part : parts) {
      Label next = new Label();
      jumpUnless(part, next);
      code.visitJumpInsn(Opcodes.GOTO, holds);
      code.visitLabel(next);
    }
    code.visitJumpInsn(Opcodes.GOTO, otherwise);
    code.visitLabel(holds);
  }

  private void jumpUnlessAnswered(Atom atom, Label otherwise) {
    Question question = questions.of(atom);
    if (question.text == null) {
      code.visitVarInsn(Opcodes.ILOAD, question.local);
      code.visitJumpInsn(Opcodes.IFEQ, otherwise);
      return;
    }
    boolean one =
        atom.match(c -> c.operator().equals("=="), c -> !c.negated(), c -> true, c -> true);
    Label in = new Label();
    for (Literal text : Questions.texts(atom)) {
      code.visitVarInsn(Opcodes.ILOAD, question.local);
      number(question.place(text.text()));
      code.visitJumpInsn(Opcodes.IF_ICMPEQ, one ? in : otherwise);
    }
    if (one) {
      code.visitJumpInsn(Opcodes.GOTO, otherwise);
    }
    code.visitLabel(in);
  }

  /** Puts the answers' bits of the word that is asked for together. */
  private void pack() {
    List<List<Question>> words = questions.words();
    for (int word = 0; word < words.size(); word++) {
      Label next = new Label();
      code.visitVarInsn(Opcodes.ILOAD, NUMBER);
      number(word);
      code.visitJumpInsn(Opcodes.IF_ICMPNE, next);
      code.visitInsn(Opcodes.LCONST_0);
      for (Question question : words.get(word)) {
        number(question.bits());
        code.visitInsn(Opcodes.LSHL);
        code.visitVarInsn(Opcodes.ILOAD, question.local);
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
  private void ask(Question question) {
    if (question.text != null) {
      which(question);
    } else {
      Label no = new Label();
      jumpUnlessTrue(question.atom, no);
      number(1);
      code.visitVarInsn(Opcodes.ISTORE, question.local);
      code.visitLabel(no);
    }
  }

  private void which(Question question) {
    SortedMap<Integer, List<String>> byHash = new TreeMap<>();
    for (String text : question.texts) {
      byHash.computeIfAbsent(text.hashCode(), hash -> new ArrayList<>()).add(text);
    }
    Label done = new Label();
    Label[] labels = new Label[byHash.size()];
    Arrays.setAll(labels, i -> new Label());
    int text = locals++;
    value(question.text);
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
        number(question.place(each));
        code.visitVarInsn(Opcodes.ISTORE, question.local);
        code.visitJumpInsn(Opcodes.GOTO, done);
        code.visitLabel(next);
      }
      code.visitJumpInsn(Opcodes.GOTO, done);
    }
    code.visitLabel(done);
  }

  private void jumpUnlessTrue(Atom atom, Label otherwise) {
    atom.on(
        c -> compare(c, otherwise),
        c -> {
          Label in = new Label();
          for (Literal value : c.values()) {
            Label next = new Label();
            compare(new Comparison(c.path(), "==", value, c.offset(), c.offset()), next);
            code.visitJumpInsn(Opcodes.GOTO, c.negated() ? otherwise : in);
            code.visitLabel(next);
          }
          if (!c.negated()) {
            code.visitJumpInsn(Opcodes.GOTO, otherwise);
          }
          code.visitLabel(in);
        },
        c -> {
          value(c.path());
          box(value(c.value()));
          call(List.class, "contains");
          code.visitJumpInsn(c.negated() ? Opcodes.IFNE : Opcodes.IFEQ, otherwise);
        },
        c -> {
          value(c.path());
          code.visitJumpInsn(Opcodes.IFEQ, otherwise);
        });
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
    Label[] labels = new Label[questions.askings().size()];
    Arrays.setAll(labels, i -> new Label());
    code.visitVarInsn(Opcodes.ILOAD, NUMBER);
    code.visitTableSwitchInsn(0, labels.length - 1, none, labels);
    for (int i = 0; i < labels.length; i++) {
      code.visitLabel(labels[i]);
      Asking asking = questions.askings().get(i);
      List<Name> names = asking.tree().then().arguments();
      number(names.size() - 1);
      code.visitTypeInsn(Opcodes.ANEWARRAY, OBJECT);
      for (int n = 1; n < names.size(); n++) {
        code.visitInsn(Opcodes.DUP);
        number(n - 1);
        box(value(asking.variable(names.get(n))));
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
      parameters(method, step.given());
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
