package io.github.slackwater.it;

import java.nio.file.Path;
import org.jboss.arquillian.container.spi.client.container.ContainerConfiguration;
import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.container.spi.client.protocol.ProtocolDescription;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.shrinkwrap.api.Archive;

/**
 * Stands in where no Arquillian adapter fits: deploys to the server that the rig has started, as its administrator does.
 * The name of an archive, without its extension, is that of the application.
 */
public final class RigContainer implements DeployableContainer<RigContainer.Configuration> {

    /** There is nothing to configure: the rig knows the server. */
    public static final class Configuration implements ContainerConfiguration {
        @Override
        public void validate() {}
    }

    @Override
    public Class<Configuration> getConfigurationClass() {
        return Configuration.class;
    }

    @Override
    public void start() {
        // ServersExtension has started it.
    }

    @Override
    public void stop() {
        // ServersExtension ends it.
    }

    @Override
    public ProtocolDescription getDefaultProtocol() {
        return new ProtocolDescription("Local");
    }

    @Override
    public ProtocolMetaData deploy(Archive<?> archive) throws DeploymentException {
        Path file = Artifacts.export(archive, Artifacts.folder("archives"));
        try {
            admin().deploy(name(archive), file);
        } catch (RuntimeException e) {
            throw new DeploymentException(archive.getName() + ": cannot be deployed", e);
        }
        return new ProtocolMetaData();
    }

    @Override
    public void undeploy(Archive<?> archive) throws DeploymentException {
        try {
            admin().undeploy(name(archive));
        } catch (RuntimeException e) {
            throw new DeploymentException(archive.getName() + ": cannot be undeployed", e);
        }
    }

    private static Admin admin() {
        return ServersExtension.kind().deployed().admin();
    }

    private static String name(Archive<?> archive) {
        return archive.getName().replaceFirst("\\.[^.]*$", "");
    }
}
