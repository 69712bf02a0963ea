package org.needlewise.facts;

import java.util.List;

/** The session that is asked about. */
public record Proposal(MeasuredCase subject) implements Fact {

  @Override
  public List<String> pointers() {
    return List.of("/proposed");
  }

  @Override
  @Codes("indications")
  @Unstated
  public String code() {
    return indication();
  }

  @Codes("areas")
  public String area() {
    return session().area();
  }

  @Codes("areaClasses")
  public String areaClass() {
    return session().areaClass();
  }

  public double depthMm() {
    return session().depthMm();
  }

  public boolean depthMmAbove(double depthMm) {
    return depthMm() > depthMm;
  }

  /** The row that the depth is rounded up to. */
  @Codes("depthRows")
  public String depthRow() {
    return session().row();
  }

  /** The depths of that row in words: "over 0.25 mm, under 1.0 mm". */
  public String depthRowRange() {
    return subject.definitions().rangeOfRow(session().rank());
  }

  public boolean therapeutic() {
    return session().therapeutic();
  }

  @Codes({"'professional'", "'home'"})
  public String setting() {
    return session().setting();
  }

  @Codes({"'pen'", "'roller'", "'stamp'", "'radiofrequency'", "'unknown'"})
  public String modality() {
    return subject.caseFile().proposed().modality();
  }

  @Codes("indications")
  @Unstated
  public String indication() {
    return Texts.orEmpty(subject.caseFile().proposed().indication());
  }

  /** Whether it is for one of these. */
  public boolean indicatedFor(@Codes("indications") String... indications) {
    return session().indicatedFor(indications);
  }

  /** The indication as words. */
  public String indicationName() {
    return Texts.words(indication());
  }

  @Codes("adjuncts")
  public List<String> adjuncts() {
    return session().adjuncts();
  }

  @Codes({"'initial-series'", "'maintenance'"})
  public String phase() {
    return subject.caseFile().proposed().phase();
  }

  @Codes({"'yes'", "'no'", "'unknown'"})
  public String improvementDocumented() {
    return Texts.answer(subject.caseFile().proposed().improvementDocumented());
  }

  @Codes({"'dermatologist'", "'physician'", "'nurse'", "'aesthetician'", "'self'"})
  @Unstated
  public String operator() {
    return Texts.orEmpty(subject.caseFile().proposed().operator());
  }

  /** Whether the name of the device contains a text, in any case. */
  public boolean deviceContains(String text) {
    return session().usesDevice(text.toLowerCase(java.util.Locale.ROOT));
  }

  /**
   * On how many dates there was a session at home, on any area, with a device whose name contains a
   * text.
   */
  public int homeDatesWithDevice(String text) {
    return subject.homeDatesWithDevice(text);
  }

  /** The patient's Fitzpatrick skin type */
  @Codes({"'I'", "'II'", "'III'", "'IV'", "'V'", "'VI'"})
  @Unstated
  public String fitzpatrick() {
    return Texts.orEmpty(subject.caseFile().patient().fitzpatrick());
  }

  private Session session() {
    return subject.proposed();
  }

  @Override
  public String toString() {
    return Fact.name(this);
  }
}
