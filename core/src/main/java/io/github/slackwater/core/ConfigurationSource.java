package io.github.slackwater.core;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where configuration values come from: MicroProfile Config where the server has it; else system properties, then
 * environment variables by the rule of MicroProfile Config (section "Environment Variables Mapping Rules").
 */
public final class ConfigurationSource {

    private static final System.Logger LOG = System.getLogger(ConfigurationSource.class.getName());

    private ConfigurationSource() {}

    /**
     * The source for code that runs on this thread.
     *
     * @return gives the value of a key, or null; reads it anew at each call
     */
    public static UnaryOperator<@Nullable String> detect() {
        UnaryOperator<@Nullable String> microProfile = microProfileConfig();
        return microProfile != null ? microProfile : ConfigurationSource::plain;
    }

    /** By reflection: most servers of plain Jakarta EE lack the API, and core depends on nothing. */
    private static @Nullable UnaryOperator<@Nullable String> microProfileConfig() {
        try {
            ClassLoader context = Thread.currentThread().getContextClassLoader();
            Class<?> provider = Class.forName(
                    "org.eclipse.microprofile.config.ConfigProvider",
                    true,
                    context != null ? context : ConfigurationSource.class.getClassLoader());
            Object config = provider.getMethod("getConfig").invoke(null);
            Method value = Class.forName("org.eclipse.microprofile.config.Config", true, provider.getClassLoader())
                    .getMethod("getOptionalValue", String.class, Class.class);
            return key -> read(config, value, key);
        } catch (ClassNotFoundException e) {
            return null;
        } catch (ReflectiveOperationException | LinkageError e) {
            LOG.log(System.Logger.Level.DEBUG, "Slackwater: MicroProfile Config is there but cannot be used", e);
            return null;
        }
    }

    private static @Nullable String read(Object config, Method value, String key) {
        try {
            return (String) ((Optional<?>) value.invoke(config, key, String.class)).orElse(null);
        } catch (IllegalAccessException | InvocationTargetException e) {
            LOG.log(System.Logger.Level.DEBUG, "Slackwater: MicroProfile Config gave no value for " + key, e);
            return plain(key);
        }
    }

    static @Nullable String plain(String key) {
        String property = System.getProperty(key);
        return property != null ? property : environment(key, System::getenv);
    }

    static @Nullable String environment(String key, UnaryOperator<@Nullable String> environment) {
        String exact = environment.apply(key);
        if (exact != null) {
            return exact;
        }
        String mapped = key.replaceAll("[^a-zA-Z0-9]", "_");
        String value = environment.apply(mapped);
        return value != null ? value : environment.apply(mapped.toUpperCase(Locale.ROOT));
    }
}
