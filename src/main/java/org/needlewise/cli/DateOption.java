package org.needlewise.cli;

import java.time.DateTimeException;
import java.time.LocalDate;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a date on the command line as strictly as one in a case file. */
final class DateOption implements ITypeConverter<LocalDate> {
  @Override
  public LocalDate convert(String text) {
    try {
      if (text.length() == 10 && text.charAt(0) != '+' && text.charAt(0) != '-') {
        return LocalDate.parse(text);
      }
    } catch (DateTimeException e) {
      // Said below.
    }
    throw new TypeConversionException("'" + text + "' is no date; expected YYYY-MM-DD");
  }
}
