package org.needlewise.rulebase.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.needlewise.rulebase.check.CheckedRules;
import org.needlewise.rulebase.check.RuleCorpusTest;
import org.needlewise.rulebase.check.RulesFolder;
import org.needlewise.rulebase.drl.RuleTree;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Classes that no rule's text could have become, were the linter fooled. */
class BytecodeGateTest {
  private static final String HASH = "0123456789ABCDEF0123456789ABCDEF";
  private static final String LAMBDA = "depth.home_maximum.P01.LambdaPredicate" + HASH;

  private static RuleTree tree;
  private static CompiledRule sound;

  @BeforeAll
  static void compile() throws IOException {
    SortedMap<String, byte[]> files = RuleCorpusTest.knowledge();
    String file = "depth/home-maximum.drl";
    files.put(file, Files.readAllBytes(Path.of("rules-drl").resolve(file)));
    Map<String, RuleTree> rules =
        RuleCompiler.active(
            CheckedRules.of(new RulesFolder(RuleCorpusTest.listed(files))).orThrow());
    tree = rules.values().iterator().next();
    sound = RuleCompiler.compile(rules).values().iterator().next();
  }

  @AfterEach
  void nothingRan() {
    assertNull(System.getProperty("needlewise.canary"));
  }

  @Test
  void classesOfARulePass() {
    assertNull(BytecodeGate.refuses(sound, tree));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "return System.getProperty(\"x\") == null; | no call of java/lang/System.getProperty",
        "Runtime.getRuntime().halt(1); return true; | no call of java/lang/Runtime.getRuntime",
        "return org.needlewise.rulebase.load.Canary.touch(); | no call of org/needlewise/rulebase/load/Canary.touch",
        "return new java.io.File(\"x\").delete(); | no use of java/io/File",
        "return Math.random() > 1; | no call of java/lang/Math.random",
        "return System.currentTimeMillis() > 1; | no call of java/lang/System.currentTimeMillis",
        "return Thread.currentThread().isAlive(); | no call of java/lang/Thread.currentThread",
        "return Class.forName(\"x\") == null; | no call of java/lang/Class.forName",
        "return Runtime.class != null; | no constant Ljava/lang/Runtime;",
        "return _this.getClass() == null; | no call of java/lang/Object.getClass",
        "return _this.subject().caseFile() == null; | no call of org/needlewise/facts/MeasuredCase.caseFile",
        "return _this.pointers().isEmpty(); | no call of org/needlewise/facts/Proposal.pointers",
        "return _this.adjuncts().isEmpty(); | no call of java/util/List.isEmpty",
        "return \"a\".repeat(1 << 30).isEmpty(); | no call of java/lang/String.repeat",
        "return \"a\".matches(\"(a+)+$\"); | no call of java/lang/String.matches",
        "while (true) {} | no loop",
        "for (int i = 0; i < 9; i++) {} return true; | no loop",
        "do {} while (_this.therapeutic()); return true; | no loop",
        "return test(_this); | no more than 1000 calls of its own methods",
        "return one(_this); } boolean one(org.needlewise.facts.Proposal p) throws Exception { return test(p); | no more than 1000 calls of its own methods",
        "try { return _this.therapeutic(); } finally { _this.area(); } | no try and catch",
        "synchronized (this) { return true; } | no try and catch",
        "throw new RuntimeException(); | no exception thrown",
        "switch (_this.area()) { case \"face\": return true; default: return false; } | no switch",
        "java.util.function.Supplier<Boolean> s = () -> true; return s.get(); "
            + "| no dynamic call of java/lang/invoke/LambdaMetafactory",
        "return (\"a\" + _this.area()) == null; | no dynamic call of java/lang/invoke/StringConcatFactory",
        "return new int[2][2] == null; | no array of arrays",
        "return new Object[1001] == null; | no array of more than 1000 entries",
        "return new int[1 << 30] == null; | no array of more than 1000 entries",
        "int n = 2; return new int[n] == null; | no array of more than 1000 entries",
        "return new int[_this.therapeutic() ? 1 << 30 : 1] == null; | no array of more than 1000 entries",
        "return new int[new int[3].length * 9] == null; | no array of more than 1000 entries",
        "return ((Object) _this) instanceof String; | no use of java/lang/String",
        "return org.needlewise.casefile.Areas.ALL.contains(\"x\"); | no use of org/needlewise/casefile/Areas.ALL",
        "return true; } static { Runtime.getRuntime(); | no call of java/lang/Runtime.getRuntime",
        "return true; } protected void finalize() { | no finalizer",
        "return true; } native void harm(); { | no native or synchronized method",
        "return true; } synchronized void lock() { | no native or synchronized method",
      })
  void bodyIsRefused(String body, String refusal) throws IOException {
    assertEquals(refusal, BytecodeGate.refuses(with(LAMBDA, javac(LAMBDA, lambda(body))), tree));
  }

  private static String lambda(String body) {
    return "package depth.home_maximum.P01; public class LambdaPredicate"
        + HASH
        + " { public boolean test(org.needlewise.facts.Proposal _this) throws Exception { "
        + body
        + " } }";
  }

  @ParameterizedTest
  @CsvSource({
    "depth.home_maximum.Other,no class depth.home_maximum.Other",
    "java.lang.String,no class java.lang.String",
    "org.needlewise.facts.Proposal,no class org.needlewise.facts.Proposal",
    "interval.face.Rules00000000000000000000000000000000,"
        + "no class interval.face.Rules00000000000000000000000000000000",
  })
  void classOfAnotherNameIsRefused(String name, String refusal) {
    assertEquals(
        refusal,
        BytecodeGate.refuses(with(name, plain(name, "java/lang/Object").toByteArray()), tree));
  }

  @Test
  void classUnderAnotherNameIsRefused() {
    byte[] bytes = plain("java.lang.String", "java/lang/Object").toByteArray();
    assertEquals(
        "no a class of another name: " + LAMBDA, BytecodeGate.refuses(with(LAMBDA, bytes), tree));
  }

  @ParameterizedTest
  @CsvSource({"java/lang/ClassLoader", "java/lang/Thread"})
  void subclassIsRefused(String superName) {
    assertEquals(
        "no subclass of " + superName,
        BytecodeGate.refuses(with(LAMBDA, plain(LAMBDA, superName).toByteArray()), tree));
  }

  @Test
  void interfaceIsRefused() {
    byte[] bytes = plain(LAMBDA, "java/lang/Object", "java/lang/Runnable").toByteArray();
    assertEquals(
        "no implementation of java/lang/Runnable", BytecodeGate.refuses(with(LAMBDA, bytes), tree));
  }

  @Test
  void arraysOfARuleAreShort() throws IOException {
    for (String made : List.of("new Object[1000]", "new int[1]", "new int[new int[7].length]")) {
      String source = lambda("return " + made + " == null;");
      assertNull(BytecodeGate.refuses(with(LAMBDA, javac(LAMBDA, source)), tree), made);
    }
  }

  /** Each method calls the next one twice: sixty of them end in decades. */
  @Test
  void callsThatDoubleAreRefused() throws IOException {
    for (int methods : List.of(9, 10, 60)) {
      StringBuilder body = new StringBuilder("return m0(_this); }");
      for (int i = 0; i < methods; i++) {
        body.append("static boolean m%d(org.needlewise.facts.Proposal p) {".formatted(i));
        String next = "m" + (i + 1) + "(p)";
        body.append(
            i == methods - 1 ? "return p.therapeutic();" : "return " + next + " | " + next + ";");
        body.append(i == methods - 1 ? "" : "}");
      }
      assertEquals(
          methods == 9 ? null : "no more than 1000 calls of its own methods",
          BytecodeGate.refuses(with(LAMBDA, javac(LAMBDA, lambda(body.toString()))), tree));
    }
  }

  /** Text that is joined to itself doubles, too. */
  @Test
  void textIsJoinedToTellOfAnErrorAlone() throws IOException {
    String name = sound.classes().keySet().stream().filter(n -> n.contains("$")).findFirst().get();
    String outer = name.substring(0, name.indexOf('$'));
    String nested = name.substring(name.indexOf('$') + 1);
    String home = outer.substring(0, outer.lastIndexOf('.'));
    String source =
        "package %s; class %s { static class %s { static String twice(String s) { %s } } }";
    assertEquals(
        "no text joined but in what is told of an error",
        BytecodeGate.refuses(
            with(
                name,
                javac(
                    name,
                    source.formatted(
                        home, outer.substring(home.length() + 1), nested, "return s + s;"))),
            tree));
  }

  /** The rule's own, of the same package, before a condition of it was changed. */
  @Test
  void classesOfAnotherRuleAreRefused() throws IOException {
    SortedMap<String, byte[]> files = RuleCorpusTest.knowledge();
    String file = "depth/home-maximum.drl";
    String text = Files.readString(Path.of("rules-drl").resolve(file));
    String edited = text.replace("depthMm > 1.0", "depthMm > 9.0");
    assertNotEquals(text, edited);
    files.put(file, edited.getBytes(StandardCharsets.UTF_8));
    CheckedRules checked = CheckedRules.of(new RulesFolder(RuleCorpusTest.listed(files)));
    CompiledRule other =
        RuleCompiler.compile(RuleCompiler.active(checked.orThrow())).values().iterator().next();
    String refusal = BytecodeGate.refuses(other, tree);
    assertTrue(refusal.startsWith("no class depth.home_maximum."), refusal);
  }

  /** What Java's compiler never makes. */
  @Test
  void oldSubroutineIsRefused() {
    ClassWriter writer = plain(LAMBDA, "java/lang/Object");
    MethodVisitor method = writer.visitMethod(Opcodes.ACC_PUBLIC, "test", "()V", null, null);
    Label label = new Label();
    method.visitJumpInsn(Opcodes.JSR, label);
    method.visitLabel(label);
    method.visitInsn(Opcodes.RETURN);
    method.visitMaxs(2, 1);
    method.visitEnd();
    assertEquals("no loop", BytecodeGate.refuses(with(LAMBDA, writer.toByteArray()), tree));
  }

  @Test
  void brokenClassIsRefused() {
    assertEquals(
        "no class file that cannot be read",
        BytecodeGate.refuses(with(LAMBDA, new byte[] {1, 2, 3}), tree));
    byte[] cut = java.util.Arrays.copyOf(plain(LAMBDA, "java/lang/Object").toByteArray(), 30);
    assertNotNull(BytecodeGate.refuses(with(LAMBDA, cut), tree));
  }

  private static CompiledRule with(String name, byte[] bytes) {
    SortedMap<String, byte[]> classes = new TreeMap<>(sound.classes());
    classes.put(name, bytes);
    return new CompiledRule(sound.model(), classes);
  }

  private static ClassWriter plain(String name, String superName, String... interfaces) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(
        Opcodes.V1_6, Opcodes.ACC_PUBLIC, name.replace('.', '/'), null, superName, interfaces);
    return writer;
  }

  private static byte[] javac(String name, String text) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (StandardJavaFileManager standard = compiler.getStandardFileManager(null, null, null);
        JavaFileManager files =
            new ForwardingJavaFileManager<>(standard) {
              @Override
              public JavaFileObject getJavaFileForOutput(
                  Location location, String className, JavaFileObject.Kind kind, FileObject by) {
                return new SimpleJavaFileObject(URI.create("mem:///out.class"), kind) {
                  @Override
                  public OutputStream openOutputStream() {
                    return bytes;
                  }
                };
              }
            }) {
      JavaFileObject source =
          new SimpleJavaFileObject(
              URI.create("mem:///" + name.replace('.', '/') + ".java"),
              JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
              return text;
            }
          };
      List<String> options =
          List.of("-proc:none", "-nowarn", "-cp", System.getProperty("java.class.path"));
      assertEquals(
          true,
          compiler.getTask(null, files, d -> {}, options, null, List.of(source)).call(),
          text);
    }
    return bytes.toByteArray();
  }
}
