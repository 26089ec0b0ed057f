package io.github.slackwater.cli.redeploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A standalone WildFly. A new version that cannot be started it replaces by the one before, by itself. */
final class WildFlyAdministration implements Administration {

    private static final String WAR = ".war";

    private final URI address;
    private final WildFlyManagement management;
    private final String name;
    private String runtimeName;

    WildFlyAdministration(URI address, WildFlyManagement management, String name) {
        this.address = address;
        this.management = management;
        this.name = name;
        this.runtimeName = name;
    }

    @Override
    public String address() {
        return Web.hostAndPort(address);
    }

    @Override
    public String key() {
        return "wildfly-%s_%d".formatted(address.getHost(), Web.port(address));
    }

    @Override
    public @Nullable String check() {
        String type = management.read(attribute(null, "launch-type")).asText();
        if (!type.equals("STANDALONE")) {
            throw new RedeployFailure(
                    RedeployCode.FAILED, "%s is a server of type %s (expected STANDALONE)".formatted(address(), type));
        }
        List<String> deployments = new ArrayList<>();
        management
                .read(WildFlyManagement.operation("read-children-names", null).put("child-type", "deployment"))
                .forEach(deployment -> deployments.add(deployment.asText()));
        if (!deployments.contains(name)) {
            throw new RedeployFailure(
                    RedeployCode.NOT_DEPLOYED,
                    "%s is not deployed at %s (expected one of: %s)"
                            .formatted(name, address(), String.join(", ", deployments)));
        }
        runtimeName = management.read(attribute(name, "runtime-name")).asText();
        return runtimeName.endsWith(WAR) ? application(contextPath()) : null;
    }

    private static String application(String path) {
        return path.equals("/") ? "ROOT" : path.substring(1);
    }

    /** A WAR whose redeploy WildFly has rolled back goes without its subsystem until the next start. */
    private String contextPath() {
        ObjectNode read = attribute(name, "context-root");
        read.withArray("address").addObject().put("subsystem", "undertow");
        try {
            String path = management.read(read).asText();
            if (path.startsWith("/")) {
                return path;
            }
        } catch (RedeployFailure e) {
            if (e.code() != RedeployCode.FAILED) {
                throw e;
            }
        }
        return "/" + runtimeName.substring(0, runtimeName.length() - WAR.length());
    }

    private static ObjectNode attribute(@Nullable String deployment, String attribute) {
        return WildFlyManagement.operation("read-attribute", deployment).put("name", attribute);
    }

    /** The hash of what is deployed. */
    @Override
    public String identity() {
        try {
            JsonNode content = management.read(attribute(name, "content"));
            return content.path(0).path("hash").toString();
        } catch (RedeployFailure e) {
            if (e.code() == RedeployCode.FAILED) {
                return "";
            }
            throw e;
        }
    }

    @Override
    public Map<String, String> properties() {
        return Map.of();
    }

    @Override
    public Path save(Path folder) {
        Path file = folder.resolve("previous" + extension());
        try {
            return management.download(WildFlyManagement.operation("read-content", name), file);
        } catch (RedeployFailure e) {
            throw e.code() == RedeployCode.FAILED
                    ? new RedeployFailure(
                            RedeployCode.NOT_SAVED,
                            name
                                    + " is not kept by the server as one file (expected --previous FILE, or --no-rollback)",
                            e.details(),
                            e)
                    : e;
        }
    }

    /** No more of what the server says becomes the name of a file here. */
    private String extension() {
        int dot = runtimeName.lastIndexOf('.');
        String extension = dot < 0 ? "" : runtimeName.substring(dot);
        return extension.matches("\\.[A-Za-z0-9]{1,10}") ? extension : "";
    }

    /** What {@code deployment deploy-file --replace} does. */
    @Override
    public void deploy(Path archive) {
        ObjectNode operation = WildFlyManagement.operation("full-replace-deployment", null)
                .put("name", name)
                .put("runtime-name", runtimeName)
                .put("enabled", true);
        operation.putArray("content").addObject().put("input-stream-index", 0);
        try {
            management.upload(operation, archive);
        } catch (RedeployFailure e) {
            throw e.code() == RedeployCode.FAILED
                    ? new RedeployFailure(
                            RedeployCode.NEW_VERSION_REFUSED, "the server refused " + archive, e.details(), e)
                    : e;
        }
    }

    /** A deployment that is rolled back stays there with all that it has. */
    @Override
    public void putBack(Path archive, Map<String, String> properties) {
        deploy(archive);
    }

    @Override
    public String describeSave() {
        return "read-content of deployment %s".formatted(name);
    }

    @Override
    public String describeDeploy(Path archive) {
        return "full-replace-deployment name=%s runtime-name=%s with %s at %s"
                .formatted(name, runtimeName, archive, address.resolve("/management-upload"));
    }
}
