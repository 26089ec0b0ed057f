package io.github.slackwater.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Values for programs: the records of core under their own field names, in their own order, keys of maps sorted, in ASCII. */
final class Json {

    private static final ObjectWriter WRITER = mapper().writer();
    private static final ObjectWriter ONE_LINE = WRITER.without(SerializationFeature.INDENT_OUTPUT);

    private Json() {}

    /** A document that people can read too. */
    static String of(Object value) {
        return write(WRITER, value);
    }

    /** The same on one line, for a stream of values. */
    static String line(Object value) {
        return write(ONE_LINE, value);
    }

    private static String write(ObjectWriter writer, Object value) {
        try {
            return writer.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a value that has no JSON: " + value, e);
        }
    }

    private static ObjectMapper mapper() {
        return JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .build();
    }
}
