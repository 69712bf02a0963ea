package org.needlewise.casefile;

import java.io.OutputStream;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.function.BiConsumer;
import org.needlewise.casefile.CaseFile.Condition;
import org.needlewise.casefile.CaseFile.Medication;
import org.needlewise.casefile.CaseFile.PastSession;
import org.needlewise.casefile.CaseFile.Patient;
import org.needlewise.casefile.CaseFile.Procedure;
import org.needlewise.casefile.CaseFile.Proposed;
import org.needlewise.casefile.CaseFile.Reaction;
import org.needlewise.casefile.CaseFile.SkinSign;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;
import tools.jackson.dataformat.yaml.util.StringQuotingChecker;

/**
 * Writes cases in one canonical way: fields in the schema's order, what equals its default or is
 * not stated left out. Reading it back gives an equal case.
 */
public final class CaseFileWriter {
  private static final TokenStreamFactory JSON =
      JsonFactory.builder()
          .recyclerPool(JsonRecyclerPools.threadLocalPool())
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
          .build();

  private static final TokenStreamFactory YAML =
      YAMLFactory.builder()
          .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
          .disable(YAMLWriteFeature.SPLIT_LINES)
          .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
          .enable(YAMLWriteFeature.INDENT_ARRAYS_WITH_INDICATOR)
          .stringQuotingChecker(new Quoting())
          .build();

  /**
   * Leaves codes and dates bare and quotes all else: no text is then read as a number, null or
   * true.
   */
  private static final class Quoting extends StringQuotingChecker {
    private static final long serialVersionUID = 1L;

    @Override
    public boolean needToQuoteName(String name) {
      return false;
    }

