package io.github.slackwater.it.bank;

/** Loaded by the first request that has waited to its end: late, when its application may be about to go. */
public class Receipt {

    private final String request;

    /** @param request which it is for */
    public Receipt(String request) {
        this.request = request;
    }

    /** Who asks for it loads one more class. */
    public String text() {
        return new Stamp().on(request);
    }

    private static final class Stamp {
        String on(String paper) {
            return "received: " + paper;
        }
    }
}
