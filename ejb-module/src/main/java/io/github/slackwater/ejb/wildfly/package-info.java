/** What WildFly offers beyond the specification, all of it over JMX: nothing here links to a class of WildFly's. */
@NullMarked
package io.github.slackwater.ejb.wildfly;

import org.jspecify.annotations.NullMarked;
