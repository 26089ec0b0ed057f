/**
 * A rolling redeploy of one application on a fleet of servers: what the fleet is ({@link
 * io.github.slackwater.cli.rolling.FleetFile}), which node is next ({@link io.github.slackwater.cli.rolling.Schedule}), and what
 * was done so far. Each node is redeployed by {@link io.github.slackwater.cli.redeploy.Redeploy}.
 */
@NullMarked
package io.github.slackwater.cli.rolling;

import org.jspecify.annotations.NullMarked;
