package org.needlewise.rulebase.load;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.needlewise.rulebase.check.FactTypes;
import org.needlewise.rulebase.drl.RuleTree;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.Attribute;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Looks through the classes of a compiled rule before any of them is loaded. They may do what the
 * classes of a rule do, and nothing else: read facts, compare, build Drools' model of the rule,
 * hand what they find to Findings. They may not loop, recurse, catch, lock, or throw.
 */
final class BytecodeGate {
  private static final String FACTS = "org/needlewise/facts/";
  private static final String FINDINGS = "org/needlewise/screening/Findings";
  private static final String LAMBDAS = "java/lang/invoke/LambdaMetafactory";
  private static final String COUNT = "org/drools/core/base/accumulators/CountAccumulateFunction";
  private static final String LAMBDA = "Lorg/drools/compiler/kie/builder/MaterializedLambda;";

  private static final Pattern SUPER_INTERFACES =
      Pattern.compile(
          "org/drools/model/(functions/(Block|Predicate|Function)[0-9]{1,2}|functions/HashedExpression|Model|DomainClassMetadata)");

  /** Owners and methods outside the facts and the rule's own classes. */
  private static final Pattern CALLS =
      Pattern.compile(
          "java/lang/(Boolean|Double|Integer|Long)"
              + "\\.(valueOf|booleanValue|doubleValue|intValue)"
              + "|java/lang/Enum\\.(<init>|valueOf)"
              + "|java/lang/Object\\.<init>"
              + "|java/lang/RuntimeException\\.<init>"
              + "|java/lang/String\\.(equals|hashCode)"
              + "|java/lang/System\\.arraycopy"
              + "|java/util/ArrayList\\.<init>"
              + "|java/util/Arrays\\.asList"
              + "|java/util/Collections\\.emptyList"
              + "|java/util/List\\.add"
              + "|org/drools/model/DomainClassMetadata\\.getPropertyIndex"
              + "|org/drools/model/PatternDSL\\$PatternDef\\.(bind|expr)"
              + "|org/drools/model/consequences/ConsequenceBuilder\\$_[0-9]{1,2}\\.execute"
              + "|org/drools/model/functions/PredicateInformation\\.(<init>|addRuleNames)"
              + "|org/drools/model/impl/RuleBuilder\\.build"
              + "|org/drools/modelcompiler/dsl/pattern/D\\."
              + "(accFunction|accumulate|alphaIndexedBy|and|betaIndexedBy|declarationOf|eval|exists|globalOf"
              + "|not|on|or|pattern|rule)"
              + "|org/drools/model/functions/accumulate/AccumulateFunction\\.as"
              + "|org/drools/modelcompiler/util/EvaluationUtil\\."
              + "(areNullSafeEquals|areNumbersNullSafeEquals|greaterOrEqualNumbers|greaterThanNumbers"
              + "|lessOrEqualNumbers|lessThanNumbers)"
              + "|org/needlewise/screening/Findings\\.(add|interval|question|until)");

  private static final Pattern FIELDS =
      Pattern.compile(
          "java/lang/(Boolean|Double|Integer)\\.TYPE"
              + "|org/drools/model/Index\\$ConstraintType\\.[A-Z_]+"
              + "|org/drools/model/operators/(Contains|In)Operator\\.INSTANCE");

  private static final Pattern MADE =
      Pattern.compile(
          "java/lang/RuntimeException|java/util/ArrayList"
              + "|org/drools/model/functions/PredicateInformation");

  /** Classes that may be named: cast to, made an array of, handed on as a constant. */
  private static final Pattern NAMED =
      Pattern.compile(
          "java/lang/(Boolean|Double|Integer|Long|Object|String)|java/util/List"
              + "|org/drools/model/(Rule|RuleItemBuilder|functions/accumulate/AccumulateFunction|view/ViewItemBuilder)|"
              + FINDINGS);

  /** Calls of own methods that one comes to. */
  private static final int MOST_CALLS = 1_000;

  /** Entries of an array. */
  private static final int MOST_ENTRIES = 1_000;

  private final Set<String> own = new HashSet<>();
  private final Map<String, List<String>> calls = new HashMap<>();
  private String refusal;

  private BytecodeGate() {}

