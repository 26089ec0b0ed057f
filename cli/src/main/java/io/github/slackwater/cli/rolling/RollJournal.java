package io.github.slackwater.cli.rolling;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was done, on disk: a line of JSON for each step, there for good before the step is done. It survives the command and the
 * machine that it runs on; a line that was cut off is none. One command at a time has it. For all threads.
 */
public final class RollJournal implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final System.Logger LOG = System.getLogger(RollJournal.class.getName());
    private static final String WHAT = "what";
    private static final String BEGIN = "begin";
    private static final String END = "end";

    private final Path file;
    private final FileChannel channel;
    private final Map<String, NodeHistory> nodes = new LinkedHashMap<>();
    private final Set<Long> pids = new HashSet<>();
    private @Nullable Work work;
    private String holder = "";
    private boolean ended;

    private RollJournal(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Opens it, and reads what is there.
     *
     * @throws RollFailure with {@link RollCode#BUSY} if another command has it
     */
    public static RollJournal open(Path file) {
        RollJournal journal = null;
        try {
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            journal = new RollJournal(file, channel);
            journal.lock();
            journal.read();
            return journal;
        } catch (IOException e) {
            close(journal);
            throw new RollFailure(
                    RollCode.FAILED,
                    "%s: cannot be kept (expected a file that can be written): %s".formatted(file, e),
                    e);
        } catch (RollFailure e) {
            close(journal);
            throw e;
        }
    }

    private static void close(@Nullable RollJournal journal) {
        if (journal != null) {
            journal.close();
        }
    }

    private void lock() throws IOException {
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            throw busy(e);
        }
        if (lock == null) {
            throw busy(null);
        }
    }

    private RollFailure busy(@Nullable Exception cause) {
        return new RollFailure(RollCode.BUSY, "another command on this machine is at work with " + file, cause);
    }

    private void read() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int complete = 0;
        int line = 0;
        for (int at = 0; at < bytes.length; at++) {
            if (bytes[at] == '\n') {
                understood(++line, new String(bytes, complete, at - complete, StandardCharsets.UTF_8));
                complete = at + 1;
            }
        }
        if (complete < bytes.length && bytes[complete] != '{') {
            // Not the beginning of a line of ours: another file, which is not cut.
            throw noJournal(line + 1, null);
        }
        channel.truncate(complete);
        channel.position(complete);
    }

    private void understood(int number, String line) {
        try {
            JsonNode entry = JSON.readTree(line);
            if (!entry.isObject()) {
                throw noJournal(number, null);
            }
            understood(entry);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw noJournal(number, e);
        }
    }

    private RollFailure noJournal(int line, @Nullable Exception cause) {
        return new RollFailure(
                RollCode.FAILED,
                "%s:%d: is no journal (expected lines of JSON; remove it if it is nothing)".formatted(file, line),
                cause);
    }

    /** @throws IllegalArgumentException if a value is none of a journal's */
    private void understood(JsonNode entry) {
        switch (entry.path(WHAT).asText()) {
            case BEGIN -> {
                holder = entry.path("holder").asText();
                work = new Work(
                        Path.of(entry.path("fleet").asText()),
                        entry.path("fleetSha256").asText(),
                        Path.of(entry.path("archive").asText()),
                        entry.path("archiveSha256").asText(),
                        entry.path("text").textValue(),
                        entry.path("header").textValue());
                pids.add(entry.path("pid").asLong());
            }
            case "resume" -> pids.add(entry.path("pid").asLong());
            case END -> ended = true;
            default -> node(entry);
        }
    }

    private void node(JsonNode entry) {
        NodeHistory history = node(entry.path("node").asText());
        String step = entry.path("step").asText();
        switch (entry.path(WHAT).asText()) {
            case "node" -> history.begun();
            case "saved" ->
                history.saved(
                        new Version(Path.of(entry.path("file").asText()), properties(entry)),
                        entry.path("identity").asText());
            case "step" -> history.step(step);
            case "done" ->
                history.ended(NodeHistory.End.valueOf(entry.path("result").asText()));
            default -> LOG.log(System.Logger.Level.DEBUG, "of a later release: {0}", entry);
        }
    }

    /** None where the journal is of a release that had not asked for them. */
    private static Map<String, String> properties(JsonNode entry) {
        Map<String, String> properties = new HashMap<>();
        entry.path("properties")
                .properties()
                .forEach(property ->
                        properties.put(property.getKey(), property.getValue().asText()));
        return properties;
    }

    /** Where it is. */
    public Path file() {
        return file;
    }

    /** Whether it is of a roll that has begun and has not ended. */
    public boolean isUnfinished() {
        return work != null && !ended;
    }

    /** What it is of; null where nothing was begun. */
    public @Nullable Work work() {
        return work;
    }

    /** Who is at work, in words that name this roll and no other; also where it goes on in another process. */
    String holder() {
        return holder;
    }

    /** The processes that have worked with it. */
    public Set<Long> pids() {
        return Set.copyOf(pids);
    }

    /** What it says of a node. */
    synchronized NodeHistory node(String name) {
        return nodes.computeIfAbsent(name, unused -> new NodeHistory());
    }

    /** Where the versions of before are kept while the roll lasts. */
    Path savedFolder() {
        return file.resolveSibling(file.getFileName() + ".d");
    }

    /** Begins a new roll; what is there of an earlier one that has ended goes to {@code FILE.last}. */
    synchronized void begin(Work what, String who) {
        try {
            if (channel.size() > 0) {
                Path last = file.resolveSibling(file.getFileName() + ".last");
                Files.copy(file, last, StandardCopyOption.REPLACE_EXISTING);
                channel.truncate(0);
            }
            Files.createDirectories(savedFolder());
        } catch (IOException e) {
            throw cannotWrite(e);
        }
        nodes.clear();
        ended = false;
        work = what;
        holder = who + ", roll " + UUID.randomUUID().toString().substring(0, 8);
        long pid = ProcessHandle.current().pid();
        pids.add(pid);
        append(entry(BEGIN)
                .put("holder", holder)
                .put("pid", pid)
                .put("fleet", what.fleet().toString())
                .put("fleetSha256", what.fleetSha256())
                .put("archive", what.archive().toString())
                .put("archiveSha256", what.archiveSha256())
                .put("text", what.text())
                .put("header", what.header()));
    }

    /** Another process goes on. */
    synchronized void resume(String how) {
        long pid = ProcessHandle.current().pid();
        pids.add(pid);
        append(entry("resume").put("pid", pid).put("how", how));
    }

    synchronized void begun(String node, Order.Kind kind) {
        append(entry("node").put("node", node).put("work", kind.name()));
        node(node).begun();
    }

    synchronized void saved(String node, Version saved, String identity) {
        ObjectNode entry = entry("saved")
                .put("node", node)
                .put("file", saved.archive().toString())
                .put("identity", identity);
        ObjectNode properties = entry.putObject("properties");
        saved.properties().forEach(properties::put);
        append(entry);
        node(node).saved(saved, identity);
    }

    synchronized void step(String node, String step) {
        append(entry("step").put("node", node).put("step", step));
        node(node).step(step);
    }

    synchronized void done(String node, NodeHistory.End result, String message) {
        append(entry("done").put("node", node).put("result", result.name()).put("message", message));
        node(node).ended(result);
    }

    synchronized void end(RollCode code) {
        append(entry(END).put("code", code.number()));
        ended = true;
    }

    private static ObjectNode entry(String what) {
        return JSON.createObjectNode()
                .put("time", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString())
                .put(WHAT, what);
    }

    private void append(ObjectNode entry) {
        try {
            ByteBuffer line = ByteBuffer.wrap((entry + "\n").getBytes(StandardCharsets.UTF_8));
            while (line.hasRemaining()) {
                channel.write(line);
            }
            channel.force(true);
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    private RollFailure cannotWrite(IOException e) {
        return new RollFailure(RollCode.FAILED, "%s: cannot be written any more: %s".formatted(file, e), e);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, file + ": cannot be closed", e);
        }
    }
}
