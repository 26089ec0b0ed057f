/** Deployed on Payara Micro only, which takes no command from outside: runs an administrator's commands from within. */
package io.github.slackwater.it.operator;
