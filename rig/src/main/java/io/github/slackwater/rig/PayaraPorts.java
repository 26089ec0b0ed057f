package io.github.slackwater.rig;

/** The ports of one Payara domain that the rig talks to. */
record PayaraPorts(int http, int admin, int jmx) {}
