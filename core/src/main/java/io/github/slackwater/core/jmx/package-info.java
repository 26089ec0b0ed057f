/** The lifecycle as MBeans: their names, their registration, and proxies for those who call them. */
@NullMarked
package io.github.slackwater.core.jmx;

import org.jspecify.annotations.NullMarked;
