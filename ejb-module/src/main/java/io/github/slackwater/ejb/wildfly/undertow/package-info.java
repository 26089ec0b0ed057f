/**
 * What is installed in WildFly, compiled against its own classes. A loader of our own defines these classes, and only where
 * a server gate is wanted: everything that they link to outside of this package is public.
 */
@NullMarked
package io.github.slackwater.ejb.wildfly.undertow;

import org.jspecify.annotations.NullMarked;
