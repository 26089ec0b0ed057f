/**
 * The portable adapter: a servlet filter that asks the gate for every request, and gives the permit back when the request
 * has ended. Adding the jar to an application, or to a server's common library folder, is all it takes.
 */
@NullMarked
package io.github.slackwater.filter;

import org.jspecify.annotations.NullMarked;
