package io.github.slackwater.core;

import java.util.Random;

/** Text that nobody expects: control characters, markup, halves of characters, great length; and words that are nearly right. */
final class Garbage {

    private static final String[] PIECES = {
        "<script>alert(1)</script>",
        "\"",
        "'",
        "\\",
        "\n",
        "\r\n",
        "\u0000",
        "\u001b[2J",
        "\u202e",
        "\ud800",
        "\udfff",
        "\ufffd",
        "\u00e9",
        "\ud83d\ude00",
        "%00",
        "%c0%af",
        "../",
        "//",
        ";a=b",
        ",",
        "*",
        "?",
        "=",
        ":",
        " ",
        "\t",
        "${x}",
        "-",
        "0",
        "2147483648",
        "-1",
        "1e999999999",
        "shop",
        "shop-1",
        "/health",
        "/health/*",
        "true",
        "park",
        "q=NaN",
        "application/json",
        "text/html;q=0.1",
        "*/*",
        "null"
    };

    private final Random random;

    Garbage(long seed) {
        this.random = new Random(seed);
    }

    String text() {
        int kind = random.nextInt(1_000);
        if (kind == 0) {
            return piece().repeat(1 + 65_536 / 2);
        }
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i >= 0; i--) {
            if (random.nextInt(4) == 0) {
                text.append((char) random.nextInt(Character.MAX_VALUE + 1));
            } else {
                text.append(piece());
            }
        }
        return kind == 1 ? "" : text.toString();
    }

    int number() {
        return switch (random.nextInt(5)) {
            case 0 -> random.nextInt();
            case 1 -> Integer.MIN_VALUE;
            case 2 -> Integer.MAX_VALUE;
            case 3 -> LifecycleMXBean.MAX_TIMEOUT_SECONDS + random.nextInt(3) - 1;
            default -> random.nextInt(5) - 2;
        };
    }

    private String piece() {
        return PIECES[random.nextInt(PIECES.length)];
    }
}
