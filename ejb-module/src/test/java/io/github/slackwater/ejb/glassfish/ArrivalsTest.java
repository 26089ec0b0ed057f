package io.github.slackwater.ejb.glassfish;

import static org.assertj.core.api.Assertions.assertThat;

import org.glassfish.internal.data.ApplicationInfo;
import org.glassfish.internal.data.ApplicationRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ArrivalsTest {

    @Test
    void aDeploymentThatComesMeanwhileDoesNotDisturbTheLookAtThoseThatAreThere() {
        Growing registry = new Growing();
        ApplicationInfo shop = registry.put("shop");
        ApplicationInfo ledger = registry.put("ledger");

        assertThat(Arrivals.present(registry)).containsExactly(shop, ledger);
    }

    /** Payara's own. Whoever looks at one deployment is overtaken by the next. */
    private static final class Growing extends ApplicationRegistry {
        private int late;

        ApplicationInfo put(String name) {
            ApplicationInfo deployment = new ApplicationInfo(null, null, name);
            add(name, deployment);
            return deployment;
        }

        @Override
        public @Nullable ApplicationInfo get(String name) {
            put("late" + late++);
            return super.get(name);
        }
    }
}
