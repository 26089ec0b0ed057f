/** Readiness for MicroProfile Health. A jar in {@code EAR/lib}: WildFly finds checks in no other place (WFLY-12835). */
@NullMarked
package io.github.slackwater.health;

import org.jspecify.annotations.NullMarked;
