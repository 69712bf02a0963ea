package org.needlewise.casefile;

import java.util.List;

/**
 * The fixed choices of the case schema, each in the schema's order; those of areas are {@link
 * Areas#ALL}.
 */
public final class Choices {
  public static final List<String> SEX = List.of("female", "male", "other", "unknown");
  public static final List<String> FITZPATRICK = List.of("I", "II", "III", "IV", "V", "VI");
  public static final List<String> PHOTODAMAGE = List.of("none", "mild", "moderate", "heavy");
  public static final List<String> CONDITION_STATUS =
      List.of("active", "recurrence", "relapse", "inactive", "remission", "resolved");
  public static final List<String> MEDICATION_STATUS = List.of("active", "stopped");
  public static final List<String> ROUTE = List.of("oral", "topical", "injected", "other");
  public static final List<String> SETTING = List.of("professional", "home");
  public static final List<String> MODALITY =
      List.of("pen", "roller", "stamp", "radiofrequency", "unknown");
  public static final List<String> PHASE = List.of("initial-series", "maintenance");
  public static final List<String> ORIGIN = List.of("clinician", "patient", "device-maker");
  public static final List<String> OPERATOR =
      List.of("dermatologist", "physician", "nurse", "aesthetician", "self");
  public static final List<String> AFTERCARE = List.of("good", "poor");

  /** What stands for a field that the file does not state. */
  public static final String DEFAULT_SEX = "unknown";

  public static final String DEFAULT_CONDITION_STATUS = "active";
  public static final String DEFAULT_SETTING = "professional";
  public static final String DEFAULT_MODALITY = "unknown";
  public static final String DEFAULT_PHASE = "initial-series";

  private Choices() {}
}
