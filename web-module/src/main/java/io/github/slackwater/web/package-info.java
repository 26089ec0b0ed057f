/**
 * Readiness and control over HTTP: an adapter that holds no lifecycle, no count and no flag. It reaches the lifecycle the
 * way JConsole does, through the MBeans, so it does not matter which class loader holds the singleton or an application.
 */
@NullMarked
package io.github.slackwater.web;

import org.jspecify.annotations.NullMarked;
