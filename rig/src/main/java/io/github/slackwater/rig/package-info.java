/** Real servers on free loopback ports, and a load client that hides nothing. */
@NullMarked
package io.github.slackwater.rig;

import org.jspecify.annotations.NullMarked;
