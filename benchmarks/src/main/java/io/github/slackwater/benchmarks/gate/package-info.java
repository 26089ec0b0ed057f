/** What a request costs at the gate, beside the same work done by the published classes of others. */
@NullMarked
package io.github.slackwater.benchmarks.gate;

import org.jspecify.annotations.NullMarked;
