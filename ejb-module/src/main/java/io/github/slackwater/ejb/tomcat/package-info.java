/** What Tomcat offers beyond the specification, as TomEE has it. Compiled against Tomcat's classes, loaded only where they are. */
@NullMarked
package io.github.slackwater.ejb.tomcat;

import org.jspecify.annotations.NullMarked;
