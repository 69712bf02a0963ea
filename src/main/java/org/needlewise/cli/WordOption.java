package org.needlewise.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads one of a few words, the lower-case names of an enum's constants. */
abstract class WordOption<E extends Enum<E>> implements ITypeConverter<E> {
  private final Class<E> type;

  WordOption(Class<E> type) {
    this.type = type;
  }

  @Override
  public E convert(String text) {
    List<String> words =
        Stream.of(type.getEnumConstants()).map(e -> e.name().toLowerCase(Locale.ROOT)).toList();
    int index = words.indexOf(text);
    if (index < 0) {
      throw new TypeConversionException("'" + text + "' is none of " + String.join(", ", words));
    }
    return type.getEnumConstants()[index];
  }
}
