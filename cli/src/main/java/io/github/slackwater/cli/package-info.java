/**
 * The {@code slackwater} command: an operator's way to the MBeans of core, over JMX.
 *
 * <p>It keeps no state and decides nothing about draining: it asks the server, shows the answer, and turns it into an exit
 * code ({@link io.github.slackwater.cli.ExitCode}).
 */
@NullMarked
package io.github.slackwater.cli;

import org.jspecify.annotations.NullMarked;
