package io.github.slackwater.cli.redeploy;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How far a run has come, for those who have to put things in order. */
final class Progress {

    /** The name that Slackwater knows; null where it does not cover the application. */
    @Nullable
    String application;

    /** As they were looked at last. */
    Gates.@Nullable States states;

    /** Of the version that was there before; empty where the server does not tell. */
    String identity = "";

    /** How that was deployed. */
    Map<String, String> properties = Map.of();

    /** What the application answered before; {@link Probe#NONE} for nothing. */
    int statusBefore = Probe.NONE;

    /** The version to put back; null where none is to be. */
    @Nullable
    Path previous;

    /** Whether anything is drained explicitly. */
    boolean drains;

    /** Whether the drain has begun: the states are ours to settle. */
    boolean closed;

    /** Whether a redeploy has begun, whose version is not known to be good. */
    boolean deploying;

    /** Whether the new version is known to be good. */
    boolean verified;
}
