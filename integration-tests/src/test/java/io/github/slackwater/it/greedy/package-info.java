/** An application that asks for more memory than there is. */
@NullMarked
package io.github.slackwater.it.greedy;

import org.jspecify.annotations.NullMarked;
