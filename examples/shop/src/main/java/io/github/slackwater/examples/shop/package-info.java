/** A small, ordinary Jakarta EE application: plain servlets and one CDI bean. */
package io.github.slackwater.examples.shop;
