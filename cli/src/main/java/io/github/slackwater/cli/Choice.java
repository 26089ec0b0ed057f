package io.github.slackwater.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads a value that is one of a few, by the text of each; picocli itself goes by the names in the sources.
 *
 * @param <E> the few
 */
final class Choice<E extends Enum<E>> implements ITypeConverter<E> {

    private final Class<E> type;

    private Choice(Class<E> type) {
        this.type = type;
    }

    /** For all options of this type. */
    static <E extends Enum<E>> void register(CommandLine commandLine, Class<E> type) {
        commandLine.registerConverter(type, new Choice<>(type));
    }

    @Override
    public E convert(String value) {
        String text = value.toLowerCase(Locale.ROOT);
        E[] all = type.getEnumConstants();
        for (E each : all) {
            if (each.toString().equals(text)) {
                return each;
            }
        }
        String expected = Arrays.stream(all).map(Enum::toString).collect(Collectors.joining(", "));
        throw new TypeConversionException("'%s' (expected one of %s)".formatted(value, expected));
    }
}
