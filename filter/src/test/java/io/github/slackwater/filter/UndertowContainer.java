package io.github.slackwater.filter;

import io.undertow.Undertow;
import io.undertow.server.handlers.PathHandler;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.ServletContainerInitializerInfo;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import jakarta.servlet.ServletContainerInitializer;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

final class UndertowContainer implements Container {

    private @Nullable Undertow server;
    private @Nullable DeploymentManager manager;

    @Override
    public void start(Map<String, String> contextParameters, List<ServletContainerInitializer> initializers)
            throws Exception {
        DeploymentInfo deployment = Servlets.deployment()
                .setClassLoader(UndertowContainer.class.getClassLoader())
                .setContextPath(CONTEXT_PATH)
                .setDeploymentName("shop.war")
                .addErrorPage(Servlets.errorPage(ERROR_PAGE, 418));
        contextParameters.forEach(deployment::addInitParameter);
        initializers.forEach(
                initializer -> deployment.addServletContainerInitializer(new ServletContainerInitializerInfo(
                        initializer.getClass(), new ImmediateInstanceFactory<>(initializer), Set.of())));
        manager = Servlets.defaultContainer().addDeployment(deployment);
        manager.deploy();
        PathHandler paths = new PathHandler().addPrefixPath(CONTEXT_PATH, manager.start());
        server = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setHandler(paths)
                .setIoThreads(2)
                .setWorkerThreads(16)
                .build();
        server.start();
    }

    @Override
    public Container fresh() {
        return new UndertowContainer();
    }

    @Override
    public int port() {
        if (server == null) {
            throw new IllegalStateException("not started");
        }
        return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
    }

    @Override
    public void undeploy() throws Exception {
        DeploymentManager deployed = manager;
        manager = null;
        if (deployed != null) {
            deployed.stop();
            deployed.undeploy();
        }
    }

    @Override
    public void stop() throws Exception {
        undeploy();
        if (server != null) {
            server.stop();
        }
    }
}
