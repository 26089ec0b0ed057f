/** What the shop writes down: requests that need JNDI, CDI, EJBs and JPA until their end. */
package io.github.slackwater.examples.ledger;
