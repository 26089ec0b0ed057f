/** Finds out from a node's own traffic whether a load balancer looks away when the node announces a drain. */
@NullMarked
package io.github.slackwater.cli.balancer;

import org.jspecify.annotations.NullMarked;
