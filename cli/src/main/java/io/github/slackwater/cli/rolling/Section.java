package io.github.slackwater.cli.rolling;

import io.github.slackwater.core.OneLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * One mapping of a YAML file: its values by key. What is wrong is told to the {@link Problems}, with the place; a substitute is
 * then returned, so that all that is wrong is found in one go.
 */
final class Section {

    private final String path;
    private final Node place;
    private final Problems problems;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Node> keys = new LinkedHashMap<>();
    private final Set<String> asked = new TreeSet<>();

    private Section(String path, Node place, Problems problems) {
        this.path = path;
        this.place = place;
        this.problems = problems;
    }

    /** @param path of the mapping within the file; empty for the file itself */
    static Section of(String path, Node node, Problems problems) {
        Section section = new Section(path, node, problems);
        if (!(node instanceof MappingNode mapping)) {
            problems.add(node.getStartMark(), "%s (expected keys with values)".formatted(described(path, node)));
            return section;
        }
        for (NodeTuple tuple : mapping.getValue()) {
            Node key = tuple.getKeyNode();
            String name = key instanceof ScalarNode scalar ? scalar.getValue() : String.valueOf(key.getTag());
            if (section.values.put(name, tuple.getValueNode()) != null) {
                problems.add(key.getStartMark(), section.name(name) + " is there twice (expected once)");
            }
            section.keys.put(name, key);
        }
        return section;
    }

    private static String described(String path, Node node) {
        String name = path.isEmpty() ? "the file" : path;
        return node instanceof ScalarNode scalar ? "%s: %s".formatted(name, OneLine.of(scalar.getValue())) : name;
    }

    private String name(String key) {
        String shown = OneLine.of(key);
        return path.isEmpty() ? shown : path + "." + shown;
    }

    /** Tells of the keys that nobody has asked for. */
    void nothingElse() {
        keys.forEach((name, key) -> {
            if (!asked.contains(name)) {
                problems.add(
                        key.getStartMark(), "%s (expected one of: %s)".formatted(name(name), String.join(", ", asked)));
            }
        });
    }

    /** A text that has to be there. */
    String text(String key) {
        String text = textOrNull(key);
        if (text == null && !values.containsKey(key)) {
            missing(key);
        }
        return text == null ? "" : text;
    }

    String text(String key, String usual) {
        String text = textOrNull(key);
        return text == null ? usual : text;
    }

    /** Null where the key is not there. A number or a truth value is a text as well. */
    @Nullable
    String textOrNull(String key) {
        Node node = node(key);
        if (node == null) {
            return null;
        }
        if (node instanceof ScalarNode scalar
                && !scalar.getTag().equals(Tag.NULL)
                && !scalar.getValue().isEmpty()) {
            return scalar.getValue();
        }
        problems.add(node.getStartMark(), name(key) + " (expected a text)");
        return null;
    }

    /** A text of some form. */
    <T> @Nullable T read(String key, String expected, Function<String, Optional<T>> form) {
        String text = textOrNull(key);
        if (text == null) {
            return null;
        }
        Optional<T> value = form.apply(text);
        if (value.isEmpty()) {
            wrong(key, text, expected);
        }
        return value.orElse(null);
    }

    int number(String key, int usual, int from, int to) {
        Integer number = read(
                key, "%d..%d".formatted(from, to), text -> whole(text).filter(value -> value >= from && value <= to));
        return number == null ? usual : number;
    }

    Duration seconds(String key, int usual, int from, int to) {
        return Duration.ofSeconds(number(key, usual, from, to));
    }

    private static Optional<Integer> whole(String text) {
        return text.matches("-?\\d{1,9}") ? Optional.of(Integer.parseInt(text)) : Optional.empty();
    }

    /** One of the words that the constants of a type have. */
    <E extends Enum<E>> @Nullable E choice(String key, Class<E> type) {
        E[] constants = type.getEnumConstants();
        String words = Stream.of(constants).map(Object::toString).collect(Collectors.joining(", "));
        return read(
                key,
                "one of: " + words,
                text -> Stream.of(constants)
                        .filter(constant -> constant.toString().equals(text))
                        .findFirst());
    }

    <E extends Enum<E>> E choice(String key, Class<E> type, E usual) {
        E choice = choice(key, type);
        return choice == null ? usual : choice;
    }

    /** A mapping within; null where the key is not there. */
    @Nullable
    Section section(String key) {
        Node node = node(key);
        return node == null ? null : of(name(key), node, problems);
    }

    /** The same; empty where the key is not there. */
    Section sectionOrEmpty(String key) {
        Section section = section(key);
        return section == null ? new Section(name(key), place, problems) : section;
    }

    /** The same, but it has to be there. */
    Section requiredSection(String key) {
        if (!values.containsKey(key)) {
            missing(key);
        }
        return sectionOrEmpty(key);
    }

    /** A list of mappings that has to be there, one at least; of a longer one than may be, none is read. */
    List<Section> sections(String key, int most) {
        if (!values.containsKey(key)) {
            missing(key);
        }
        List<Node> listed = list(key);
        if (listed.isEmpty() || listed.size() > most) {
            wrong(key, Count.nodes(listed.size()), "1.." + most);
            return List.of();
        }
        List<Section> sections = new ArrayList<>();
        for (Node each : listed) {
            sections.add(of("%s[%d]".formatted(name(key), sections.size()), each, problems));
        }
        return sections;
    }

    /** A list of texts; empty where the key is not there. */
    List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        for (Node each : list(key)) {
            if (each instanceof ScalarNode scalar) {
                texts.add(scalar.getValue());
            } else {
                problems.add(each.getStartMark(), name(key) + " (expected a text)");
            }
        }
        return texts;
    }

    private List<Node> list(String key) {
        Node node = node(key);
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        if (node != null) {
            problems.add(node.getStartMark(), name(key) + " (expected a list)");
        }
        return List.of();
    }

    private @Nullable Node node(String key) {
        asked.add(key);
        return values.get(key);
    }

    private void missing(String key) {
        problems.add(place.getStartMark(), name(key) + " is missing");
    }

    /** Tells of a value that is not what it should be. */
    void wrong(String key, String value, String expected) {
        Node node = values.getOrDefault(key, place);
        problems.add(node.getStartMark(), "%s: %s (expected %s)".formatted(name(key), OneLine.of(value), expected));
    }
}
