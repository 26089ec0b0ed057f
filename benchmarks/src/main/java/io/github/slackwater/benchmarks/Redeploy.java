package io.github.slackwater.benchmarks;

import io.github.slackwater.rig.Pauses.Pause;
import java.time.Duration;

/** One redeploy: how long the command took, what clients saw of it, and the most requests that were parked. */
record Redeploy(Duration command, Pause pause, int parked) {}
