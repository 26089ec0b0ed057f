package io.github.slackwater.benchmarks.gate;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;

/** Tomcat's stop of one application: its wrapper looks every twentieth of {@code unloadDelay} whether the servlet is still in use. */
final class TomcatPeer extends ServerPeer {

    private final Tomcat tomcat = new Tomcat();
    private final Context shop;

    TomcatPeer() {
        tomcat.setBaseDir(System.getProperty("java.io.tmpdir"));
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        shop = tomcat.addContext("", null);
        Tomcat.addServlet(shop, "shop", new HttpServlet() {
            @Override
            protected void doGet(HttpServletRequest request, HttpServletResponse response) {
                arrived().join();
            }
        });
        shop.addServletMappingDecoded("/", "shop");
        try {
            tomcat.start();
        } catch (LifecycleException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    int port() {
        return tomcat.getConnector().getLocalPort();
    }

    @Override
    void drain() throws LifecycleException {
        shop.stop();
    }

    @Override
    void stop() throws LifecycleException {
        tomcat.stop();
        tomcat.destroy();
    }
}
