package org.needlewise.rulebase.load;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * The classes of compiled rules. It answers for its own names before its parent does: the program
 * brings classes of the shipped rules, and an edited rule must not be taken for the shipped one.
 */
final class RuleClasses extends ClassLoader {
  private final Map<String, byte[]> classes = new HashMap<>();

  RuleClasses(Collection<CompiledRule> rules) {
    super(RuleClasses.class.getClassLoader());
    rules.forEach(rule -> classes.putAll(rule.classes()));
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!classes.containsKey(name)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded == null) {
        byte[] bytes = classes.get(name);
        loaded = defineClass(name, bytes, 0, bytes.length);
      }
      return loaded;
    }
  }
}
