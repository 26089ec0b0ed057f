package io.github.slackwater.it;

import java.util.regex.Pattern;

/** How the log of a server is read: where an entry begins, and which first lines are warnings or errors. */
enum LogFormat {
    /** Payara, GlassFish: {@code [2026-11-23T16:02:39.463+0000] [Payara 6.2025.9] [WARNING] ...}. */
    PAYARA("\\[(#\\|)?\\d{4}-\\d\\d-\\d\\dT", "\\b(WARNING|SEVERE)\\b"),

    /**
     * WildFly: {@code 2026-11-23 16:02:39,463 WARN  [org.jboss...] (thread) ...}; on the console without the date.
     * WFLYMPHEALTH0003 is what WildFly itself says each time that somebody asks for readiness while a check is DOWN.
     */
    WILDFLY(
            "(\\d{4}-\\d\\d-\\d\\d )?\\d\\d:\\d\\d:\\d\\d,\\d{3} ",
            "^\\S+( \\S+)? +(WARN|ERROR|FATAL)\\b(?!.* WFLYMPHEALTH0003:)"),

    /**
     * Open Liberty: {@code [11/23/26, 16:02:39:463 UTC] 0000002a com.ibm.ws... W CWWK...}. CWMMH0052W is what Liberty itself
     * says each time that somebody asks for readiness while a check is DOWN.
     */
    LIBERTY("\\[\\d+/\\d+/\\d+,? ", "\\] [0-9a-f]{8} \\S+ +[WEF] (?!CWMMH0052W)"),

    /**
     * TomEE, Tomcat: {@code 23-Nov-2026 16:02:39.463 WARNING [main] org.apache...}. "Reporting DOWN status" is what TomEE
     * itself says each time that somebody asks for readiness while a check is DOWN.
     */
    TOMCAT(
            "\\d\\d-\\w{3}-\\d{4} \\d\\d:\\d\\d:\\d\\d\\.\\d{3} ",
            "^\\S+ \\S+ (WARNING|SEVERE)\\b(?!.*\\.MicroProfileHealthReporter\\.getHealth Reporting DOWN status)");

    private final Pattern begin;
    private final Pattern complaint;

    LogFormat(String begin, String complaint) {
        this.begin = Pattern.compile("(?m)^(?=" + begin + ")");
        this.complaint = Pattern.compile(complaint);
    }

    String[] split(String log) {
        return begin.split(log);
    }

    /** @param firstLine of an entry */
    boolean isComplaint(String firstLine) {
        return complaint.matcher(firstLine).find();
    }
}