    @Override
    public boolean needToQuoteValue(String value) {
      boolean date = value.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}");
      boolean word = value.matches("[A-Za-z][A-Za-z0-9]*([ -][A-Za-z0-9]+)*");
      return !date && (!word || isReservedKeyword(value));
    }
  }

  private final JsonGenerator out;

  private CaseFileWriter(JsonGenerator out) {
    this.out = out;
  }

  /** One line of JSON without its end. */
  public static String json(CaseFile caseFile) {
    StringWriter text = new StringWriter();
    write(caseFile, JSON.createGenerator(ObjectWriteContext.empty(), text));
    return text.toString();
  }

  /**
   * Adds one line of JSON, with its end, in UTF-8.
   *
   * @param out neither flushed nor closed; best a buffered one
   */
  public static void writeLine(CaseFile caseFile, OutputStream out) {
    JsonGenerator generator = JSON.createGenerator(ObjectWriteContext.empty(), out);
    new CaseFileWriter(generator).caseFile(caseFile);
    generator.writeRaw('\n');
    generator.close();
  }

  /** A YAML document. */
  public static String yaml(CaseFile caseFile) {
    StringWriter text = new StringWriter();
    write(caseFile, YAML.createGenerator(ObjectWriteContext.empty(), text));
    return text.toString();
  }

  private static void write(CaseFile caseFile, JsonGenerator generator) {
    try (generator) {
      new CaseFileWriter(generator).caseFile(caseFile);
    }
  }

  private void caseFile(CaseFile c) {
    out.writeStartObject();
    text("id", c.id());
    date("asOf", c.asOf());
    patient(c.patient());
    proposed(c.proposed());
    objects("history", c.history(), CaseFileWriter::pastSession);
    out.writeEndObject();
  }

  private void patient(Patient p) {
    out.writeName("patient");
    out.writeStartObject();
    date("birthDate", p.birthDate());
    choice("sex", p.sex(), Choices.DEFAULT_SEX);
    text("fitzpatrick", p.fitzpatrick());
    text("photodamage", p.photodamage());
    objects("conditions", p.conditions(), CaseFileWriter::condition);
    objects("medications", p.medications(), CaseFileWriter::medication);
    codes("allergies", p.allergies());
    objects("procedures", p.procedures(), CaseFileWriter::procedure);
    objects("skin", p.skin(), CaseFileWriter::skinSign);
    codes("pertinentNegatives", p.pertinentNegatives());
    out.writeEndObject();
  }

  private void condition(Condition c) {
    text("code", c.code());
    choice("status", c.status(), Choices.DEFAULT_CONDITION_STATUS);
    codes("areas", c.areas());
    date("onset", c.onset());
    date("abatement", c.abatement());
    truth("impairsHealing", c.impairsHealing());
  }

  private void medication(Medication m) {
    text("code", m.code());
    text("status", m.status());
    date("lastTaken", m.lastTaken());
    text("route", m.route());
    codes("areas", m.areas());
  }

  private void procedure(Procedure p) {
    text("code", p.code());
    date("date", p.date());
    codes("areas", p.areas());
  }

  private void skinSign(SkinSign s) {
    text("sign", s.sign());
    codes("areas", s.areas());
    date("since", s.since());
  }

  private void proposed(Proposed p) {
    out.writeName("proposed");
    out.writeStartObject();
    date("date", p.date());
    text("area", p.area());
    text("indication", p.indication());
    depth(p.depthHundredths());
    choice("setting", p.setting(), Choices.DEFAULT_SETTING);
    text("device", p.device());
    choice("modality", p.modality(), Choices.DEFAULT_MODALITY);
    codes("adjuncts", p.adjuncts());
    choice("phase", p.phase(), Choices.DEFAULT_PHASE);
    truth("improvementDocumented", p.improvementDocumented());
    if (p.regimen() != null) {
      out.writeName("regimen");
      out.writeStartObject();
      number("everyDays", p.regimen().everyDays());
      number("sessions", p.regimen().sessions());
      text("origin", p.regimen().origin());
      out.writeEndObject();
    }
    if (p.event() != null) {
      out.writeName("event");
      out.writeStartObject();
      date("date", p.event().date());
      text("name", p.event().name());
      out.writeEndObject();
    }
    codes("expectations", p.expectations());
    text("operator", p.operator());
    out.writeEndObject();
  }

  private void pastSession(PastSession s) {
    date("date", s.date());
    text("area", s.area());
    depth(s.depthHundredths());
    text("indication", s.indication());
    choice("setting", s.setting(), Choices.DEFAULT_SETTING);
    text("device", s.device());
    choice("modality", s.modality(), Choices.DEFAULT_MODALITY);
    codes("adjuncts", s.adjuncts());
    objects("reactions", s.reactions(), CaseFileWriter::reaction);
    truth("completesSeries", s.completesSeries() ? Boolean.TRUE : null);
    text("aftercare", s.aftercare());
  }

  private void reaction(Reaction r) {
    text("sign", r.sign());
    number("days", r.days());
    truth("resolved", r.resolved());
  }

  private <T> void objects(String name, List<T> entries, BiConsumer<CaseFileWriter, T> write) {
    if (entries.isEmpty()) {
      return;
    }
    out.writeName(name);
    out.writeStartArray();
    for (T entry : entries) {
      out.writeStartObject();
      write.accept(this, entry);
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private void codes(String name, List<String> codes) {
    if (codes.isEmpty()) {
      return;
    }
    out.writeName(name);
    out.writeStartArray();
    codes.forEach(out::writeString);
    out.writeEndArray();
  }

  private void choice(String name, String value, String byDefault) {
    if (!value.equals(byDefault)) {
      text(name, value);
    }
  }

  private void text(String name, String value) {
    if (value != null) {
      out.writeName(name);
      out.writeString(value);
    }
  }

  private void date(String name, LocalDate value) {
    text(name, value == null ? null : value.toString());
  }

  private void truth(String name, Boolean value) {
    if (value != null) {
      out.writeName(name);
      out.writeBoolean(value);
    }
  }

  private void number(String name, Integer value) {
    if (value != null) {
      out.writeName(name);
      out.writeNumber(value);
    }
  }

  /** Millimetres with one decimal place or, where they need it, two. */
  private void depth(int hundredths) {
    out.writeName("depthMm");
    out.writeNumber(
        hundredths % 10 == 0
            ? BigDecimal.valueOf(hundredths / 10, 1)
            : BigDecimal.valueOf(hundredths, 2));
  }
}
