/** What keeps an application from starting; it is added to the shop's archive. */
@NullMarked
package io.github.slackwater.it.broken;

import org.jspecify.annotations.NullMarked;
