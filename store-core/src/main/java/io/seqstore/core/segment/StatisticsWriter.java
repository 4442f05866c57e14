package io.seqstore.core.segment;

import io.seqstore.core.format.BlockEntry;
import io.seqstore.core.format.DirectoryHead;
import io.seqstore.core.format.GroupEntry;
import io.seqstore.core.format.StatisticsEntry;
import io.seqstore.core.memory.ByteOutput;
import io.seqstore.core.statistics.ColumnStatistics;
import io.seqstore.core.statistics.ColumnSummarizer;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the statistics of the blocks of one stream, and of groups of them, while the blocks are written. A stream of a single
 * block has none: reading that block costs as little.
 */
final class StatisticsWriter {
    private final EventLayout layout;
    private final ByteOutput statistics = new ByteOutput(0);
    private final List<Level> levels = new ArrayList<>();
    private int blocks;

    private final @Nullable ColumnSummarizer[] ofBlock;

    StatisticsWriter(EventLayout layout) {
        this.layout = layout;
        this.ofBlock = ColumnSummarizer.of(layout);
    }

    /** The groups of one level: those that are complete, and the one that is being filled. */
    private static final class Level {
        private final @Nullable ColumnSummarizer[] columns;
        private final ByteOutput entries = new ByteOutput(GroupEntry.SIZE);
        private int children;
        private long events;

        Level(EventLayout layout) {
            this.columns = ColumnSummarizer.of(layout);
        }
    }

    /**
     * Adds the rows {@code from..to-1} as the next block.
     *
     * @return where its statistics begin
     */
    int add(ColumnBatch batch, int from, int to) {
        int at = statistics.length();
        Level above = level(0);
        for (int i = 0; i < ofBlock.length; i++) {
            ColumnSummarizer column = ofBlock[i];
            append(column == null ? null : column.summarize(batch.keys(), batch.column(i), from, to), above, i);
        }
        blocks++;
        count(0, to - from);
        return at;
    }

    private void append(@Nullable ColumnStatistics column, Level above, int index) {
        ColumnSummarizer sum = above.columns[index];
        if (column == null || sum == null) {
            StatisticsEntry.encodeNothing(statistics);
        } else {
            StatisticsEntry.encode(statistics, column);
            sum.add(column);
        }
    }

    private Level level(int level) {
        if (level == levels.size()) {
            levels.add(new Level(layout));
        }
        return levels.get(level);
    }

    /** Counts a child into the open group of a level, and ends the group when it is full. */
    private void count(int number, long events) {
        Level level = level(number);
        level.children++;
        level.events += events;
        if (level.children < GroupEntry.FAN_OUT) {
            return;
        }
        GroupEntry.encode(level.entries, level.events, statistics.length());
        Level above = level(number + 1);
        for (int i = 0; i < level.columns.length; i++) {
            ColumnSummarizer column = level.columns[i];
            append(column == null ? null : column.finish(), above, i);
            if (column != null) {
                column.clear();
            }
        }
        count(number + 1, level.events);
        level.children = 0;
        level.events = 0;
    }

    /**
     * Appends groups and statistics behind the block entries.
     *
     * @return the bytes of the statistics
     */
    int appendTo(ByteOutput directory) {
        assert directory.length() == DirectoryHead.SIZE + blocks * BlockEntry.SIZE;
        if (blocks < 2) {
            return 0;
        }
        for (Level level : levels) {
            directory.putBytes(level.entries.bytes(), 0, level.entries.length());
        }
        directory.putBytes(statistics.bytes(), 0, statistics.length());
        return statistics.length();
    }
}
