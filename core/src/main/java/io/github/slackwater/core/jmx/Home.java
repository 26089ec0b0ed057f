package io.github.slackwater.core.jmx;

import java.net.URL;
import java.security.CodeSource;

/** Where a lifecycle lives, in words for a log: what tells one that is deployed twice from one that is deployed again. */
public final class Home {

    private Home() {}

    /** For the server's lifecycle: the archive that this very class was loaded from, within its deployment. */
    public static String ofThisCode() {
        CodeSource source = Home.class.getProtectionDomain().getCodeSource();
        URL location = source == null ? null : source.getLocation();
        return location == null ? String.valueOf(Home.class.getClassLoader()) : location.toString();
    }

    /**
     * For an application: the virtual server and the context path, which only a newer version of it can have as well.
     *
     * @param contextPath empty, or with its first slash
     */
    public static String of(String virtualServer, String contextPath) {
        return virtualServer + path(contextPath);
    }

    /** Whether a home is that of an application with this context path, or of a gate before it. */
    static boolean isOf(String home, String contextPath) {
        return home.endsWith(path(contextPath));
    }

    /**
     * For the gate that a server has in front of an application, whichever virtual server that is on: a filter within it
     * stands aside.
     *
     * @param contextPath empty, or with its first slash
     */
    public static String ofGate(String contextPath) {
        return "the server's gate at " + path(contextPath);
    }

    private static String path(String contextPath) {
        return contextPath.isEmpty() ? "/" : contextPath;
    }
}
