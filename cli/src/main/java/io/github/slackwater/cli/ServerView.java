package io.github.slackwater.cli;

import java.util.List;

/**
 * What {@code watch} sees of one server.
 *
 * @param server its own state, and the figures of its applications together
 * @param applications those that are there or were asked for, and those that were there before; by name
 */
record ServerView(GateView server, List<GateView> applications) {}
