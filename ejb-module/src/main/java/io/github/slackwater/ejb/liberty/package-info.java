/** What Open Liberty offers beyond the specification, over JMX and OSGi: nothing here links to a class of Liberty's. */
@NullMarked
package io.github.slackwater.ejb.liberty;

import org.jspecify.annotations.NullMarked;
