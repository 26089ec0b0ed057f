package io.github.slackwater.rig;

/** The ports of one domain that the rig talks to. */
record DomainPorts(int http, int https, int admin, int jmx) {}
