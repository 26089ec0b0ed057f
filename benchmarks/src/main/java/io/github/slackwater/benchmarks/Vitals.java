package io.github.slackwater.benchmarks;

import java.io.IOException;
import java.lang.management.MemoryUsage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;

/**
 * What a JVM holds after full collections. Immutable.
 *
 * @param heapBytes in use
 * @param loadedClasses loaded now
 * @param classLoaders instances of classes whose name ends with {@code ClassLoader}
 * @param shops instances of the shop's bean: one for each deployment that is still in memory
 * @param ours instances of Slackwater's own classes
 * @param threads alive
 * @param mbeans registered in the platform's MBean server
 * @param bytesByClass the whole histogram
 * @param instancesByClass of class loaders and of Slackwater's classes
 */
record Vitals(
        long heapBytes,
        long loadedClasses,
        long classLoaders,
        long shops,
        long ours,
        long threads,
        long mbeans,
        Map<String, Long> bytesByClass,
        Map<String, Long> instancesByClass) {

    private static final String OURS = "io.github.slackwater.";
    private static final String EXAMPLES = OURS + "examples.";
    private static final String SHOP = EXAMPLES + "shop.Shop";
    private static final int COLLECTIONS = 3;
    private static final Pattern LINE = Pattern.compile("\\s*\\d+:\\s+(\\d+)\\s+(\\d+)\\s+(\\S+).*");

    /** Collects several times, with a moment between them for what is only freed by a thread of its own. Takes seconds. */
    static Vitals of(MBeanServerConnection jmx) throws IOException, InterruptedException {
        try {
            ObjectName memory = new ObjectName("java.lang:type=Memory");
            for (int i = 0; i < COLLECTIONS; i++) {
                jmx.invoke(memory, "gc", new Object[0], new String[0]);
                TimeUnit.SECONDS.sleep(1);
            }
            jmx.invoke(memory, "gc", new Object[0], new String[0]);
            long heap = MemoryUsage.from((CompositeData) jmx.getAttribute(memory, "HeapMemoryUsage"))
                    .getUsed();
            Object histogram = jmx.invoke(
                    new ObjectName("com.sun.management:type=DiagnosticCommand"),
                    "gcClassHistogram",
                    new Object[] {new String[0]},
                    new String[] {String[].class.getName()});
            return of(
                    heap,
                    number(jmx, "java.lang:type=ClassLoading", "LoadedClassCount"),
                    number(jmx, "java.lang:type=Threading", "ThreadCount"),
                    jmx.getMBeanCount(),
                    String.valueOf(histogram).lines().toList());
        } catch (JMException e) {
            throw new IOException("the JVM's own MBeans do not answer as they should", e);
        }
    }

    static Vitals of(long heap, long classes, long threads, long mbeans, List<String> histogram) {
        long loaders = 0;
        long shops = 0;
        long ours = 0;
        Map<String, Long> bytes = new HashMap<>();
        Map<String, Long> counted = new HashMap<>();
        for (String line : histogram) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                long instances = Long.parseLong(matcher.group(1));
                String name = matcher.group(3);
                bytes.merge(name, Long.parseLong(matcher.group(2)), Long::sum);
                boolean loader = name.endsWith("ClassLoader");
                boolean our = name.startsWith(OURS) && !name.startsWith(EXAMPLES);
                loaders += loader ? instances : 0;
                shops += name.equals(SHOP) ? instances : 0;
                ours += our ? instances : 0;
                if (loader || our) {
                    counted.merge(name, instances, Long::sum);
                }
            }
        }
        return new Vitals(heap, classes, loaders, shops, ours, threads, mbeans, Map.copyOf(bytes), Map.copyOf(counted));
    }

    /** How much more heap is in use than before, in percent. */
    double heapGrowthPercent(Vitals before) {
        return 100.0 * (heapBytes - before.heapBytes) / before.heapBytes;
    }

    /** The classes that grew most since then, as {@code name +bytes}. */
    List<String> grown(Vitals before, int most) {
        return grown(before.bytesByClass, bytesByClass, most);
    }

    /** The class loaders and classes of Slackwater with more instances than then, as {@code name +instances}. */
    List<String> multiplied(Vitals before, int most) {
        return grown(before.instancesByClass, instancesByClass, most);
    }

    private static List<String> grown(Map<String, Long> before, Map<String, Long> after, int most) {
        return after.entrySet().stream()
                .map(entry -> Map.entry(entry.getKey(), entry.getValue() - before.getOrDefault(entry.getKey(), 0L)))
                .filter(entry -> entry.getValue() > 0)
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(most)
                .map(entry -> entry.getKey() + " +" + entry.getValue())
                .toList();
    }

    private static long number(MBeanServerConnection jmx, String bean, String attribute)
            throws IOException, JMException {
        return ((Number) jmx.getAttribute(new ObjectName(bean), attribute)).longValue();
    }
}
