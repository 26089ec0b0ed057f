/** What Payara offers beyond the specification. Compiled against Payara's own classes, loaded only where they are. */
@NullMarked
package io.github.slackwater.ejb.payara;

import org.jspecify.annotations.NullMarked;
