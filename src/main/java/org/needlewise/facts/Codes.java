package org.needlewise.facts;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Where the texts of a field or a parameter come from: lists of the vocabulary by name ({@code
 * conditions}), {@code groups} (the classes of the codes of the lists named beside it), {@code
 * areas}, {@code areaClasses}, {@code depthRows}, or literal words in single quotes ({@code
 * 'active'}). A rule that compares the field with any other text does not load.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.PARAMETER})
public @interface Codes {
  String[] value();
}
