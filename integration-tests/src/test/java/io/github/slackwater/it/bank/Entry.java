package io.github.slackwater.it.bank;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** One line in the bank's books. */
@Entity
@Table(name = "SLACKWATER_BANK_ENTRY")
public class Entry {

    @Id
    @Column(name = "REQUEST_ID")
    private String request = "";

    /** For JPA. */
    protected Entry() {}

    /** @param request which it was booked for */
    public Entry(String request) {
        this.request = request;
    }

    /** Which it was booked for. */
    public String getRequest() {
        return request;
    }
}
