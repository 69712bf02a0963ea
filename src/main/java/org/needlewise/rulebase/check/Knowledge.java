package org.needlewise.rulebase.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.needlewise.casefile.Areas;
import org.needlewise.casefile.Diagnostic;
import org.needlewise.casefile.InvalidInputException;
import org.needlewise.casefile.StandardCodes;
import org.needlewise.casefile.StandardCodesReader;
import org.needlewise.casefile.Vocabulary;
import org.needlewise.casefile.Vocabulary.Question;
import org.needlewise.casefile.VocabularyReader;
import org.needlewise.facts.Definitions;
import org.needlewise.facts.Definitions.DepthRow;
import org.needlewise.rulebase.drl.Problems;

/**
 * What rules speak in: the files of a rules folder that hold no rule. Each is null where its file
 * is wrong, which has then been reported.
 *
 * @param evidence by id, in ascending order
 */
public record Knowledge(
    Vocabulary vocabulary,
    Definitions definitions,
    Map<String, EvidenceStatement> evidence,
    Care care) {

  public static Knowledge read(RulesFolder folder, Problems problems) {
    for (String file : RulesFolder.KNOWLEDGE) {
      if (!folder.files().containsKey(file)) {
        problems.add(
            new Diagnostic(
                file,
                "no such file",
                file.equals(RulesFolder.MANIFEST)
                    ? "the list of the rules that must be here, as rules-drl has it: copy it along"
                    : "the files of rules-drl in the rules folder"));
      }
    }
    Vocabulary vocabulary = read(folder, RulesFolder.VOCABULARY, VocabularyReader::read, problems);
    if (vocabulary != null) {
      standardCodes(folder, vocabulary, problems);
    }
    Definitions definitions =
        read(folder, RulesFolder.DEFINITIONS, DefinitionsReader::read, problems);
    Map<String, EvidenceStatement> ledger =
        read(folder, RulesFolder.LEDGER, EvidenceReader::read, problems);
    Map<String, EvidenceStatement> external =
        read(folder, RulesFolder.EXTERNAL, EvidenceReader::read, problems);
    Map<String, EvidenceStatement> evidence = null;
    if (ledger != null && external != null) {
      evidence = new TreeMap<>(ledger);
      evidence.putAll(external);
    }
    return new Knowledge(
        vocabulary,
        definitions,
        evidence,
        vocabulary == null || evidence == null
            ? null
            : care(folder, vocabulary, evidence, problems));
  }

  private static Care care(
      RulesFolder folder,
      Vocabulary vocabulary,
      Map<String, EvidenceStatement> evidence,
      Problems problems) {
    List<Care.Entry> entries = new ArrayList<>();
    boolean whole = true;
    for (String file : RulesFolder.CARE_FILES) {
      List<Care.Entry> read =
          read(
              folder,
              file,
              (bytes, name) -> CareReader.read(bytes, name, vocabulary, evidence),
              problems);
      whole &= read != null;
      entries.addAll(read == null ? List.of() : read);
    }
    return whole ? new Care(entries) : null;
  }

  /** Beside what rules speak in; null, with a problem, where the file is wrong. */
  static StandardCodes standardCodes(RulesFolder folder, Vocabulary vocabulary, Problems problems) {
    return read(
        folder,
        RulesFolder.STANDARD_CODES,
        (bytes, file) -> StandardCodesReader.read(bytes, file, vocabulary),
        problems);
  }

  boolean isWhole() {
    return vocabulary != null && definitions != null && evidence != null;
  }

  private static <T> T read(
      RulesFolder folder, String file, BiFunction<byte[], String, T> read, Problems problems) {
    byte[] bytes = folder.files().get(file);
    try {
      return bytes == null ? null : read.apply(bytes, file);
    } catch (InvalidInputException e) {
      e.problems().forEach(problems::add);
      return null;
    }
  }

  /**
   * The texts that {@link org.needlewise.facts.Codes} means; null where a file that holds them is
   * wrong.
   */
  public Set<String> texts(List<String> codes) {
    Set<String> texts = new LinkedHashSet<>();
    boolean groups = codes.contains("groups");
    for (String code : codes) {
      Collection<String> from = groups && code.equals("groups") ? List.of() : one(code);
      if (from == null) {
        return null;
      }
      for (String text : from) {
        texts.add(groups ? vocabulary.group(text) : text);
      }
    }
    return texts;
  }

  private Collection<String> one(String code) {
    if (code.startsWith("'")) {
      return List.of(code.substring(1, code.length() - 1));
    }
    return switch (code) {
      case "areas" -> Areas.ALL;
      case "areaClasses" ->
          definitions == null
              ? null
              : Stream.concat(
                      definitions.areaClasses().values().stream(),
                      Stream.of(definitions.otherAreasAre()))
                  .distinct()
                  .sorted()
                  .toList();
      case "depthRows" ->
          definitions == null ? null : definitions.depthRows().stream().map(DepthRow::row).toList();
      case "questions" ->
          vocabulary == null ? null : vocabulary.questions().stream().map(Question::code).toList();
      default -> vocabulary == null ? null : vocabulary.lists().get(code);
    };
  }

  /** All codes of the vocabulary whose class is this. */
  Set<String> codesOfGroup(String group) {
    Set<String> codes = new LinkedHashSet<>();
    vocabulary
        .lists()
        .values()
        .forEach(
            list ->
                list.stream()
                    .filter(code -> vocabulary.group(code).equals(group))
                    .forEach(codes::add));
    return codes;
  }
}