  /** What the classes of a rule do that none may; null where nothing. */
  static String refuses(CompiledRule rule, RuleTree tree) {
    BytecodeGate gate = new BytecodeGate();
    String home = tree.packageName().text();
    String key = RuleCompiler.key(tree);
    Pattern names =
        Pattern.compile(
            Pattern.quote(home)
                + "\\.(Rules"
                + key
                + "(RuleMethods[0-9]+)?|DomainClassesMetadata"
                + key
                + "(\\$[A-Za-z0-9_]+)?"
                + "|P[0-9A-F]{2}\\.Lambda(Predicate|Extractor|Consequence)[0-9A-F]{32})");
    for (String name : rule.classes().keySet()) {
      if (!names.matcher(name).matches()) {
        return "no class " + name;
      }
      gate.own.add(name.replace('.', '/'));
    }
    try {
      rule.classes()
          .forEach(
              (name, bytes) -> {
                ClassReader reader = new ClassReader(bytes);
                gate.require(
                    reader.getClassName().equals(name.replace('.', '/')),
                    "a class of another name: " + name);
                reader.accept(
                    gate.new OneClass(), ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
              });
    } catch (RuntimeException e) {
      return "no class file that cannot be read";
    }
    return gate.refusal == null ? gate.calling() : gate.refusal;
  }

  private void require(boolean holds, String otherwise) {
    if (!holds && refusal == null) {
      refusal = "no " + otherwise;
    }
  }

  /**
   * What is wrong with how the rule's own methods call each other; null where nothing. Without a
   * circle every method ends, but where each calls the next one twice, only in theory.
   */
  private String calling() {
    Map<String, Integer> known = new HashMap<>();
    for (String method : calls.keySet()) {
      if (callsOf(method, 0, known) > MOST_CALLS) {
        return "no more than " + MOST_CALLS + " calls of its own methods";
      }
    }
    return null;
  }

  /** How many calls a method comes to; beyond the most where it calls itself. */
  private int callsOf(String method, int depth, Map<String, Integer> known) {
    Integer before = known.get(method);
    if (before != null) {
      return before;
    }
    int count = 1;
    for (String called : calls.getOrDefault(method, List.of())) {
      if (count <= MOST_CALLS) {
        count += depth < MOST_CALLS ? callsOf(called, depth + 1, known) : MOST_CALLS;
      }
    }
    known.put(method, count);
    return count;
  }

  private boolean mayBeNamed(Type type) {
    Type element = type.getSort() == Type.ARRAY ? type.getElementType() : type;
    String name = element.getSort() == Type.OBJECT ? element.getInternalName() : "";
    return element.getSort() != Type.OBJECT && element.getSort() != Type.METHOD
        || own.contains(name)
        || isFact(name)
        || NAMED.matcher(name).matches();
  }

  private static boolean isFact(String name) {
    return name.startsWith(FACTS) && FactTypes.isKnown(name.replace('/', '.'));
  }

  private final class OneClass extends ClassVisitor {
    private String name;
    private boolean metadata;

    OneClass() {
      super(Opcodes.ASM9);
    }

    @Override
    public void visit(
        int version,
        int access,
        String name,
        String signature,
        String superName,
        String[] interfaces) {
      this.name = name;
      this.metadata = name.contains("DomainClassesMetadata");
      require(
          superName.equals("java/lang/Object") || superName.equals("java/lang/Enum"),
          "subclass of " + superName);
      for (String each : interfaces) {
        require(SUPER_INTERFACES.matcher(each).matches(), "implementation of " + each);
      }
    }

    @Override
    public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
      require(descriptor.equals(LAMBDA), "annotation " + descriptor);
      return null;
    }

    @Override
    public void visitAttribute(Attribute attribute) {
      require(false, "attribute " + attribute.type);
    }

    @Override
    public FieldVisitor visitField(
        int access, String name, String descriptor, String signature, Object value) {
      return null; // holds only what a method may make
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      require(
          (access & (Opcodes.ACC_NATIVE | Opcodes.ACC_SYNCHRONIZED)) == 0,
          "native or synchronized method");
      require(!name.equals("finalize"), "finalizer");
      String method = this.name + '.' + name + descriptor;
      calls.putIfAbsent(method, new ArrayList<>());
      return new OneMethod(method, metadata);
    }
  }

  /** What is known of the number that an instruction leaves on top. */
  private enum Length {
    UNKNOWN,
    /** At most {@link #MOST_ENTRIES}. */
    BOUNDED,
    /** Another array's. */
    OF_ARRAY,
    /** The same, and once more below it. */
    TWICE
  }

  private final class OneMethod extends MethodVisitor {
    private final String method;
    private final boolean metadata;
    private final Set<Label> passed = new HashSet<>();
    private final Set<Label> jumpedTo = new HashSet<>();

    /** What the instruction before this one has left: how long an array made of it may be. */
    private Length length = Length.UNKNOWN;

    /** Whether the instruction before this one joined a text. */
    private boolean joined;

