package io.seqstore;

import io.seqstore.query.calculate.JoinCursor;
import io.seqstore.query.calculate.JoinInput;
import io.seqstore.query.request.JoinMode;
import io.seqstore.query.shape.EventRows;
import io.seqstore.types.event.Event;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Windows of several streams of one type as rows by key (spec 07, section 5). Each window is read on its own, with its
 * boundary types, filter, skip and count; the columns of the rows are in the order of the windows. Every call that names the
 * form of the result reads anew; each stream is read at one state, those of different streams may differ.
 *
 * <pre>{@code
 * JoinRead.of(JoinMode.OUTER, pump.window(from, to), valve.window(from, to)).rows()
 * }</pre>
 *
 * <p>Not thread-safe while it is put together.
 */
public final class JoinRead {
    private final JoinMode mode;
    private final List<WindowRead> windows;
    private long count = Long.MAX_VALUE;

    private JoinRead(JoinMode mode, List<WindowRead> windows) {
        this.mode = mode;
        this.windows = List.copyOf(windows);
    }

    /** A join of some windows. */
    public static JoinRead of(JoinMode mode, WindowRead... windows) {
        return of(mode, List.of(windows));
    }

    /** A join of some windows, as {@link #of(JoinMode, WindowRead...)}. */
    public static JoinRead of(JoinMode mode, List<WindowRead> windows) {
        return new JoinRead(mode, windows);
    }

    /** Delivers at most so many rows; all of them unless told otherwise. */
    public JoinRead count(long newCount) {
        this.count = newCount;
        return this;
    }

    /**
     * The rows, ascending by key: an event of each stream, null where there is none; a single event when events are merged.
     * Unmodifiable.
     *
     * @throws io.seqstore.types.InvalidRequestException when the streams are of different types, or events are to be
     *     calculated and the key has no distance
     * @throws io.seqstore.types.LimitExceededException when a stream has more events in its window than a result may have
     */
    public List<List<@Nullable Event>> rows() {
        List<List<@Nullable Event>> rows = new ArrayList<>();
        try (JoinCursor cursor = open(true)) {
            while (cursor.next()) {
                rows.add(EventRows.joined(cursor));
            }
        }
        return List.copyOf(rows);
    }

    /** The rows one by one, without limit and without an object for each. Holds states of all streams until closed. */
    public JoinCursor cursor() {
        return open(false);
    }

    private JoinCursor open(boolean limited) {
        List<JoinInput> inputs = new ArrayList<>();
        try {
            for (WindowRead window : windows) {
                inputs.add(window.joinInput(limited));
            }
        } catch (RuntimeException | Error e) {
            inputs.forEach(JoinInput::close);
            throw e;
        }
        return JoinCursor.open(mode, inputs, count);
    }
}
