package org.needlewise.ask;

/** What is asked beside the screening questions, in this order; the first two before them. */
enum Step {
  INDICATION("what it is for"),
  SEX("the sex of the patient"),
  SKIN("what else is seen on the skin today", "signs"),
  CONDITIONS("other conditions", "conditions"),
  MEDICATIONS("other medicines", "medications"),
  ALLERGIES("other allergies", "allergies"),
  PROCEDURES("other treatments of the skin", "procedures"),
  SKIN_TYPE("the skin type"),
  SETTING("at home or not, and by whom"),
  MODALITY("the device"),
  ADJUNCTS("what is applied with it"),
  EVENT("an event soon"),
  PHASE("a first series, or maintenance"),
  REGIMEN("the schedule in mind"),
  EXPECTATIONS("what the patient expects"),
  HISTORY("earlier sessions");

  /** What it asks for, in a few words; by them a case file names it. */
  final String words;

  /**
   * The list of the vocabulary of whose facts it asks those for which no question does, or null.
   */
  final String list;

  Step(String words) {
    this(words, null);
  }

  Step(String words, String list) {
    this.words = words;
    this.list = list;
  }

  boolean isBeforeQuestions() {
    return this == INDICATION || this == SEX;
  }
}
