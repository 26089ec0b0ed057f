/**
 * Slackwater within a server: a singleton that builds the lifecycle, lets the server's own adapter in where there is one,
 * fires the CDI events and publishes the MBean. Nothing is counted or decided here; {@code core} does that.
 *
 * <p>What is public here is so for the adapters, each in its own package below; nobody else relies on it.
 */
@NullMarked
package io.github.slackwater.ejb;

import org.jspecify.annotations.NullMarked;
