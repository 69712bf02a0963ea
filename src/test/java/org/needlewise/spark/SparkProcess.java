package org.needlewise.spark;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code spark-submit} as a process of its own, on two cores of this machine. As on a cluster,
 * Spark's class path does not hold the program: its jar and its libraries are named, and loaded by
 * Spark's own class loaders.
 */
public final class SparkProcess {
  /** What Spark does not bring. */
  private static final Pattern OURS =
      Pattern.compile(
          "/(org/drools|org/kie|tools/jackson|info/picocli|org/snakeyaml|org/ow2/asm|org/jline"
              + "|me/tongfei|org/eclipse/jdt|com/github/javaparser|org/antlr/antlr-runtime)/");

  /** Neither for Spark nor for the program under it. */
  private static final Pattern LEFT_AWAY =
      Pattern.compile("/(org/junit|com/tngtech|com/networknt|org/slf4j/slf4j-simple)/");

  /** What spark-submit itself sets, by the launcher's JavaModuleOptions. */
  private static final List<String> OPENED =
      List.of(
          "java.base/java.lang",
          "java.base/java.lang.invoke",
          "java.base/java.lang.reflect",
          "java.base/java.io",
          "java.base/java.net",
          "java.base/java.nio",
          "java.base/java.util",
          "java.base/java.util.concurrent",
          "java.base/java.util.concurrent.atomic",
          "java.base/jdk.internal.ref",
          "java.base/sun.nio.ch",
          "java.base/sun.nio.cs",
          "java.base/sun.security.action",
          "java.base/sun.util.calendar");

  private final Path folder;

  record Result(int code, String out) {}

  /**
   * @param folder for what the job leaves about
   */
  public SparkProcess(Path folder) {
    this.folder = folder;
  }

  Result submit(String mainClass, List<String> arguments) throws IOException, InterruptedException {
    int code = start(mainClass, arguments).waitFor();
    return new Result(code, Files.readString(log(), UTF_8));
  }

  private Path log() {
    return folder.resolve("log.txt");
  }

  /** The same, not waited for; what it says is in {@code log.txt}. */
  public Process start(String mainClass, List<String> arguments) throws IOException {
    List<String> spark = new ArrayList<>();
    List<String> ours = new ArrayList<>();
    List<Path> classes = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      String name = entry.replace('\\', '/');
      if (Files.isDirectory(Path.of(entry))) {
        classes.add(Path.of(entry));
      } else if (OURS.matcher(name).find()) {
        ours.add(entry);
      } else if (!LEFT_AWAY.matcher(name).find()) {
        spark.add(entry);
      }
    }
    Path jar = folder.resolve("needlewise.jar");
    if (!Files.exists(jar)) {
      pack(classes, jar);
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    OPENED.forEach(opened -> command.addAll(List.of("--add-opens", opened + "=ALL-UNNAMED")));
    command.addAll(List.of("-Xmx1g", "-Dneedlewise.cache=" + folder.resolve("cache")));
    command.addAll(List.of("-cp", String.join(File.pathSeparator, spark)));
    command.addAll(List.of("org.apache.spark.deploy.SparkSubmit", "--master", "local[2]"));
    for (String setting :
        List.of(
            "spark.ui.enabled=false",
            "spark.driver.host=127.0.0.1",
            "spark.driver.bindAddress=127.0.0.1",
            "spark.local.dir=" + folder.resolve("spark"),
            "spark.sql.warehouse.dir=" + folder.resolve("warehouse"))) {
      command.addAll(List.of("--conf", setting));
    }
    command.addAll(List.of("--class", mainClass, "--jars", String.join(",", ours)));
    command.add(jar.toString());
    command.addAll(arguments);
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(log().toFile())
        .start();
  }

  private static void pack(List<Path> roots, Path jar) throws IOException {
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (Path root : roots) {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(root)) {
          files = walk.filter(Files::isRegularFile).collect(Collectors.toList());
        }
        for (Path file : files) {
          out.putNextEntry(new JarEntry(root.relativize(file).toString().replace('\\', '/')));
          Files.copy(file, out);
        }
      }
    }
  }
}
