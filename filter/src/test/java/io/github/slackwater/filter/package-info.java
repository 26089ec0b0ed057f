/** The filter on real containers: one contract, run on each of them. */
@NullMarked
package io.github.slackwater.filter;

import org.jspecify.annotations.NullMarked;
