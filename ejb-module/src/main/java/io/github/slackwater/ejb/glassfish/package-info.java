/**
 * What GlassFish and Payara, which comes from it, offer beyond the specification. Compiled against Payara's classes, of
 * which the ones that are called are the same in GlassFish 7; loaded only where they are.
 */
@NullMarked
package io.github.slackwater.ejb.glassfish;

import org.jspecify.annotations.NullMarked;
