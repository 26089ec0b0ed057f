package io.github.slackwater.examples.ledger;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/** Each operation is a transaction of its own. */
@Stateless
public class Ledger {
    @PersistenceContext(unitName = "ledger")
    private EntityManager entries;

    /** Writes a line. */
    public void write(String request, String instance) {
        entries.persist(new Entry(request, instance));
    }

    /** Reads a line and strikes it out, so that the ledger stays short; returns the deployment that wrote it. */
    public String strike(String request) {
        Entry entry = entries.find(Entry.class, request);
        if (entry == null) {
            throw new IllegalStateException("request " + request + ": not in the ledger");
        }
        entries.remove(entry);
        return entry.instance();
    }
}
