package io.github.slackwater.core;

import java.util.Locale;

/** Chooses between our two kinds of body by the {@code Accept} header (RFC 9110, section 12.5.1). */
final class Accept {

    private Accept() {}

    /**
     * Whether JSON is what the client likes best; among equals, what it names first. Text is for all others: for browsers,
     * and for those who do not care.
     */
    static boolean prefersJson(Iterable<String> headers) {
        boolean json = false;
        double best = 0;
        for (String header : headers) {
            for (String range : header.split(",", -1)) {
                String[] parts = range.strip().toLowerCase(Locale.ROOT).split(";", -1);
                double quality = quality(parts);
                if (quality > best && isOurs(parts[0].strip())) {
                    best = quality;
                    json = isJson(parts[0].strip());
                }
            }
        }
        return json;
    }

    private static boolean isJson(String type) {
        return type.startsWith("application/") && (type.endsWith("/json") || type.endsWith("+json"));
    }

    private static boolean isOurs(String type) {
        return isJson(type) || type.startsWith("text/") || type.equals("*/*");
    }

    private static double quality(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip();
            if (parameter.startsWith("q=")) {
                try {
                    return Double.parseDouble(parameter.substring(2));
                } catch (NumberFormatException notUnderstood) {
                    // A weight that is no number is as good as none was given.
                    return 1;
                }
            }
        }
        return 1;
    }
}
