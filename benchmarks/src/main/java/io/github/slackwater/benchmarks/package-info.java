/**
 * The soak: many plain redeploys of an unmodified application under load, on a real server.
 *
 * <p>It measures and shows; servers and load come from the rig.
 */
@NullMarked
package io.github.slackwater.benchmarks;

import org.jspecify.annotations.NullMarked;