    OneMethod(String method, boolean metadata) {
      super(Opcodes.ASM9);
      this.method = method;
      this.metadata = metadata;
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      boolean tells = owner.equals("java/lang/RuntimeException") && opcode == Opcodes.INVOKESPECIAL;
      require(!joined || tells, "text joined but in what is told of an error");
      joined = false;
      length = Length.UNKNOWN;
      if (own.contains(owner)) {
        calls.get(method).add(owner + '.' + name + descriptor);
      } else if (owner.startsWith(FACTS)) {
        require(
            isFact(owner) && FactTypes.mayCall(owner.replace('/', '.'), name),
            "call of " + owner + '.' + name);
      } else {
        require(CALLS.matcher(owner + '.' + name).matches(), "call of " + owner + '.' + name);
      }
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
      after(Length.UNKNOWN);
      boolean reads = opcode == Opcodes.GETSTATIC && FIELDS.matcher(owner + '.' + name).matches();
      require(own.contains(owner) || reads, "use of " + owner + '.' + name);
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
      array(opcode == Opcodes.ANEWARRAY);
      boolean fine =
          opcode == Opcodes.NEW
              ? own.contains(type) || MADE.matcher(type).matches()
              : opcode != Opcodes.INSTANCEOF && mayBeNamed(Type.getObjectType(type));
      require(fine, "use of " + type);
    }

    @Override
    public void visitLdcInsn(Object value) {
      after(Length.UNKNOWN);
      boolean fine = !(value instanceof Type type) ? !isCode(value) : mayBeNamed(type);
      require(fine, "constant " + value);
    }

    private static boolean isCode(Object value) {
      return !(value instanceof String
          || value instanceof Integer
          || value instanceof Long
          || value instanceof Double);
    }

    @Override
    public void visitInvokeDynamicInsn(
        String name, String descriptor, Handle bootstrap, Object... arguments) {
      after(Length.UNKNOWN);
      boolean joins =
          metadata
              && bootstrap.getOwner().equals("java/lang/invoke/StringConcatFactory")
              && bootstrap.getName().equals("makeConcatWithConstants");
      for (Object argument : arguments) {
        joins &= argument instanceof String;
      }
      require(
          joins || bootstrap.getOwner().equals(LAMBDAS) && makesCount(arguments),
          "dynamic call of " + bootstrap.getOwner());
      joined = joins;
    }

    /** {@code CountAccumulateFunction::new}: what {@code accumulate} counts with. */
    private static boolean makesCount(Object... arguments) {
      return arguments.length == 3
          && arguments[1] instanceof Handle made
          && made.getTag() == Opcodes.H_NEWINVOKESPECIAL
          && made.getOwner().equals(COUNT);
    }

    @Override
    public void visitInsn(int opcode) {
      boolean again = opcode == Opcodes.DUP && length == Length.OF_ARRAY;
      boolean few = opcode >= Opcodes.ICONST_0 && opcode <= Opcodes.ICONST_5;
      boolean ofArray = opcode == Opcodes.ARRAYLENGTH;
      after(
          again ? Length.TWICE : few ? Length.BOUNDED : ofArray ? Length.OF_ARRAY : Length.UNKNOWN);
      require(opcode != Opcodes.MONITORENTER && opcode != Opcodes.MONITOREXIT, "lock");
      require(opcode != Opcodes.ATHROW || metadata, "exception thrown");
    }

    @Override
    public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
      require(false, "try and catch");
    }

    @Override
    public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
      require(false, "array of arrays");
    }

    @Override
    public void visitIntInsn(int opcode, int operand) {
      array(opcode == Opcodes.NEWARRAY);
      if (opcode != Opcodes.NEWARRAY && operand >= 0 && operand <= MOST_ENTRIES) {
        length = Length.BOUNDED;
      }
    }

    /** An instruction that makes an array, or another one. */
    private void array(boolean made) {
      require(
          !made || length == Length.BOUNDED || length == Length.OF_ARRAY,
          "array of more than " + MOST_ENTRIES + " entries");
      after(Length.UNKNOWN);
    }

    /** Every instruction but a call. */
    private void after(Length now) {
      require(!joined, "text joined but in what is told of an error");
      length = now;
    }

    // Jumps go forward alone, so that every method ends.

    @Override
    public void visitLabel(Label label) {
      passed.add(label);
      if (jumpedTo.contains(label)) {
        after(Length.UNKNOWN);
      }
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
      after(Length.UNKNOWN);
      jumpedTo.add(label);
      require(!passed.contains(label) && opcode != Opcodes.JSR, "loop");
    }

    @Override
    public void visitVarInsn(int opcode, int index) {
      boolean kept = opcode == Opcodes.ISTORE && length == Length.TWICE;
      after(kept ? Length.BOUNDED : Length.UNKNOWN);
      require(opcode != Opcodes.RET, "loop");
    }

    @Override
    public void visitIincInsn(int index, int increment) {
      require(false, "loop"); // what counts wants to go round
    }

    @Override
    public void visitTableSwitchInsn(int min, int max, Label other, Label... labels) {
      switched(other, labels);
    }

    @Override
    public void visitLookupSwitchInsn(Label other, int[] keys, Label[] labels) {
      switched(other, labels);
    }

    private void switched(Label other, Label... labels) {
      after(Length.UNKNOWN);
      jumpedTo.add(other);
      require(metadata && !passed.contains(other), "switch");
      for (Label label : labels) {
        jumpedTo.add(label);
        require(!passed.contains(label), "loop");
      }
    }
  }
}
