/** A bank as many are built: an EAR with two web applications, EJBs, CDI, JPA on the server's default data source, and JNDI. */
package io.github.slackwater.it.bank;
