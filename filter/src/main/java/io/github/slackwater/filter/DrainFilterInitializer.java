package io.github.slackwater.filter;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts the {@link DrainFilter} before all other filters of an application.
 *
 * <p>The container finds this class through {@code META-INF/services} in {@code WEB-INF/lib} and in the server's own
 * libraries alike, and also where {@code web.xml} is {@code metadata-complete} (Jakarta Servlet 6.0, section 8.2.4). A
 * {@code web-fragment.xml} is read in {@code WEB-INF/lib} only; ours therefore registers nothing: it asks that this class
 * is called before others of its kind, and leaves the application distributable.
 */
public final class DrainFilterInitializer implements ServletContainerInitializer {

    /** The name of the filter: where it is taken, by {@code web.xml} or by another copy of this jar, it is left alone. */
    static final String FILTER = "slackwater";

    private static final System.Logger LOG = System.getLogger(DrainFilterInitializer.class.getName());

    /** Called by the container. */
    public DrainFilterInitializer() {}

    @Override
    public void onStartup(@Nullable Set<Class<?>> none, ServletContext context) {
        if (!Coverage.of(context) || Coverage.isManager(context) || context.getFilterRegistration(FILTER) != null) {
            return;
        }
        DrainFilter filter = new DrainFilter();
        FilterRegistration.Dynamic registration = context.addFilter(FILTER, filter);
        if (registration == null) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Slackwater: {0} is not covered: its filter \"{1}\" is declared but not complete",
                    Coverage.name(context),
                    FILTER);
            return;
        }
        registration.setAsyncSupported(true);
        // FORWARD, INCLUDE and ERROR go on with a request that was counted when it came.
        registration.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC), false, "/*");
        context.addListener(filter);
    }
}
