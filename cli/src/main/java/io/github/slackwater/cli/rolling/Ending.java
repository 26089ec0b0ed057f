package io.github.slackwater.cli.rolling;

import java.util.ArrayList;
import java.util.List;

/** How a roll has ended, from the schedule when it is over. */
final class Ending {

    private final List<RollNode> nodes;
    private final Schedule schedule;
    private final RollCode code;

    /** @param stopped whether a signal has ended it */
    Ending(List<RollNode> nodes, Schedule schedule, Roll.Mode mode, boolean stopped) {
        this.nodes = nodes;
        this.schedule = schedule;
        this.code = outcome(mode, stopped);
    }

    RollCode code() {
        return code;
    }

    /** Whether nothing is left to do, to resume or to put back. */
    boolean isComplete() {
        return code == RollCode.DONE || code == RollCode.ROLLED_BACK;
    }

    private RollCode outcome(Roll.Mode mode, boolean stopped) {
        int updated = schedule.count(Stage.UPDATED) + schedule.count(Stage.SETTLING);
        if (!lost().isEmpty()) {
            return RollCode.NOT_GOOD;
        }
        if (stopped) {
            return RollCode.STOPPED;
        }
        if (mode == Roll.Mode.ROLL_BACK) {
            return updated == 0 ? RollCode.DONE : RollCode.MIXED;
        }
        boolean whole =
                schedule.reason().isEmpty() && schedule.count(Stage.FAILED) + schedule.count(Stage.WAITING) == 0;
        if (whole) {
            return RollCode.DONE;
        }
        return updated == 0 ? RollCode.ROLLED_BACK : RollCode.MIXED;
    }

    String message() {
        String counts = "the new version is on %d of %s"
                .formatted(schedule.count(Stage.UPDATED) + schedule.count(Stage.SETTLING), Count.nodes(nodes.size()));
        String skipped = schedule.count(Stage.SKIPPED) == 0
                ? ""
                : ", %d could not be reached".formatted(schedule.count(Stage.SKIPPED));
        String why = schedule.reason().isEmpty() ? "" : schedule.reason() + "; ";
        String lost = code == RollCode.NOT_GOOD ? "; not known to serve: " + lost() : "";
        return why + counts + skipped + lost + (isComplete() ? "" : "; --resume goes on, --roll-back puts back");
    }

    private String lost() {
        List<String> names = new ArrayList<>();
        for (int number = 0; number < nodes.size(); number++) {
            if (schedule.isInDoubt(number) && schedule.stage(number) != Stage.SKIPPED) {
                names.add(nodes.get(number).name());
            }
        }
        return String.join(", ", names);
    }
}
