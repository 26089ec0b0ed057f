package io.github.slackwater.it.bank;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** A CDI bean of a web application; its number is new in each deployment. */
@ApplicationScoped
public class Branch {

    private final String instance = UUID.randomUUID().toString().substring(0, 8);

    /** Eight characters. */
    public String instance() {
        return instance;
    }
}
