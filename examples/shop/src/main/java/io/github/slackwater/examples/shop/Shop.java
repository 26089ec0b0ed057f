package io.github.slackwater.examples.shop;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Properties;
import java.util.UUID;

/** What the shop sells, and which deployment of the shop this is. */
@ApplicationScoped
public class Shop {
    private String version = "";
    private String instance = "";
    private Instant deployed = Instant.EPOCH;
    private JsonArray items = JsonArray.EMPTY_JSON_ARRAY;

    @PostConstruct
    void open() {
        version = readVersion();
        instance = UUID.randomUUID().toString().substring(0, 8);
        deployed = Instant.now();
        items = Json.createArrayBuilder()
                .add(item("tide-table", "Tide table, this year's", 950))
                .add(item("chart", "Chart of the sound, 1:50000", 2400))
                .add(item("lead-line", "Lead line, 20 fathoms", 3150))
                .add(item("oilskin", "Oilskin coat", 12900))
                .build();
    }

    /** The bean is made when the application starts, so that its instance id is the deployment's. */
    static void started(@Observes @Initialized(ApplicationScoped.class) Object event, Shop shop) {
        shop.instance();
    }

    /** The version that Maven built. */
    public String version() {
        return version;
    }

    /** Eight characters that are new in each deployment. */
    public String instance() {
        return instance;
    }

    /** When this deployment started. */
    public Instant deployed() {
        return deployed;
    }

    /** Everything on sale. */
    public JsonArray items() {
        return items;
    }

    private static JsonObjectBuilder item(String id, String name, int cents) {
        return Json.createObjectBuilder().add("id", id).add("name", name).add("cents", cents);
    }

    private static String readVersion() {
        Properties properties = new Properties();
        try (InputStream in = Shop.class.getResourceAsStream("/shop.properties")) {
            if (in == null) {
                throw new IllegalStateException(
                        "/shop.properties: not in the application (expected in WEB-INF/classes)");
            }
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version", "unknown");
    }
}
