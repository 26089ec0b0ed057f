package io.github.slackwater.cli.rolling;

/** Numbers with their nouns. */
final class Count {

    private Count() {}

    static String nodes(int number) {
        return number == 1 ? "1 node" : number + " nodes";
    }
}
