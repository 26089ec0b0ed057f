package io.github.slackwater.ejb.wildfly;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one balancer of mod_cluster says of its nodes and their contexts, by the message INFO of its protocol, in lines such as
 *
 * <pre>
 * Node: [2],Name: one,Balancer: mycluster,LBGroup: ,Host: 127.0.0.1,Port: 8080,Type: http,...
 * Context: [2:1:5], Context: /shop, Status: ENABLED
 * </pre>
 *
 * where a context begins with the number of its node.
 */
final class ProxyInfo {

    private static final Pattern NODE = Pattern.compile("(?m)^Node: \\[(\\d+)],\\s*Name: ([^,]*),");
    private static final Pattern ENABLED =
            Pattern.compile("(?m)^Context: \\[(\\d+):[^]]*],\\s*Context: ([^,]*),\\s*Status: ENABLED\\s*$");

    /** By the name of the node. */
    private final Map<String, Set<String>> enabledPaths = new HashMap<>();

    ProxyInfo(String text) {
        Map<String, Set<String>> byNumber = new HashMap<>();
        Matcher contexts = ENABLED.matcher(text);
        contexts.results()
                .forEach(found -> byNumber.computeIfAbsent(found.group(1), number -> new HashSet<>())
                        .add(found.group(2)));
        for (MatchResult node : NODE.matcher(text).results().toList()) {
            enabledPaths.put(node.group(2), byNumber.getOrDefault(node.group(1), Set.of()));
        }
    }

    /** Whether the balancer sends new requests for this context path to this node. */
    boolean isEnabled(String node, String contextPath) {
        return enabledPaths.getOrDefault(node, Set.of()).contains(contextPath);
    }
}
