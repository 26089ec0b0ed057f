package io.github.slackwater.examples.ledger;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** One line of the ledger. */
@Entity
@Table(name = "LEDGER_ENTRY")
public class Entry {
    @Id
    @Column(name = "REQUEST_ID", length = 64)
    private String request;

    @Column(name = "DEPLOYMENT", length = 8)
    private String instance;

    /** For the persistence provider. */
    protected Entry() {}

    Entry(String request, String instance) {
        this.request = request;
        this.instance = instance;
    }

    /** Whose line it is. */
    public String request() {
        return request;
    }

    /** The deployment that wrote it. */
    public String instance() {
        return instance;
    }
}
