package io.github.slackwater.filter;

import jakarta.servlet.ServletContainerInitializer;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

final class JettyContainer implements Container {

    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    private final ServletContextHandler application = new ServletContextHandler(ServletContextHandler.SESSIONS);

    @Override
    public void start(Map<String, String> contextParameters, List<ServletContainerInitializer> initializers)
            throws Exception {
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        application.setContextPath(CONTEXT_PATH);
        contextParameters.forEach(application::setInitParameter);
        initializers.forEach(application::addServletContainerInitializer);
        ErrorPageErrorHandler errors = new ErrorPageErrorHandler();
        errors.addErrorPage(418, ERROR_PAGE);
        application.setErrorHandler(errors);
        server.setHandler(application);
        server.start();
    }

    @Override
    public Container fresh() {
        return new JettyContainer();
    }

    @Override
    public int port() {
        return connector.getLocalPort();
    }

    @Override
    public void undeploy() throws Exception {
        application.stop();
    }

    @Override
    public void stop() throws Exception {
        server.stop();
    }
}
