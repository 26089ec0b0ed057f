/**
 * The gate in front of an application, its drains and its register of active requests.
 *
 * <p>Plain Java SE. Every count, flag and decision about draining is made here; the other modules adapt it to servlets,
 * EJB, JMX, health checks and the command line. How it works and why it is correct stands in {@code
 * docs/design/concurrency.md}.
 */
@NullMarked
package io.github.slackwater.core;

import org.jspecify.annotations.NullMarked;
