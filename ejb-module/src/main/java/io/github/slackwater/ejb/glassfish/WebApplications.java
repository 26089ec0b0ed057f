package io.github.slackwater.ejb.glassfish;

import com.sun.enterprise.deployment.Application;
import com.sun.enterprise.deployment.WebBundleDescriptor;
import com.sun.enterprise.deployment.web.ContextParameter;
import io.github.slackwater.core.ApplicationLifecycle;
import io.github.slackwater.ejb.ServerGate;
import java.util.stream.Stream;
import org.glassfish.internal.data.ApplicationInfo;

/** The web applications of a deployment, by the names that the filter gives them. */
final class WebApplications {

    private WebApplications() {}

    static Stream<String> of(ApplicationInfo deployment) {
        return descriptors(deployment).map(web -> ApplicationLifecycle.nameOf(web.getContextRoot()));
    }

    /** The context paths of those that are to be covered. */
    static Stream<String> coveredPaths(ApplicationInfo deployment) {
        return descriptors(deployment)
                .filter(web -> web.getContextParametersSet().stream().noneMatch(WebApplications::leavesAlone))
                .map(WebBundleDescriptor::getContextRoot);
    }

    /** The same context parameter that the filter heeds. */
    private static boolean leavesAlone(ContextParameter parameter) {
        return parameter.getName().equals(ServerGate.COVERED)
                && parameter.getValue().strip().equalsIgnoreCase("false");
    }

    private static Stream<WebBundleDescriptor> descriptors(ApplicationInfo deployment) {
        Application application = deployment.getMetaData(Application.class);
        return application == null
                ? Stream.empty()
                : application.getBundleDescriptors(WebBundleDescriptor.class).stream();
    }
}
