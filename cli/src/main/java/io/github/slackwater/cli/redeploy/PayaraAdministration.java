package io.github.slackwater.cli.redeploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Payara Server, and GlassFish. A new version that cannot be started leaves no application there; what was deployed is then
 * deployed again, with its context root, order, libraries and availability.
 */
final class PayaraAdministration implements Administration {

    private static final String APPLICATIONS = "applications/application";

    private static final String ORDER = "deploymentorder";
    private static final String USUAL_ORDER = "100";

    /** The attributes of a deployment that a new one would not have by itself, and the options of the deployment for them. */
    private static final Map<String, String> OPTIONS = Map.of(
            "contextRoot", "contextroot",
            "deploymentOrder", ORDER,
            "libraries", "libraries",
            "availabilityEnabled", "availabilityenabled");

    private static final String WAYS = "--previous FILE, or --no-rollback";

    private final URI address;
    private final PayaraRest rest;
    private final String name;
    private final boolean keepState;
    private @Nullable JsonNode deployed;

    PayaraAdministration(URI address, PayaraRest rest, String name, boolean keepState) {
        this.address = address;
        this.rest = rest;
        this.name = name;
        this.keepState = keepState;
    }

    @Override
    public String address() {
        return Web.hostAndPort(address);
    }

    @Override
    public String key() {
        return "payara-%s-%d".formatted(address.getHost(), Web.port(address));
    }

    @Override
    public @Nullable String check() {
        JsonNode found = entity();
        if (found == null) {
            throw new RedeployFailure(RedeployCode.NOT_DEPLOYED, "%s is not deployed on %s".formatted(name, address()));
        }
        deployed = found;
        String path = text(found, "contextRoot");
        if (path.isEmpty()) {
            return null;
        }
        String application = path.replaceFirst("^/", "");
        return application.isEmpty() ? "ROOT" : application;
    }

    /** GlassFish does not tell the time: there every version is put back, even where it was not replaced. */
    @Override
    public String identity() {
        JsonNode found = entity();
        return found == null ? "" : text(found, "timeDeployed");
    }

    @Override
    public Map<String, String> properties() {
        Map<String, String> properties = new TreeMap<>();
        JsonNode found = deployed;
        if (found != null) {
            OPTIONS.forEach((attribute, option) -> {
                String value = text(found, attribute);
                if (!value.isEmpty()) {
                    properties.put(option, value);
                }
            });
        }
        return properties;
    }

    private @Nullable JsonNode entity() {
        JsonNode entity =
                rest.get(APPLICATIONS + "/" + name).path("extraProperties").path("entity");
        // Of an application that is not there some releases give an empty one.
        return text(entity, "name").equals(name) ? entity : null;
    }

    private static String text(JsonNode entity, String attribute) {
        JsonNode value = entity.path(attribute);
        return value.isValueNode() && !value.isNull() ? value.asText() : "";
    }

    @Override
    public Path save(Path folder) {
        if (deployed != null && text(deployed, "directoryDeployed").equals("true")) {
            throw notSaved(
                    name + " is deployed from a folder, which Payara does not keep (expected " + WAYS + ")", null);
        }
        if (!isThisMachine()) {
            throw notSaved(
                    "the deployed archive is on %s, out of reach (expected %s)".formatted(address.getHost(), WAYS),
                    null);
        }
        Path kept = kept();
        Path copy = folder.resolve(name.replace(':', '_') + extension(kept));
        try {
            return Files.copy(kept, copy);
        } catch (IOException e) {
            throw notSaved("%s: cannot be read (expected the deployed archive there, or %s)".formatted(kept, WAYS), e);
        }
    }

    private boolean isThisMachine() {
        try {
            return InetAddress.getByName(address.getHost()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** Where the server keeps what was deployed. */
    private Path kept() {
        String root = rest.get("locations").findPath("Domain-Root").asText();
        String location = "";
        for (JsonNode property :
                rest.get(APPLICATIONS + "/" + name + "/property").findPath("properties")) {
            if (text(property, "name").equals("appLocation")) {
                location = text(property, "value");
            }
        }
        if (root.isEmpty() || !location.contains("}/")) {
            throw notTold(null);
        }
        String below = location.substring(location.indexOf("}/") + 2).replace("+", "%2B");
        try {
            return Path.of(root, URLDecoder.decode(below, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw notTold(e);
        }
    }

    private RedeployFailure notTold(@Nullable Exception cause) {
        return notSaved(address() + " does not tell where it keeps the archive (expected " + WAYS + ")", cause);
    }

    private static RedeployFailure notSaved(String message, @Nullable Exception cause) {
        return new RedeployFailure(RedeployCode.NOT_SAVED, message, cause);
    }

    @Override
    public void deploy(Path archive) {
        post(archive, inOrder(new Multipart(), properties()));
    }

    @Override
    public void putBack(Path archive, Map<String, String> properties) {
        Multipart form = new Multipart();
        if (entity() == null) {
            properties.forEach((option, value) -> {
                Multipart unused = form.field(option, value);
            });
            post(archive, form);
        } else {
            post(archive, inOrder(form, properties));
        }
    }

    /** A deployment by force keeps the context root, and not the order. */
    private static Multipart inOrder(Multipart form, Map<String, String> properties) {
        String order = properties.get(ORDER);
        return order == null || order.equals(USUAL_ORDER) ? form : form.field(ORDER, order);
    }

    /** What {@code asadmin redeploy} is for the server as well: a deployment by force, under the same name. */
    private void post(Path archive, Multipart form) {
        Multipart complete = form.field("name", name).field("force", "true");
        if (keepState) {
            complete = complete.field("keepstate", "true");
        }
        try {
            rest.post(APPLICATIONS, complete.file("id", uploadName(archive), archive));
        } catch (FileNotFoundException e) {
            throw new RedeployFailure(RedeployCode.FAILED, archive + ": cannot be read any more", e);
        } catch (RedeployFailure e) {
            throw e.code() == RedeployCode.FAILED
                    ? new RedeployFailure(
                            RedeployCode.NEW_VERSION_REFUSED, "the server refused " + archive, e.details(), e)
                    : e;
        }
    }

    /**
     * The server writes what is uploaded into its temporary folder under this very name: it has to be one that nobody else
     * has there, least of all the archive itself.
     */
    private String uploadName(Path archive) {
        String unique = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        return "slackwater-%s-%s%s".formatted(unique, name.replace(':', '_'), extension(archive));
    }

    private static String extension(Path archive) {
        String file = String.valueOf(archive.getFileName()).toLowerCase(Locale.ROOT);
        return file.matches(".*\\.(war|ear|jar|rar)") ? file.substring(file.lastIndexOf('.')) : ".war";
    }

    @Override
    public String describeSave() {
        return "copy the archive from the domain's applications/__internal/" + name;
    }

    @Override
    public String describeDeploy(Path archive) {
        return "POST %s name=%s force=true%s id=@%s"
                .formatted(rest.resource(APPLICATIONS), name, keepState ? " keepstate=true" : "", archive);
    }
}
