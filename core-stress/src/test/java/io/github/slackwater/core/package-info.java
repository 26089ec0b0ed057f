/** In the package of the core, whose gate nobody else sees. */
@NullMarked
package io.github.slackwater.core;

import org.jspecify.annotations.NullMarked;
