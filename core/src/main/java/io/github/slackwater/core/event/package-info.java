/**
 * CDI events: an application's hooks before and after a drain.
 *
 * <p>They hold JDK types only, and keep their package in the drop-in jar, so that an application can observe them:
 *
 * <pre>{@code
 * void stopPolling(@Observes DrainStarted event) { ... }
 * }</pre>
 *
 * They are fired one after the other on Slackwater's own thread. A slow observer delays later events, never the drain.
 */
@NullMarked
package io.github.slackwater.core.event;

import org.jspecify.annotations.NullMarked;
