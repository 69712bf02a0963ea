package org.needlewise.casefile;

import java.io.Reader;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlVersionException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.io.IOContext;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLFactoryBuilder;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * YAML as Jackson tokens: one document, scalars by the core schema of YAML 1.2, nothing that makes
 * a document mean more than it shows (anchors, aliases, tags, merge keys).
 */
final class StrictYaml extends YAMLFactory {
  private static final long serialVersionUID = 1L;
  private static final String PLAIN =
      "plain values; anchors, aliases, tags and merge keys are not read";
  private static final LoadSettings SETTINGS =
      LoadSettings.builder().setSchema(new CoreSchema()).build();
  private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

  StrictYaml(YAMLFactoryBuilder builder) {
    super(builder);
  }

  @Override
  protected YAMLParser _createParser(ObjectReadContext context, IOContext io, Reader reader) {
    return new Parser(
        context,
        io,
        context.getStreamReadFeatures(_streamReadFeatures),
        context.getFormatReadFeatures(_formatReadFeatures),
        reader);
  }

  private static final class Parser extends YAMLParser {
    private boolean documentSeen;

    Parser(
        ObjectReadContext context, IOContext io, int features, int formatFeatures, Reader reader) {
      super(context, io, null, features, formatFeatures, SETTINGS, reader);
    }

    @Override
    protected Event nextEvent() {
      Event event = parse();
      switch (event.getEventId()) {
        case DocumentStart -> {
          if (documentSeen) {
            throw refused(
                event,
                "a second YAML document",
                "one document; many cases go into NDJSON, one a line");
          }
          documentSeen = true;
        }
        case Alias ->
            throw refused(
                event,
                "the YAML alias *" + name(((AliasEvent) event).getAlias().getValue()),
                PLAIN);
        case Scalar -> {
          plain((NodeEvent) event, ((ScalarEvent) event).getTag());
          ScalarEvent scalar = (ScalarEvent) event;
          if (expectsName() && scalar.isPlain() && scalar.getValue().equals("<<")) {
            throw refused(event, "a YAML merge key", PLAIN);
          }
        }
        case MappingStart, SequenceStart -> {
          plain((NodeEvent) event, ((CollectionStartEvent) event).getTag());
          if (expectsName()) {
            throw refused(event, "a list or an object as the name of a field", "a name");
          }
        }
        default -> {}
      }
      return event;
    }

    /** True where the next token is a field's name, or the end of the object. */
    private boolean expectsName() {
      return _streamReadContext.inObject() && currentToken() != JsonToken.PROPERTY_NAME;
    }

    private Event parse() {
      try {
        return _yamlParser.next();
      } catch (ReaderException e) {
        throw new UnreadableCharacter(e.getPosition(), e.getCodePoint());
      } catch (MarkedYamlEngineException e) {
        Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
        throw problem(
            mark,
            "text that is not YAML (" + Echo.bare(e.getProblem(), 120) + ")",
            "a YAML document");
      } catch (YamlVersionException e) {
        String version = e.getSpecVersion().getMajor() + "." + e.getSpecVersion().getMinor();
        throw problem(lastMark(), "YAML " + version, "YAML 1.2");
      } catch (YamlEngineException e) {
        throw problem(
            lastMark(),
            "text that is not YAML (" + Echo.bare(e.getMessage(), 120) + ")",
            "a YAML document");
      } catch (RuntimeException e) {
        // The engine lets some of Java's own escape (a number out of range in an escape sequence).
        throw problem(lastMark(), "text that is not YAML", "a YAML document");
      }
    }

    private Optional<Mark> lastMark() {
      return _lastEvent == null ? Optional.empty() : _lastEvent.getEndMark();
    }

    private static void plain(NodeEvent event, Optional<String> tag) {
      if (event.getAnchor().isPresent()) {
        throw refused(event, "the YAML anchor &" + name(event.getAnchor().get().getValue()), PLAIN);
      }
      if (tag.isPresent()) {
        throw refused(event, "the YAML tag " + name(tag.get()), PLAIN);
      }
    }

    private static String name(String name) {
      return Echo.bare(name, 40);
    }

    private static Problem refused(Event event, String found, String expected) {
      return problem(event.getStartMark(), found, expected);
    }

    private static Problem problem(Optional<Mark> mark, String found, String expected) {
      return new Problem(
          mark.map(Mark::getLine).orElse(0) + 1,
          mark.map(Mark::getColumn).orElse(0) + 1,
          found,
          expected);
    }

    /**
     * The core schema's resolution and no other; the reader takes the number's text as it is
     * written. Jackson's own would turn octal and underscores into numbers of another look.
     */
    @Override
    protected JsonToken _decodeScalar(ScalarEvent scalar) {
      _textValue = scalar.getValue();
      _cleanedTextValue = _textValue;
      if (scalar.isPlain() && NULLS.contains(_textValue)) {
        return JsonToken.VALUE_NULL;
      }
      Tag tag = _yamlResolver.resolve(_textValue, scalar.isPlain());
      if (tag.equals(Tag.BOOL)) {
        return _textValue.charAt(0) == 't' || _textValue.charAt(0) == 'T'
            ? JsonToken.VALUE_TRUE
            : JsonToken.VALUE_FALSE;
      }
      return tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)
          ? JsonToken.VALUE_NUMBER_FLOAT
          : JsonToken.VALUE_STRING;
    }
  }

  /** A character that no YAML text may hold, by its index in code points. */
  static final class UnreadableCharacter extends RuntimeException {
    private static final long serialVersionUID = 1L;

    final int index;
    final int codePoint;

    UnreadableCharacter(int index, int codePoint) {
      super(null, null, false, false);
      this.index = index;
      this.codePoint = codePoint;
    }
  }
}
