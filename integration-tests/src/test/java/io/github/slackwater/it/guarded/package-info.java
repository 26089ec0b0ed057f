/** An application that asks for users; it shows what it sees of a request. Deployed twice, with BASIC and with FORM. */
package io.github.slackwater.it.guarded;
