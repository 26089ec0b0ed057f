package io.github.slackwater.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class VitalsTest {
    private static final List<String> HISTOGRAM = """
             num     #instances         #bytes  class name (module)
            -------------------------------------------------------
               1:          1000          64000  [B (java.base@17.0.15)
               2:            12           1200  org.glassfish.web.loader.WebappClassLoader
               3:             3            300  java.net.URLClassLoader (java.base@17.0.15)
               4:             1             40  io.github.slackwater.examples.shop.Shop
               5:             1             40  io.github.slackwater.examples.shop.Shop
               6:             7            168  io.github.slackwater.core.Gate
            Total          1024          65748
            """.lines().toList();

    @Test
    void theHistogramIsCountedByWhatItHolds() {
        Vitals vitals = Vitals.of(1_000, 2_000, 30, 400, HISTOGRAM);

        assertThat(vitals.classLoaders()).isEqualTo(15);
        assertThat(vitals.shops()).as("one class for each deployment").isEqualTo(2);
        assertThat(vitals.ours()).isEqualTo(7);
        assertThat(vitals.bytesByClass()).containsEntry("[B", 64_000L).hasSize(5);
    }

    @Test
    void growthIsInPercentOfWhatWasThereAndByClass() {
        Vitals before = Vitals.of(1_000, 0, 0, 0, List.of("1: 10 1000 a.Grows", "2: 10 1000 b.Stays"));
        Vitals after = Vitals.of(1_050, 0, 0, 0, List.of("1: 10 1500 a.Grows", "2: 10 1000 b.Stays", "3: 1 16 c.New"));

        assertThat(after.heapGrowthPercent(before)).isEqualTo(5.0);
        assertThat(after.grown(before, 5)).containsExactly("a.Grows +500", "c.New +16");
        assertThat(after.grown(before, 1)).containsExactly("a.Grows +500");
        assertThat(after.multiplied(before, 5)).isEmpty();
        assertThat(Vitals.of(0, 0, 0, 0, HISTOGRAM).multiplied(before, 5))
                .containsExactly(
                        "org.glassfish.web.loader.WebappClassLoader +12",
                        "io.github.slackwater.core.Gate +7",
                        "java.net.URLClassLoader +3");
    }
}
