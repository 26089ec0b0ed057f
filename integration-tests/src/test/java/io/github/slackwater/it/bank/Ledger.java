package io.github.slackwater.it.bank;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/** The bank's books: an EJB with container-managed transactions, on JPA. */
@Stateless
public class Ledger {

    @PersistenceContext
    private EntityManager entries;

    /** Books a request, in a transaction. */
    public void book(String request) {
        entries.persist(new Entry(request));
    }

    /** Finds what was booked, in another transaction. */
    public String find(String request) {
        Entry found = entries.find(Entry.class, request);
        if (found == null) {
            throw new IllegalStateException(request + ": not in the books");
        }
        return found.getRequest();
    }
}
