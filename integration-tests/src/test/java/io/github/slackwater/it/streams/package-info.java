/** What the shop gets for a test that needs requests which never end by themselves. */
@NullMarked
package io.github.slackwater.it.streams;

import org.jspecify.annotations.NullMarked;
