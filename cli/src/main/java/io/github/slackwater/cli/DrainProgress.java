package io.github.slackwater.cli;

/** Shows how a drain comes on. */
interface DrainProgress {

    /** Shows nothing. */
    DrainProgress SILENT = sample -> {};

    /** Comes about four times a second. */
    void show(Sample sample);

    /** Nothing more comes: what is printed next begins on a line of its own. */
    default void end() {}
}
