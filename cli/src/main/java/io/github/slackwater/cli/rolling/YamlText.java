package io.github.slackwater.cli.rolling;

import io.github.slackwater.core.OneLine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** A file of YAML in UTF-8, not without end in any direction. What is wrong is told with its line and column. */
final class YamlText {

    private static final int MOST_BYTES = 3_000_000;

    /** A fleet file has three lists and mappings within each other. The parser composes them by recursion. */
    private static final int DEEPEST = 20;

    private final Path file;
    private final Problems problems;

    YamlText(Path file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    /** The whole; empty if nothing is in the file. */
    Optional<Node> root() throws FleetFileException {
        String text = text(bytes());
        LoadSettings settings = LoadSettings.builder().setLabel(file.toString()).build();
        try {
            checkDepth(new Parse(settings).parseString(text));
            return new Compose(settings).composeString(text);
        } catch (ReaderException e) {
            throw wrongAt(
                    text.substring(0, text.offsetByCodePoints(0, e.getPosition())),
                    "no YAML: the character U+%04X (expected none of those that control)".formatted(e.getCodePoint()));
        } catch (MarkedYamlEngineException e) {
            problems.add(e.getProblemMark().or(e::getContextMark), notYaml(e.getProblem()));
        } catch (YamlEngineException e) {
            problems.add(Optional.empty(), notYaml(e.getMessage()));
        }
        throw problems.thrown();
    }

    private static String notYaml(@Nullable String problem) {
        return "no YAML: "
                + OneLine.of(String.valueOf(problem).lines().findFirst().orElse(""));
    }

    private byte[] bytes() throws FleetFileException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new FleetFileException(
                        List.of("%s: is too long (expected %d bytes or less)".formatted(file, MOST_BYTES)));
            }
            return bytes;
        } catch (IOException e) {
            throw new FleetFileException(List.of(file + ": cannot be read (expected a text file in UTF-8)"));
        }
    }

    private String text(byte[] bytes) throws FleetFileException {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        boolean malformed = decoder.decode(in, out, true).isError();
        String text = out.flip().toString();
        if (malformed) {
            throw wrongAt(text, "no UTF-8: the byte 0x%02x (expected a text file in UTF-8)".formatted(in.get()));
        }
        return text;
    }

    private void checkDepth(Iterable<Event> events) throws FleetFileException {
        int depth = 0;
        for (Event event : events) {
            if (event instanceof CollectionStartEvent && ++depth > DEEPEST) {
                problems.add(
                        event.getStartMark(),
                        "too many lists and mappings within each other (expected %d or less)".formatted(DEEPEST));
                throw problems.thrown();
            }
            if (event instanceof CollectionEndEvent) {
                depth--;
            }
        }
    }

    /** Something is wrong with what follows this much of the text. */
    private FleetFileException wrongAt(String before, String text) {
        int lineBegins = before.lastIndexOf('\n') + 1;
        int line = (int) before.chars().filter(c -> c == '\n').count();
        problems.add(line + 1, before.codePointCount(lineBegins, before.length()) + 1, text);
        return problems.thrown();
    }
}
