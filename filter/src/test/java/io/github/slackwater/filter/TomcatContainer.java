package io.github.slackwater.filter;

import jakarta.servlet.ServletContainerInitializer;
import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.ErrorPage;
import org.jspecify.annotations.Nullable;

final class TomcatContainer implements Container {

    private final Tomcat tomcat = new Tomcat();
    private @Nullable Context application;

    @Override
    public void start(Map<String, String> contextParameters, List<ServletContainerInitializer> initializers)
            throws Exception {
        tomcat.setBaseDir(new File("target/tomcat").getAbsolutePath());
        tomcat.setHostname("127.0.0.1");
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        Context context = tomcat.addContext(CONTEXT_PATH, null);
        contextParameters.forEach(context::addParameter);
        initializers.forEach(initializer -> context.addServletContainerInitializer(initializer, Set.of()));
        ErrorPage page = new ErrorPage();
        page.setErrorCode(418);
        page.setLocation(ERROR_PAGE);
        context.addErrorPage(page);
        application = context;
        tomcat.start();
    }

    @Override
    public Container fresh() {
        return new TomcatContainer();
    }

    @Override
    public int port() {
        return tomcat.getConnector().getLocalPort();
    }

    @Override
    public void undeploy() throws Exception {
        if (application != null) {
            tomcat.getHost().removeChild(application);
        }
    }

    @Override
    public void stop() throws Exception {
        tomcat.stop();
        tomcat.destroy();
    }
}
