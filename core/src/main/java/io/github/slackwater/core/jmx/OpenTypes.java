package io.github.slackwater.core.jmx;

import io.github.slackwater.core.DrainReport;
import javax.management.JMException;
import javax.management.StandardMBean;

/** Turns our values into open types, so that a notification needs no class of ours at the receiver. */
final class OpenTypes {

    private OpenTypes() {}

    /** The JDK's own mapping, reached through an MXBean that has the value as its one attribute. */
    static Object toOpen(DrainReport report) {
        try {
            return new StandardMBean(new Holder(report), ReportMXBean.class, true).getAttribute("Report");
        } catch (JMException e) {
            throw new IllegalStateException("a report that has no open type: " + report, e);
        }
    }

    /** Public, as every MXBean interface has to be. */
    public interface ReportMXBean {
        DrainReport getReport();
    }

    private record Holder(DrainReport report) implements ReportMXBean {
        @Override
        public DrainReport getReport() {
            return report;
        }
    }
}
