/**
 * What WildFly offers beyond the specification: an MBean that tells of the server's states, and the service container, in
 * which whatever depends on a deployment is stopped before it. Nothing here links to WildFly's own classes but to those of
 * that container, loaded only where they are.
 */
@NullMarked
package io.github.slackwater.ejb.wildfly;

import org.jspecify.annotations.NullMarked;
