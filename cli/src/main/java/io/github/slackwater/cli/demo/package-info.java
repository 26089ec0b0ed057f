/**
 * The demo: what a redeploy costs the users of an application, plain and drained, counted on a real server.
 *
 * <p>It measures and shows; servers and load come from the rig, and draining is done by the server that it starts.
 */
@NullMarked
package io.github.slackwater.cli.demo;

import org.jspecify.annotations.NullMarked;
