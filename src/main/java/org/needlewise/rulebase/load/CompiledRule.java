package org.needlewise.rulebase.load;

import java.util.SortedMap;

/**
 * The executable model of one rule.
 *
 * @param model the name of the class that is the model
 * @param classes by name, as Java names them ({@code interval.face.Rules…})
 */
record CompiledRule(String model, SortedMap<String, byte[]> classes) {}
