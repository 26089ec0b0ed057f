/**
 * The redeploy of one application on one server: check, save, drain, hide, redeploy, verify, resume; and the previous version
 * back if a step fails. The same steps, words and exit codes as {@code scripts/redeploy}, but through the servers' own remote
 * administration ({@link io.github.slackwater.cli.redeploy.Administration}) in place of their command lines.
 */
@NullMarked
package io.github.slackwater.cli.redeploy;

import org.jspecify.annotations.NullMarked;
