package io.github.slackwater.cli.redeploy;

import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A body of {@code multipart/form-data}; files are read as they are sent. Names and values hold no quotes and line ends. */
final class Multipart {

    private final String boundary = "slackwater-" + UUID.randomUUID();
    private final List<BodyPublisher> parts = new ArrayList<>();

    Multipart field(String name, String value) {
        return text("form-data; name=\"%s\"".formatted(name), "text/plain; charset=UTF-8", value);
    }

    Multipart json(String name, String value) {
        return text("form-data; name=\"%s\"".formatted(name), "application/json", value);
    }

    private Multipart text(String disposition, String type, String value) {
        parts.add(BodyPublishers.ofString(head(disposition, type) + value + "\r\n"));
        return this;
    }

    /**
     * Adds a file.
     *
     * @param fileName the name that the server sees
     * @throws FileNotFoundException if there is no such file
     */
    Multipart file(String name, String fileName, Path file) throws FileNotFoundException {
        parts.add(BodyPublishers.ofString(
                head("form-data; name=\"%s\"; filename=\"%s\"".formatted(name, fileName), "application/octet-stream")));
        parts.add(BodyPublishers.ofFile(file));
        parts.add(BodyPublishers.ofString("\r\n"));
        return this;
    }

    private String head(String disposition, String type) {
        return "--%s\r\nContent-Disposition: %s\r\nContent-Type: %s\r\n\r\n".formatted(boundary, disposition, type);
    }

    String contentType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    BodyPublisher body() {
        List<BodyPublisher> all = new ArrayList<>(parts);
        all.add(BodyPublishers.ofString("--%s--\r\n".formatted(boundary)));
        return BodyPublishers.concat(all.toArray(BodyPublisher[]::new));
    }
}
