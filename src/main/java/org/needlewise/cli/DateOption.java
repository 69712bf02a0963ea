package org.needlewise.cli;

import java.time.LocalDate;
import org.needlewise.planning.CourseWords;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a date on the command line as strictly as one in a case file. */
final class DateOption implements ITypeConverter<LocalDate> {
  @Override
  public LocalDate convert(String text) {
    LocalDate date = CourseWords.date(text);
    if (date == null) {
      throw new TypeConversionException("'" + text + "' is no date; expected YYYY-MM-DD");
    }
    return date;
  }
}
