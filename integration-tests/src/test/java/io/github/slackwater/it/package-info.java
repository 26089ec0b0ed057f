/**
 * The same test classes on every server: a server counts as supported only where they pass.
 *
 * <p>How a run is put together:
 *
 * <ol>
 *   <li>Failsafe runs all {@code *IT} classes once for each server; {@code arquillian.launch} names the qualifier in {@code
 *       arquillian.xml}, and the class path has that server's adapter only; without one {@link
 *       io.github.slackwater.it.RigContainer} stands in.
 *   <li>{@link io.github.slackwater.it.ServersExtension} prepares the server before Arquillian reads {@code arquillian.xml},
 *       and gives ports and folders to it as system properties ({@link io.github.slackwater.it.ServerKind}).
 *   <li>Arquillian deploys the archives that Maven built, unchanged, before each class, and undeploys them after it.
 *   <li>Tests reach the server as an administrator and a client reach it: {@link io.github.slackwater.it.ServerUnderTest}.
 *   <li>After each class the server's log must be free of warnings and stack traces that name us.
 * </ol>
 */
package io.github.slackwater.it;
