package io.github.slackwater.ejb.glassfish;

/** Payara Server and Payara Micro: their events are those of GlassFish, from which they come. */
public final class PayaraAdapter extends GlassFishAdapter {

    /** @throws IllegalStateException if this Payara lacks a service that is needed */
    public PayaraAdapter() {}

    @Override
    public String name() {
        return "portable (Payara events)";
    }
}
