package io.seqstore.cli.crash;

import io.seqstore.cli.model.Script;
import io.seqstore.core.Durability;
import io.seqstore.core.StoreOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a child process is told to do.
 *
 * @param folder the store
 * @param seed from which all chance comes
 * @param mode when a write counts as done
 * @param closeAfterMillis after which time it closes the store while its writers write; negative when it never does
 * @param written for each writer how many writes earlier children have done
 */
record Assignment(Path folder, long seed, Mode mode, long closeAfterMillis, List<Long> written) {
    /** Small, so that the store flushes and compacts by itself. */
    private static final long MEMORY_BUDGET = 2 << 20;

    private static final Duration GROUP_WINDOW = Duration.ofMillis(20);

    /** The modes of durability; all of them survive the death of a process. */
    enum Mode {
        SYNC,
        GROUP,
        PROCESS;

        Durability durability() {
            return switch (this) {
                case SYNC -> Durability.SYNC;
                case GROUP -> Durability.group(GROUP_WINDOW);
                case PROCESS -> Durability.PROCESS;
            };
        }
    }

    /** The same as words of a command line. */
    List<String> words() {
        String counts = written.stream().map(String::valueOf).collect(Collectors.joining(","));
        return List.of(folder.toString(), Long.toString(seed), mode.name(), Long.toString(closeAfterMillis), counts);
    }

    /** The assignment that words stand for. */
    static Assignment of(List<String> words) {
        List<Long> written = new ArrayList<>();
        Arrays.stream(words.get(4).split(",", -1)).map(Long::valueOf).forEach(written::add);
        return new Assignment(
                Path.of(words.get(0)),
                Long.parseLong(words.get(1)),
                Mode.valueOf(words.get(2)),
                Long.parseLong(words.get(3)),
                written);
    }

    /** How the store is opened. */
    StoreOptions options() {
        return StoreOptions.defaults().withDurability(mode.durability()).withMemoryBudget(MEMORY_BUDGET);
    }

    /** What a writer writes. */
    Script script(int writer) {
        return new Script(seed, "w" + writer + "-");
    }
}
